from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "amparo.audit"
    label = "audit"

    def ready(self) -> None:
        # Each area's events register themselves when their module is read.
        autodiscover_modules("events")
