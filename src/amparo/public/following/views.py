"""
Following by letter or webhook: asking for it, and what the links in letters open.

Nobody is known here: there is no account, no session, no cookie. A form that another site made a
visitor send could ask for nothing that the other site could not ask for itself, so forms carry no mark;
a browser that says that a form comes from elsewhere is refused all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from amparo.core.doors import open_to_anyone
from amparo.core.errors import NotVisible, Refused
from amparo.core.stores import at_public_store
from amparo.core.words import gettext_noop
from amparo.following import asking, tickets, words
from amparo.following.enums import Channel, Choice, Often, TicketKind
from amparo.following.rules.searches import Search, search_from
from amparo.following.tickets import Opened

from .feeds import asked_in
from .forms import AddressForm, FollowForm

View = Callable[..., HttpResponse]
_ELSEWHERE = frozenset({"cross-site"})


def at_the_counter(view: View) -> View:
    """Open a view to anybody, without a mark in its forms, and refuse forms of other sites."""

    @csrf_exempt
    @open_to_anyone
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters()
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in _ELSEWHERE:
            raise Refused(gettext_noop("The form did not come from a page of this site."))
        with at_public_store():
            return view(request, *args, **kwargs)

    return door


@at_the_counter
def follow(request: HttpRequest) -> HttpResponse:
    """Say exactly what will be followed, and take down how and for whom."""
    if request.method != "POST":
        search = asked_in(request)
        language = get_language() or settings.LANGUAGE_CODE
        usual = {"language": language, "often": Often.DAILY.value}
        return _page(request, search, FollowForm(initial=usual))
    search = search_from(request.POST.get("search", ""))
    form = FollowForm(request.POST)
    if form.is_valid():
        try:
            return _asked(request, search, form)
        except Refused as refusal:
            form.add_error(None, refusal.said(_))
    return _page(request, search, form, status=400)


def _asked(request: HttpRequest, search: Search, form: FollowForm) -> HttpResponse:
    wish = asking.Wish(
        address=form.cleaned_data["address"],
        search=search,
        channel=form.chosen_channel(),
        often=form.chosen_often(),
        language=form.cleaned_data["language"],
        endpoint=form.cleaned_data["endpoint"],
    )
    secret = asking.ask_to_follow(wish, _now())
    page = {"what": words.described(search), "secret": secret}
    return render(request, "public/following/asked.html", page)


def _page(
    request: HttpRequest, search: Search, form: FollowForm, status: int = 200
) -> HttpResponse:
    page = {
        "what": words.described(search),
        "query": search.as_text(),
        "form": form,
        "is_possible": asking.is_possible(),
        "has_webhooks": settings.WEBHOOKS,
    }
    return render(request, "public/following/follow.html", page, status=status)


@at_the_counter
def mine(request: HttpRequest) -> HttpResponse:
    """Send a link to what somebody follows, if they follow anything; the answer is always the same."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            language = get_language() or settings.LANGUAGE_CODE
            asking.ask_to_see(form.cleaned_data["address"], language, _now())
        except Refused as refusal:
            form.add_error(None, refusal.said(_))
        else:
            return render(request, "public/following/sent.html")
    status = 400 if request.method == "POST" else 200
    page = {"form": form, "is_possible": asking.is_possible()}
    return render(request, "public/following/mine.html", page, status=status)


@at_the_counter
def link(request: HttpRequest, token: str) -> HttpResponse:
    """
    Show what a link in a letter is for, with its button; press it, when it is sent.

    Opening it changes nothing: programs that look through letters open every link.
    """
    now = _now()
    try:
        ticket = _opened(token, now)
    except NotVisible:
        return _answer(request, "public/following/gone.html", {}, status=404)
    if request.method == "POST":
        _press(request, ticket, now)
    pages = {TicketKind.CONFIRM: _confirm, TicketKind.STOP: _stop, TicketKind.SEE: _see}
    return pages[ticket.kind](request, ticket, asking.pressed(ticket))


def _opened(token: str, now: datetime) -> Opened:
    if not asking.is_possible():
        raise NotVisible("Nobody can follow anything here.")
    return tickets.opened(token, now)


def _press(request: HttpRequest, ticket: Opened, now: datetime) -> None:
    if ticket.kind is TicketKind.STOP:
        # Whatever else it says: a program of a mailbox sends one word of its own (RFC 8058).
        if ticket.says is not None:
            asking.press(ticket, Choice.STOP, now)
        return
    choice = request.POST.get("choice", "")
    number = request.POST.get("number", "0")
    if ticket.kind is TicketKind.CONFIRM and choice == Choice.CONFIRM:
        asking.press(ticket, Choice.CONFIRM, now)
    elif ticket.kind is TicketKind.SEE and choice == Choice.STOP_ALL:
        asking.press(ticket, Choice.STOP_ALL, now)
    elif ticket.kind is TicketKind.SEE and choice in (Choice.STOP, Choice.GO_ON):
        known = {str(one["number"]) for one in ticket.says}
        if number in known:
            asking.press(ticket, Choice(choice), now, number=int(number))


_Pressed = set[tuple[Choice, int]]


def _confirm(request: HttpRequest, ticket: Opened, pressed: _Pressed) -> HttpResponse:
    page = {"one": _said(ticket.says), "is_done": (Choice.CONFIRM, 0) in pressed}
    return _answer(request, "public/following/confirm.html", page)


def _stop(request: HttpRequest, ticket: Opened, pressed: _Pressed) -> HttpResponse:
    is_done = ticket.says is None or (Choice.STOP, 0) in pressed
    page = {"one": None if is_done else _said(ticket.says), "is_done": is_done}
    return _answer(request, "public/following/stop.html", page)


def _see(request: HttpRequest, ticket: Opened, pressed: _Pressed) -> HttpResponse:
    all_stopped = (Choice.STOP_ALL, 0) in pressed
    stopped = {number for choice, number in pressed if choice is Choice.STOP}
    going_on = {number for choice, number in pressed if choice is Choice.GO_ON}
    followed = [_said(one) for one in ticket.says if one["number"] not in stopped]
    page = {
        "followed": [] if all_stopped else followed,
        "going_on": going_on,
        "has_stopped": bool(stopped) or all_stopped,
    }
    return _answer(request, "public/following/see.html", page)


def _said(one: dict[str, Any]) -> dict[str, Any]:
    """Return what a page says of what is followed."""
    return {
        "number": one["number"],
        "title": words.in_one_line(search_from(one["search"])),
        "what": words.described(search_from(one["search"])),
        "query": one["search"],
        "how": _(words.CHANNELS[Channel(one["channel"])]),
        "often": _(words.OFTEN[Often(one["often"])]),
        "language": words.language_name(one["language"]),
        "server": one["server"],
        "is_paused": one["standing"] == "paused",
    }


def _answer(
    request: HttpRequest, template: str, page: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, template, page, status=status)
    # The address of this page is what opens it: no other site is to learn it.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _now() -> datetime:
    return datetime.now(UTC)
