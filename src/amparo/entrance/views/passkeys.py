"""Signing in with a passkey alone, and adding one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.access.accounts import passkeys, signed_in, signing_in
from amparo.core.errors import Refused
from amparo.entrance.doors import (
    AccountRequest,
    at_the_door,
    confirmed,
    open_to_account,
    while_setting_up,
)
from amparo.entrance.going_on import asked_for, going_to
from amparo.entrance.options import in_a_page
from amparo.entrance.views.factors import after_adding


@at_the_door
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in whoever proves a passkey, without an address and without a password."""
    if request.user.is_authenticated:
        return redirect(going_to(request))
    refused = ""
    if request.POST.get("credential"):
        try:
            factor = passkeys.recognize(request, request.POST["credential"])
        except Refused as refusal:
            refused = refusal.said(_)
        else:
            signing_in.with_passkey(request, factor, alone=True)
            return signing_in.enter(request, factor.user, then=asked_for(request))
    page = {
        "refused": refused,
        "next": asked_for(request),
        "options": in_a_page(passkeys.challenge()),
    }
    return render(request, "entrance/passkey.html", page)


@open_to_account
@while_setting_up
@confirmed
def add(request: AccountRequest) -> HttpResponse:
    """Add a passkey; every other session ends."""
    refused = ""
    if request.POST.get("credential"):
        try:
            factor = passkeys.add(request.user, request.POST["credential"])
        except Refused as refusal:
            refused = refusal.said(_)
        else:
            signing_in.with_passkey(request, factor, alone=False)
            signed_in.revoke_others(request.user, request)
            return after_adding(request)
    page = {"refused": refused, "options": in_a_page(passkeys.offer(request.user))}
    return render(request, "entrance/add_passkey.html", page)
