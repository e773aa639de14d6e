"""The application `amparo.upkeep`."""

from django.apps import AppConfig
from django.conf import settings


class UpkeepConfig(AppConfig):
    name = "amparo.upkeep"

    def ready(self) -> None:
        """See to it that no new master key is made for data whose keys are yet to be brought back."""
        from amparo.core import home

        from .backing_up.awaiting_keys import check_keys_are_there

        home.BEFORE_A_MASTER_KEY.append(check_keys_are_there)
        if settings.INSIDE:
            from .sealing_for_followers import make_ready

            home.ONCE_THERE_ARE_TABLES.append(make_ready)
