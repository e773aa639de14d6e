"""My day: what is late, what is due, what waits for the reader and for others, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.accounts.signed_in import began_at
from amparo.access.doors import actor_for, requires
from amparo.access.permissions import Actor, Permission
from amparo.audit.queries import last_before
from amparo.core.wording import day
from amparo.desk.docket.rows import Row, Rows
from amparo.desk.pages import show
from amparo.docket import listing, team
from amparo.docket.changes import changed_since
from amparo.docket.listing import Listed

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a day: its matters, and where there are more of them."""

    name: str
    title: str
    empty: str
    rows: list[Row]
    has_more: bool
    address: str


@requires(Permission.MATTERS_SEE, Permission.ACCOUNTS_MANAGE, Permission.TRAIL_READ)
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to do; who runs or audits the system finds the way to their rooms."""
    actor, at = actor_for(request), timezone.now()
    if not actor.may(Permission.MATTERS_SEE):
        return show(request, "desk/home_apart.html")
    rows = Rows(at.date())
    since = _last_here(request, actor)
    changed = changed_since(since, actor, at, limit=SHOWN)
    return show(
        request,
        "desk/home.html",
        today=at.date(),
        parts=_parts(actor, at, rows),
        changed=[(rows.row(one.matter), one) for one in changed],
        since=since,
        emergencies=len(team.emergencies(actor, at))
        if actor.may(Permission.EMERGENCY_DECIDE)
        else 0,
    )


def _last_here(request: HttpRequest, actor: Actor) -> datetime:
    """Return when the reader last did anything before this session; the first time, its beginning."""
    began = began_at(request)
    return last_before(actor.name, began) or began


def _parts(actor: Actor, at: datetime, rows: Rows) -> list[Part]:
    found = listing.day_for(actor, at, limit=SHOWN + 1)
    until = day(at.date() + timedelta(days=6))
    return [
        _part(
            "late",
            _("Late"),
            _("Time limits that were missed will be listed here."),
            found.late,
            rows,
            "due=late&order=due",
        ),
        _part(
            "week",
            _("Due within seven days"),
            _("Nothing is due until %(day)s.") % {"day": until},
            found.this_week,
            rows,
            "due=week&order=due",
        ),
        _part(
            "mine",
            _("Waits for you"),
            _("Matters in which the next act is yours to enter will be listed here."),
            found.for_me,
            rows,
            "waits=me",
        ),
        _part(
            "others",
            _("Waits for others"),
            _("Matters in which others have until a later day will be listed here."),
            found.for_others,
            rows,
            "waits=others&due=later&order=due",
        ),
    ]


def _part(
    name: str,
    title: str,
    empty: str,
    found: Iterable[Listed],
    rows: Rows,
    address: str,
) -> Part:
    shown = [rows.row(one) for one in found]
    return Part(name, title, empty, shown[:SHOWN], len(shown) > SHOWN, address)
