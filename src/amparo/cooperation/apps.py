from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "amparo.cooperation"
    label = "cooperation"
