"""Where allauth asks us: how a sign-in ends, how secrets are sealed, which providers there are."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from amparo.access.doors import home_of
from amparo.access.models import User

from . import lockout, second_factor, signing_in


class AccountAdapter(DefaultAccountAdapter):
    """Signing in without sign-up, without addresses, without messages of its own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def get_login_stages(self) -> list[str]:
        """The second factor, and nothing else."""
        return ["amparo.access.accounts.stages.SecondFactorStage"]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """An account that is not open is not told apart from one that is not there."""
        return redirect(settings.LOGIN_URL)

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None, **_others: Any
    ) -> HttpResponse:
        """Note the sign-in, let the browser be known, and go where the person was going."""
        signing_in.entered(request, user)
        with translation.override(user.language):
            home = home_of(user)
        response = HttpResponseRedirect(redirect_url or home)
        lockout.remember_browser(request, response, user)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what was done."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No letters but ours."""

    def is_safe_url(self, url: str) -> bool:
        """Only pages of this site are gone on to."""
        return is_own_path(url)


class MfaAdapter(DefaultMFAAdapter):
    """Secrets sealed with the account's key; nothing that names a person on a device."""

    def encrypt(self, text: str) -> str:
        """Seal a secret of the account at hand."""
        return second_factor.seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of the account at hand."""
        return second_factor.open_secret(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        """Return what an app shows: the code, which an app may safely copy to its maker."""
        return user.code

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Return what a passkey is kept under: the code, for the same reason."""
        return {"id": user.pk.hex.encode(), "display_name": user.code, "name": user.code}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site as devices show it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Amparo"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Return the number of a passkey; a name that people choose could say who they are."""
        return str(Authenticator.objects.filter(user=user, type=type).count() + 1)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Identity providers come from the settings, and bring no accounts with them."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> Any:
        """Return a provider of the settings by its id."""
        from .oidc import provider_for

        return provider_for(request, provider)

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """Return what binds the way back to this browser: 256 bits, not allauth's ninety."""
        return secrets.token_urlsafe(32)


def is_own_path(url: str) -> bool:
    """Test whether this is the path of a page here: no host, no scheme, nothing unprintable."""
    return (
        url.startswith("/")
        and not url.startswith("//")
        and "\\" not in url
        and url.isprintable()
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )
