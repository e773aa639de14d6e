from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "amparo.meetings"
    label = "meetings"
