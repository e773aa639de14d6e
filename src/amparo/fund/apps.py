from django.apps import AppConfig


class FundConfig(AppConfig):
    name = "amparo.fund"
    label = "fund"
