"""Links from letters: taking up an invitation, and a way back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.accounts import invitations, passkeys, signing_in
from amparo.access.enums import LinkPurpose
from amparo.audit.faces import at_face
from amparo.core.errors import Refused
from amparo.entrance.doors import FACE, at_the_door
from amparo.entrance.forms import AddressForm, NewPasswordForm
from amparo.entrance.options import in_a_page

if TYPE_CHECKING:
    from amparo.access.models import Invitation

KEPT_AS = "link"


@at_the_door
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once, so that it is in no page, log or history."""
    invitations.open_link(token)
    request.session.flush()
    request.session[KEPT_AS] = token
    response = redirect("entrance:take_up")
    # Only here: from a page with this policy, forms could not be told from forged ones.
    response["Referrer-Policy"] = "no-referrer"
    return response


@sensitive_post_parameters()
@at_the_door
def take_up(request: HttpRequest) -> HttpResponse:
    """Let the holder of a link choose a password or make a passkey, and sign them in."""
    token = request.session.get(KEPT_AS, "")
    found = invitations.open_link(token)
    by_password = "new_password" in request.POST
    form = NewPasswordForm(request.POST if by_password else None, user=found.user)
    refused = ""
    try:
        if by_password and form.is_valid():
            return _with_password(request, token, form.cleaned_data["new_password"])
        if request.POST.get("credential") and _is_new(found):
            return _with_passkey(request, token, found, request.POST["credential"])
    except Refused as refusal:
        refused = refusal.said(_)
    page = {
        "form": form,
        "refused": refused,
        "email": found.user.email,
        "is_new": _is_new(found),
        "options": in_a_page(passkeys.offer(found.user)) if _is_new(found) else "",
    }
    return render(request, "entrance/take_up.html", page)


@at_the_door
def ask(request: HttpRequest) -> HttpResponse:
    """Send a link to whoever asks, if there is an account; the answer is always the same."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "entrance/cannot_get_in.html", {"form": form})
    address = form.cleaned_data["email"]
    response = render(request, "entrance/asked.html")
    if invitations.may_ask_for_link(request, address):
        # Once the answer is out: how long it takes tells nobody whether a letter was written.
        response._resource_closers.append(lambda: _send(address))  # type: ignore[attr-defined]
    return response


def _send(address: str) -> None:
    with at_face(FACE):
        invitations.send_way_back(address)


def _is_new(found: Invitation) -> bool:
    return found.purpose == LinkPurpose.INVITATION


def _with_password(request: HttpRequest, token: str, password: str) -> HttpResponse:
    user = invitations.take_up(token, password=password)
    request.session.flush()
    return signing_in.enter(request, user)


def _with_passkey(
    request: HttpRequest, token: str, found: Invitation, credential: str
) -> HttpResponse:
    with transaction.atomic():
        factor = passkeys.add(found.user, credential)
        user = invitations.take_up(token, password=None)
    request.session.flush()
    factor.user = user
    signing_in.with_passkey(request, factor, alone=True)
    return signing_in.enter(request, user)
