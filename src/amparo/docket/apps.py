from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocketConfig(AppConfig):
    name = "amparo.docket"
    label = "docket"

    def ready(self) -> None:
        # Each area's law and figures register themselves when their module is read.
        autodiscover_modules("procedure", "procedures", "measures")
