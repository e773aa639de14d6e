"""The accounts: who there is, one of them, inviting another."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from amparo.access.accounts import inviting
from amparo.access.accounts.people import PAGE, Person, account_of, people_found
from amparo.access.accounts.people import people as people_listed
from amparo.access.doors import actor_for, requires
from amparo.access.enums import AccountState
from amparo.access.permissions import Permission, Role
from amparo.core.errors import Refused
from amparo.desk.pages import show

from .forms import InviteForm, NarrowForm, SearchForm
from .refusing import add_refusal
from .words import names_used, said_of


@sensitive_post_parameters()
@requires(Permission.ACCOUNTS_MANAGE)
def people(request: HttpRequest) -> HttpResponse:
    """List the accounts, or those found; what is looked for is sent, never put in an address."""
    if request.method == "POST":
        return _search(request)
    narrow = NarrowForm(request.GET)
    found: list[Person] = []
    kept: dict[str, str] = {}
    if narrow.is_valid():
        asked = narrow.cleaned_data
        kept = {name: asked[name] for name in ("state", "role") if asked[name]}
        try:
            found = people_listed(
                by=actor_for(request),
                at=timezone.now(),
                state=AccountState(asked["state"]) if asked["state"] else None,
                role=Role(asked["role"]) if asked["role"] else None,
                before=asked["before"],
            )
        except Refused as refusal:
            narrow.add_error(None, refusal.said(_))
    later = urlencode({**kept, "before": found[-1].code}) if len(found) == PAGE else ""
    return _listed(request, found, SearchForm(), narrow, later)


def _search(request: HttpRequest) -> HttpResponse:
    search = SearchForm(request.POST)
    found: list[Person] = []
    if search.is_valid():
        asked = search.cleaned_data["asked"]
        found = people_found(asked, by=actor_for(request), at=timezone.now())
    return _listed(request, found, search)


def _listed(
    request: HttpRequest,
    found: list[Person],
    search: SearchForm,
    narrow: NarrowForm | None = None,
    later: str = "",
) -> HttpResponse:
    names = names_used()
    rows = [(one, said_of(one.state), [names.role(held) for held in one.roles]) for one in found]
    wrong = search.errors or (narrow is not None and narrow.errors)
    return show(
        request,
        "desk/people/list.html",
        status=400 if wrong else 200,
        people=rows,
        search=search,
        narrow=narrow or NarrowForm(),
        searched=narrow is None,
        later=later,
    )


@sensitive_post_parameters()
@requires(Permission.ACCOUNTS_MANAGE)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person, to a role or without one yet."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            user = inviting.invite_to_role(
                email=said["email"],
                name=said["name"],
                nationalities=form.nationalities,
                language=said["language"],
                role=said["role"],
                body=said["body"],
                state=said["state"],
                by=actor_for(request),
                at=timezone.now(),
            )
        except Refused as refusal:
            add_refusal(request, form, refusal)
        else:
            return redirect("desk:people:account", user.code)
    return show(request, "desk/people/invite.html", form=form)


@requires(Permission.ACCOUNTS_MANAGE)
def account(request: HttpRequest, code: str) -> HttpResponse:
    """Show one account: who it is, what it holds and once held, what can be done."""
    found = account_of(code, by=actor_for(request), at=timezone.now())
    names = names_used()
    return show(
        request,
        "desk/people/account.html",
        person=found,
        state=said_of(found.state),
        nationalities=[names.state(one) for one in found.nationalities],
        holds=[(one, names.role(one)) for one in found.holds],
        held=[(one, names.role(one)) for one in found.held],
        is_closed=found.state is AccountState.CLOSED,
        is_invited=found.state is AccountState.INVITED,
        is_oneself=found.code == actor_for(request).name,
    )
