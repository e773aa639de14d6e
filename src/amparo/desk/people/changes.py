"""What is changed about an account: each on a page that says what will happen, and then does it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access import actions
from amparo.access.accounts import closing, inviting
from amparo.access.accounts.people import Account, account_of, held, post_of, user_of
from amparo.access.accounts.second_factor import reset_second_factor
from amparo.access.doors import actor_for, requires
from amparo.access.enums import AccountState
from amparo.access.permissions import PERMISSION_TITLES, ROLES, Permission
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop
from amparo.desk.pages import show

from .forms import CloseForm, NationalitiesForm, RoleForm
from .refusing import add_refusal
from .words import names_used


@requires(Permission.ACCOUNTS_MANAGE)
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Give a role: first show what it lets a person do, then give it."""
    person = _open_account(request, code)
    form = RoleForm(request.POST if request.method == "POST" else None)
    about_to_give = request.method == "POST" and form.is_valid()
    if about_to_give and "confirmed" in request.POST:
        said = form.cleaned_data

        def appoint() -> None:
            actions.appoint(user_of(code), by=actor_for(request), at=timezone.now(), **said)

        if _done(request, form, appoint, about=person.code):
            return redirect("desk:people:account", person.code)
        about_to_give = False
    if not about_to_give:
        return show(request, "desk/people/give.html", person=person, form=form)
    role = form.cleaned_data["role"]
    return show(
        request,
        "desk/people/give_confirm.html",
        person=person,
        form=form,
        given=names_used().post(**form.cleaned_data),
        about=ROLES[role].about,
        lets=[title for one, title in PERMISSION_TITLES.items() if one in ROLES[role].may],
    )


@requires(Permission.ACCOUNTS_MANAGE)
def end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """End a role, after saying which."""
    person = _open_account(request, code)
    post = post_of(person.code, number)

    def end_it() -> None:
        actions.end_appointment(post, by=actor_for(request), at=timezone.now())

    shown = held(post)
    return _confirm(request, "desk/people/end.html", person, end_it, role=names_used().role(shown))


@sensitive_post_parameters()
@requires(Permission.ACCOUNTS_MANAGE)
def nationalities(request: HttpRequest, code: str) -> HttpResponse:
    """Note by which nationalities a person is recused."""
    person = _open_account(request, code)
    form = NationalitiesForm(
        request.POST if request.method == "POST" else None, held=person.nationalities
    )
    if request.method == "POST" and form.is_valid():

        def note() -> None:
            inviting.note_nationalities(
                user_of(code), form.nationalities, by=actor_for(request), at=timezone.now()
            )

        if _done(request, form, note, about=person.code):
            return redirect("desk:people:account", person.code)
    return show(request, "desk/people/nationalities.html", person=person, form=form)


@requires(Permission.ACCOUNTS_MANAGE)
def second_factor(request: HttpRequest, code: str) -> HttpResponse:
    """Take away a lost second factor; never one's own, or a stolen session could."""
    person = _open_account(request, code)

    def reset() -> None:
        if person.code == actor_for(request).name:
            raise Refused(gettext_noop("Another administrator does this for you."))
        reset_second_factor(user_of(code), by=actor_for(request))

    return _confirm(request, "desk/people/second_factor.html", person, reset)


@requires(Permission.ACCOUNTS_MANAGE)
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Send a new invitation to somebody who did not take up the first."""
    person = _open_account(request, code)

    def send() -> None:
        inviting.invite_again(user_of(code), by=actor_for(request))

    return _confirm(request, "desk/people/invitation.html", person, send)


@requires(Permission.ACCOUNTS_MANAGE)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close an account for good, once its code was typed."""
    person = _open_account(request, code)

    def close_it() -> None:
        closing.close(user_of(code), by=actor_for(request), at=timezone.now())

    form = CloseForm(request.POST if request.method == "POST" else None, expected=person.code)
    return _confirm(request, "desk/people/close.html", person, close_it, form)


def _confirm(
    request: HttpRequest,
    template: str,
    person: Account,
    do: Callable[[], None],
    form: forms.Form | None = None,
    role: str = "",
) -> HttpResponse:
    """Show what will happen; when that is sent back, do it and return to the account."""
    form = form or forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(request, form, do, about=person.code):
        return redirect("desk:people:account", person.code)
    return show(request, template, person=person, form=form, role=role)


def _done(request: HttpRequest, form: forms.Form, do: Callable[[], None], *, about: str) -> bool:
    """Do it, and return whether it was done; what was refused stands in the form."""
    try:
        do()
    except Refused as refusal:
        add_refusal(request, form, refusal, about=about)
        return False
    return True


def _open_account(request: HttpRequest, code: str) -> Account:
    """Return the account, if it is one that can still be changed."""
    person = account_of(code, by=actor_for(request), at=timezone.now())
    if person.state is AccountState.CLOSED:
        raise NotVisible("A closed account is only read.")
    return person
