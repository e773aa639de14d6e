"""The application `amparo.following`."""

from django.apps import AppConfig
from django.conf import settings


class FollowingConfig(AppConfig):
    name = "amparo.following"
    label = "following"

    def ready(self) -> None:
        """See to it that an installation has the key that requests are sealed for."""
        if settings.INSIDE:
            from amparo.core import home

            from .opening import write_public_key

            home.ONCE_THERE_ARE_TABLES.append(write_public_key)
