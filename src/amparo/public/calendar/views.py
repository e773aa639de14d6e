"""The calendar: what is announced from a day on, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.calendar import add_months
from amparo.core.doors import open_to_public
from amparo.docket.announced import KINDS, Announced, announced
from amparo.public.answers import answer
from amparo.public.asking import asked, one_of
from amparo.registry.published import states

MONTHS = 12
_LAST_START = date(9990, 1, 1)
_FIRST_START = date(2, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What is announced between two days, of one kind and State or of all."""

    first: date
    last: date
    kind: str
    state: str
    announced: tuple[Announced, ...]


@open_to_public
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year of the calendar, from a day on."""
    dates = asked(request)
    kind = one_of(request, "kind", ("all", *KINDS))
    everyone = states(dates.today, language=get_language() or "en")
    names = {one.iso3: one.name for one in everyone}
    state = request.GET.get("state", "").upper()
    first = min(max(dates.on, _FIRST_START), _LAST_START)
    last = add_months(first, MONTHS)
    found = announced(
        first, last, today=dates.today, names=names, kinds=() if kind == "all" else (kind,)
    )
    page = CalendarPage(
        first, last, kind, state, tuple(one for one in found if state in ("", one.state))
    )
    return answer(
        request,
        "public/calendar/calendar.html",
        page,
        today=dates.today,
        kinds=KINDS,
        everyone=everyone,
        names=names,
        months=_months(page),
        subscribed=_query(kind="" if kind == "all" else kind, state=state),
        earlier=_place(add_months(first, -MONTHS), kind, state),
        later=_place(last, kind, state),
    )


def _months(page: CalendarPage) -> list[tuple[date, list[Announced]]]:
    """Return what is announced by the month in which it begins, or in which the page does."""

    def month(one: Announced) -> date:
        return max(one.days.first, page.first).replace(day=1)

    return [(first, list(them)) for first, them in groupby(page.announced, key=month)]


def _place(on: date, kind: str, state: str) -> str:
    return _query(on=on.isoformat(), kind=kind, state=state)


def _query(**chosen: str) -> str:
    kept = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(kept)}" if kept else ""
