"""The application `amparo.publication`."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "amparo.publication"
