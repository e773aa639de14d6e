from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "amparo.bodies"
    label = "bodies"
