from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class StatsConfig(AppConfig):
    name = "amparo.stats"
    label = "stats"

    def ready(self) -> None:
        """Make the measures of every area known."""
        autodiscover_modules("measures")
