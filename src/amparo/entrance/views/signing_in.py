"""Signing in with a password, the second factor, and signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.stages import LoginStageController
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.accounts import oidc, passkeys, signing_in
from amparo.access.accounts.second_factor import kinds_of
from amparo.access.accounts.stages import SecondFactorStage
from amparo.core.errors import Refused
from amparo.entrance.doors import at_the_door
from amparo.entrance.forms import CodeForm, SignInForm
from amparo.entrance.going_on import asked_for, going_to
from amparo.entrance.options import in_a_page

if TYPE_CHECKING:
    from amparo.access.models import User


@sensitive_post_parameters()
@at_the_door
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for address and password, and say the same whatever was wrong with them."""
    if request.user.is_authenticated:
        return redirect(going_to(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = signing_in.with_password(
                request, form.cleaned_data["email"], form.cleaned_data["password"]
            )
        except Refused as refusal:
            form.add_error(None, refusal.said(_))
        else:
            return signing_in.enter(request, user, then=asked_for(request))
    page = {"form": form, "next": asked_for(request), "providers": oidc.offered()}
    return render(request, "entrance/sign_in.html", page)


@sensitive_post_parameters()
@at_the_door
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever gave a right password a moment ago."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    user = stage.login.user if stage else None
    if user is None or not user.is_active:
        return redirect("entrance:sign_in")
    form, refused = CodeForm(request.POST if "code" in request.POST else None), ""
    try:
        if _proved(request, user, form):
            answer: HttpResponse = stage.exit()
            return answer
    except Refused as refusal:
        refused = refusal.said(_)
    kinds = kinds_of(user)
    page = {
        "form": form,
        "refused": refused,
        "options": in_a_page(passkeys.challenge(user)) if "webauthn" in kinds else "",
        "kinds": kinds,
    }
    return render(request, "entrance/second_factor.html", page)


def _proved(request: HttpRequest, user: User, form: CodeForm) -> bool:
    """Test what was sent as a second factor, if anything was. :raises Refused: if it is wrong."""
    if request.POST.get("credential"):
        factor = passkeys.recognize(request, request.POST["credential"], user)
        signing_in.with_passkey(request, factor, alone=False)
        return True
    if form.is_valid():
        signing_in.with_code(request, user, form.cleaned_data["code"])
        return True
    return False


@at_the_door
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, when asked to by a form; a link alone ends nothing."""
    if request.method == "POST":
        signing_in.sign_out(request)
        answer = redirect("entrance:sign_in")
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer
    return render(request, "entrance/sign_out.html")
