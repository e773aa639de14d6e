from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "amparo.entrance"
    label = "entrance"
