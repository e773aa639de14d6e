from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate
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
        post_migrate.connect(_fill_outlooks, sender=self)


def _fill_outlooks(using: str, **_said: Any) -> None:
    """Make the outlooks of matters that were there before outlooks were."""
    if using == DEFAULT_DB_ALIAS:
        from .outlooks import fill

        fill()
