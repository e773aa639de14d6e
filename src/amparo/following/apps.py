"""The application `amparo.following`."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "amparo.following"
    label = "following"
