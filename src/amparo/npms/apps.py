from django.apps import AppConfig


class NpmsConfig(AppConfig):
    name = "amparo.npms"
    label = "npms"
