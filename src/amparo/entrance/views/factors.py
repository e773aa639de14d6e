"""The second factors of one's own account: what there is, adding, removing, recovery codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.access.accounts import second_factor, signed_in
from amparo.access.accounts.second_factor import Kind
from amparo.core.errors import NotVisible
from amparo.entrance.doors import AccountRequest, confirmed, open_to_account, while_setting_up
from amparo.entrance.forms import CodeForm

CODES = "recovery codes"


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor as the page lists it."""

    number: int
    title: str
    added_at: datetime
    used_at: datetime | None


@open_to_account
@while_setting_up
def factors(request: AccountRequest) -> HttpResponse:
    """Show the second factors of one's own account."""
    found = second_factor.factors_of(request.user)
    page = {
        "factors": _listed(found),
        "has_app": any(one.type == Kind.TOTP for one in found),
        "codes_left": second_factor.recovery_codes_left(request.user),
        "must": second_factor.must_have_second_factor(request.user),
    }
    return render(request, "entrance/factors.html", page)


@open_to_account
@while_setting_up
@confirmed
def add_app(request: AccountRequest) -> HttpResponse:
    """Set up an app: show its secret as a picture and as text, and ask for its first code."""
    user = request.user
    if Kind.TOTP in second_factor.kinds_of(user):
        return redirect("entrance:factors")
    secret = get_totp_secret()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.add_app(user, secret, form.cleaned_data["code"]):
            clear_totp_secret(request)
            signed_in.revoke_others(user, request)
            return after_adding(request)
        form.add_error("code", _("This code is not right. Enter the one that the app shows now."))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    page = {
        "form": form,
        "picture": picture[picture.index("<svg") :],
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return render(request, "entrance/add_app.html", page)


@open_to_account
@while_setting_up
def recovery_codes(request: AccountRequest) -> HttpResponse:
    """Show new recovery codes once; make them when asked to by a form."""
    if request.method == "POST":
        return _make_codes(request)
    codes = request.session.pop(CODES, None)
    return render(request, "entrance/recovery_codes.html", {"codes": codes})


@open_to_account
@confirmed
def remove(request: AccountRequest, number: int) -> HttpResponse:
    """Remove one's own app or passkey, when asked to by a form; every other session ends."""
    found = second_factor.factors_of(request.user)
    factor = next((one for one in found if one.pk == number), None)
    if factor is None:
        raise NotVisible
    last_of_staff = len(found) == 1 and second_factor.must_have_second_factor(request.user)
    if request.method == "POST" and not last_of_staff:
        second_factor.remove_factor(request.user, factor)
        signed_in.revoke_others(request.user, request)
        return redirect("entrance:factors")
    (listed,) = [one for one in _listed(found) if one.number == number]
    page = {"factor": listed, "last_of_staff": last_of_staff, "last": len(found) == 1}
    return render(request, "entrance/remove_factor.html", page)


def after_adding(request: AccountRequest) -> HttpResponse:
    """Go on from a factor that was added: to the recovery codes, if there are none yet."""
    if second_factor.recovery_codes_left(request.user) is None:
        request.session[CODES] = second_factor.new_recovery_codes(request.user)
        return redirect("entrance:recovery_codes")
    return redirect("entrance:factors")


@confirmed
def _make_codes(request: AccountRequest) -> HttpResponse:
    if not second_factor.has_second_factor(request.user):
        return redirect("entrance:factors")
    request.session[CODES] = second_factor.new_recovery_codes(request.user)
    signed_in.revoke_others(request.user, request)
    return redirect("entrance:recovery_codes")


def _listed(found: list[Authenticator]) -> list[Factor]:
    listed, passkeys = [], 0
    for one in found:
        if one.type == Kind.WEBAUTHN:
            passkeys += 1
            title = _("Passkey {number}").format(number=passkeys)
        else:
            title = _("Authenticator app")
        listed.append(Factor(one.pk, title, one.created_at, one.last_used_at))
    return listed
