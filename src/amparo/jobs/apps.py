"""The application `amparo.jobs`."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "amparo.jobs"
