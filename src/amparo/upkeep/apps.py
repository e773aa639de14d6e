"""The application `amparo.upkeep`."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "amparo.upkeep"
