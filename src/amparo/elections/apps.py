from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "amparo.elections"
    label = "elections"
