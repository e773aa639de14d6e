from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "amparo.visits"
    label = "visits"
