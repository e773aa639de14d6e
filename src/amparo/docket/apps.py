from django.apps import AppConfig


class DocketConfig(AppConfig):
    name = "amparo.docket"
    label = "docket"
