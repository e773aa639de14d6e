from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "amparo.access"
    label = "access"

    def ready(self) -> None:
        # Imported here: it reads tables, and they are not there before.
        from . import actions
        from .accounts.auditors import tell

        if tell not in actions.tell_auditors:
            actions.tell_auditors.append(tell)
