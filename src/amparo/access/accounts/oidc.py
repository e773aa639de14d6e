"""
Signing in through an organization's own identity provider (OpenID Connect, code flow).

allauth finds the provider's addresses, sends people there with state and PKCE, and exchanges the
code. Ours is the rest: a nonce, the signature of the token whatever way it came, and that nobody
gets in but the holder of an account that is there already. Nothing that the provider says is kept
but a keyed digest of its name for the person.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

import jwt
import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from amparo.access.events import INVITATION_TAKEN_UP, PROVIDER_LINKED
from amparo.access.models import AccountState, Invitation, User
from amparo.audit.actions import record
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _

from . import signing_in
from .digests import keyed, sign_in_of

REFUSED = _(
    "You could not be signed in this way. If you have an account here, its address has to be the"
    " one that your organization confirms."
)
UNREACHABLE = _("Your organization's sign-in did not answer as it should. Try again in a while.")
# Never a shared secret, never none: with those the provider's public key would sign.
_ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "ES384", "RS512", "ES512")
_LEEWAY = 60  # seconds that clocks may differ


@dataclass(frozen=True, slots=True)
class Offered:
    """A provider as the sign-in page offers it."""

    id: str
    name: str


def offered() -> list[Offered]:
    """Return the providers of this installation."""
    return [
        Offered(str(one["id"]), str(one["name"] or one["issuer"]))
        for one in settings.OIDC_PROVIDERS
    ]


def provider_for(request: HttpRequest, provider: str) -> Provider:
    """
    Return a provider by its id.

    :raises NotVisible: if there is none.
    """
    for one in settings.OIDC_PROVIDERS:
        if one["id"] == provider:
            app = SocialApp(
                provider="openid_connect",
                provider_id=one["id"],
                name=one["name"],
                client_id=one["client_id"],
                secret=one["secret"],
                settings={
                    "server_url": one["issuer"],
                    "oauth_pkce_enabled": True,
                    "scope": ["openid", "email"],
                },
            )
            return Provider(request, app=app)
    raise NotVisible


class ProviderAddresses(OpenIDConnectOAuth2Adapter):
    """allauth's, with our address to come back to: one, whatever language is spoken."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return where the provider sends people back to."""
        with translation.override(settings.LANGUAGE_CODE):
            path = reverse("entrance:provider_back", kwargs={"provider": self.provider_id})
        return request.build_absolute_uri(path)


class Provider(OpenIDConnectProvider):
    """allauth's, with a nonce."""

    oauth2_adapter_class = ProviderAddresses

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        """Send somebody to the provider; state, verifier and nonce stay in the session."""
        nonce = secrets.token_urlsafe(32)
        params = {**self.get_auth_params(), "nonce": nonce}
        answer: HttpResponse = super().redirect(
            request, process, auth_params=params, nonce=nonce, **kwargs
        )
        return answer


def go(request: HttpRequest, provider: str, *, then: str = "") -> HttpResponse:
    """
    Send somebody to a provider.

    :raises Refused: if the provider does not answer.
    """
    try:
        return provider_for(request, provider).redirect(
            request, AuthProcess.LOGIN, next_url=then or None
        )
    except (requests.RequestException, OAuth2Error, ValueError, KeyError):
        raise Refused(UNREACHABLE) from None


def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """
    Sign in whoever the provider says this is, if there is an account for them.

    :raises Refused: with one sentence for whatever is wrong with what came back.
    """
    there = provider_for(request, provider)
    state = statekit.unstash_state(
        request, provider_id=there.sub_id, state_id=request.GET.get("state", "")
    )
    if state is None or "code" not in request.GET:
        signing_in.refuse(None, method="provider", reason="state")
        raise Refused(REFUSED)
    try:
        claims = _claims(request, there, state)
    except (requests.RequestException, OAuth2Error):
        raise Refused(UNREACHABLE) from None
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        signing_in.refuse(None, method="provider", reason="token")
        raise Refused(REFUSED) from None
    user = _account_of(there, claims)
    record_authentication(
        request,
        user,
        method="socialaccount",
        provider=there.app.provider_id,
        second_factor=_proved_two(there, claims) or None,
    )
    return signing_in.enter(request, user, then=state.get("next", ""))


def _claims(request: HttpRequest, there: Provider, state: dict[str, Any]) -> dict[str, Any]:
    """Exchange the code, and return what the token says once it is proved to be the provider's."""
    addresses = there.get_oauth2_adapter(request)
    client = addresses.get_client(request, there.app)
    answer = client.get_access_token(
        request.GET["code"], pkce_code_verifier=state["pkce_code_verifier"]
    )
    token = answer["id_token"]
    found: dict[str, Any] = jwt.decode(
        token,
        key=_signing_key(addresses.openid_config["jwks_uri"], token),
        algorithms=list(_ALGORITHMS),
        audience=there.app.client_id,
        issuer=_issuer(there, addresses),
        leeway=_LEEWAY,
        options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
    )
    if not constant_time_compare(str(found["nonce"]), state["nonce"]):
        raise ValueError("nonce")
    # Meant for several: then it says which of them asked.
    several = isinstance(found["aud"], list) and len(found["aud"]) > 1
    if several and found.get("azp") != there.app.client_id:
        raise ValueError("azp")
    return found


def _issuer(there: Provider, addresses: ProviderAddresses) -> str:
    issuer = str(addresses.openid_config["issuer"])
    # One provider may not speak for another.
    if issuer.rstrip("/") != there.app.settings["server_url"]:
        raise ValueError("issuer")
    return issuer


def _signing_key(address: str, token: str) -> Any:
    header = jwt.get_unverified_header(token)
    with get_adapter().get_requests_session() as session:
        response = session.get(address)
        response.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(json.loads(response.text)).keys
    fit = [
        one
        for one in keys
        if one.key_type in ("RSA", "EC")
        and one.public_key_use in (None, "sig")
        and ("kid" not in header or one.key_id == header["kid"])
    ]
    if len(fit) != 1:
        raise ValueError("key")
    return fit[0].key


def _account_of(there: Provider, claims: dict[str, Any]) -> User:
    """Return the account that is linked, or link the one whose address the provider confirms."""
    uid = keyed("provider", there.app.settings["server_url"], str(claims["sub"]))
    linked = (
        SocialAccount.objects.filter(provider=there.app.provider_id, uid=uid)
        .select_related("user")
        .first()
    )
    if linked is not None:
        if linked.user.state != AccountState.ACTIVE:
            signing_in.refuse(linked.user, method="provider", reason="closed")
            raise Refused(REFUSED)
        return linked.user
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified") is not True:
        signing_in.refuse(None, method="provider", reason="not-verified")
        raise Refused(REFUSED)
    user = _link(there, uid, address)
    if user is None:
        signing_in.refuse(None, method="provider", reason="unknown")
        raise Refused(REFUSED)
    return user


@transaction.atomic
def _link(there: Provider, uid: str, address: str) -> User | None:
    user = User.objects.select_for_update().filter(sign_in=sign_in_of(address)).first()
    if user is None or user.state == AccountState.CLOSED:
        return None
    if user.state == AccountState.INVITED:
        _take_up(user)
    SocialAccount.objects.create(user=user, provider=there.app.provider_id, uid=uid, extra_data={})
    record(PROVIDER_LINKED, by=user.code, provider=there.app.provider_id)
    return user


def _take_up(user: User) -> None:
    """Let the provider's word take the place of the link in the letter, which becomes void."""
    user.state = AccountState.ACTIVE
    user.save(update_fields=["state"])
    Invitation.objects.filter(user=user, used_at=None, voided_at=None).update(
        voided_at=timezone.now()
    )
    record(INVITATION_TAKEN_UP, by=user.code)


def _proved_two(there: Provider, claims: dict[str, Any]) -> bool:
    """
    Test whether the provider says that it asked for more than one factor.

    Only what the settings name counts: by default nothing does, and the second factor is asked
    for here.
    """
    named = next(
        one["second_factor"]
        for one in settings.OIDC_PROVIDERS
        if one["id"] == there.app.provider_id
    )
    methods = claims.get("amr")
    said = {*(methods if isinstance(methods, list) else []), claims.get("acr")}
    return bool(said & set(named))
