"""The application `amparo.acting`."""

from django.apps import AppConfig


class ActingConfig(AppConfig):
    name = "amparo.acting"
