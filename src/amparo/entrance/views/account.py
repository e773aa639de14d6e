"""One's own account: what it holds, its language, its password, and proving who one is again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.accounts import passkeys, second_factor, signed_in, signing_in
from amparo.access.doors import actor_for
from amparo.core.errors import Refused
from amparo.entrance.doors import AccountRequest, confirmed, open_to_account, while_setting_up
from amparo.entrance.forms import (
    ChangePasswordForm,
    CodeForm,
    CurrentPasswordForm,
    LanguageForm,
    LettersForm,
    NewPasswordForm,
)
from amparo.entrance.going_on import asked_for, going_to
from amparo.entrance.options import in_a_page


@open_to_account
def account(request: AccountRequest) -> HttpResponse:
    """Show one's own account, and change its language, or whether letters come."""
    user = request.user
    letters = LettersForm(request.POST)
    if request.method == "POST" and letters.is_valid():
        signed_in.change_letters(user, wanted=letters.cleaned_data["letters"] == "yes")
        return redirect("entrance:account")
    form = LanguageForm(request.POST or None, initial={"language": user.language})
    if request.method == "POST" and form.is_valid():
        signed_in.change_language(user, form.cleaned_data["language"])
        with translation.override(user.language):
            return redirect(reverse("entrance:account"))
    page = {
        "form": form,
        "person": user,
        "factors": len(second_factor.factors_of(user)),
        "sessions": len(signed_in.sessions_of(user, request)),
        "has_role": bool(actor_for(request).roles),
    }
    return render(request, "entrance/account.html", page)


@sensitive_post_parameters()
@open_to_account
def password(request: AccountRequest) -> HttpResponse:
    """Change one's own password, or set the first one; every other session ends."""
    return (_change if request.user.has_usable_password() else _set_first)(request)


def _change(request: AccountRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            signing_in.confirm_with_password(request, request.user, form.cleaned_data["password"])
        except Refused as refusal:
            form.add_error("password", refusal.said(_))
        else:
            return _changed(request, form)
    return render(request, "entrance/password.html", {"form": form, "first": False})


@confirmed
def _set_first(request: AccountRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _changed(request, form)
    return render(request, "entrance/password.html", {"form": form, "first": True})


def _changed(request: AccountRequest, form: NewPasswordForm) -> HttpResponse:
    signed_in.change_password(request.user, request, form.cleaned_data["new_password"])
    return redirect("entrance:account")


@sensitive_post_parameters()
@open_to_account
@while_setting_up
def confirm(request: AccountRequest) -> HttpResponse:
    """Ask again who this is, before a change that matters."""
    posted = request.POST
    form = CurrentPasswordForm(posted if "password" in posted else None)
    code = CodeForm(posted if "code" in posted else None)
    refused = ""
    try:
        if _proved(request, form, code):
            return redirect(going_to(request))
    except Refused as refusal:
        refused = refusal.said(_)
    kinds = second_factor.kinds_of(request.user)
    page = {
        "form": form,
        "code": code,
        "refused": refused,
        "next": asked_for(request),
        "has_password": request.user.has_usable_password(),
        "kinds": kinds,
        "options": in_a_page(passkeys.challenge(request.user)) if "webauthn" in kinds else "",
    }
    return render(request, "entrance/confirm.html", page)


def _proved(request: AccountRequest, form: CurrentPasswordForm, code: CodeForm) -> bool:
    """Test what was sent as a proof, if anything was. :raises Refused: if it is wrong."""
    user = request.user
    if request.POST.get("credential"):
        passkeys.recognize(request, request.POST["credential"], user).record_usage()
    elif form.is_valid():
        signing_in.confirm_with_password(request, user, form.cleaned_data["password"])
    elif code.is_valid():
        signing_in.with_code(request, user, code.cleaned_data["code"])
    else:
        return False
    signing_in.confirm(request)
    return True
