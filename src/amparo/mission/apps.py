"""The application `amparo.mission`."""

from django.apps import AppConfig


class MissionConfig(AppConfig):
    name = "amparo.mission"
