from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "amparo.vault"
    label = "vault"

    def ready(self) -> None:
        """See to it that no new master key takes the place of one that was lost."""
        from amparo.core import home

        from .keystore import check_holds_nothing

        home.BEFORE_A_MASTER_KEY.append(check_holds_nothing)
