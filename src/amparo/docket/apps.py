from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocketConfig(AppConfig):
    name = "amparo.docket"
    label = "docket"

    def ready(self) -> None:
        # Each area's law and figures register themselves when their module is read.
        autodiscover_modules("procedure", "procedures", "measures")

        from amparo.vault.backups import destroyed_elsewhere

        from .disposal import recorded

        # A key whose disposal the dockets record does not come back from a copy of the key store.
        destroyed_elsewhere.append(recorded)
