"""States and treaties. The page of one State is in `state.py`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.doors import open_to_public
from amparo.public.answers import answer
from amparo.public.asking import asked, one_of
from amparo.registry import published
from amparo.registry.enums import GROUP_NAMES, RegionalGroup, StateKind
from amparo.registry.published import (
    StateListRecord,
    TreatyListRecord,
    TreatyRecord,
)

from . import drawings

PRINCIPAL = "OPCAT"


@dataclass(frozen=True, slots=True)
class StateLine:
    """A State in the list, with what it is to the Optional Protocol."""

    state: StateListRecord
    status: str
    since: date | None


@dataclass(frozen=True, slots=True)
class StatesPage:
    """The States that were asked for."""

    on: date
    treaty: str
    group: str
    name: str
    order: str
    states: tuple[StateLine, ...]
    whole: int


@dataclass(frozen=True, slots=True)
class TreatiesPage:
    """Every treaty with its counts."""

    on: date
    treaties: tuple[TreatyListRecord, ...]


@dataclass(frozen=True, slots=True)
class TreatyPage:
    """A treaty: who takes part, since when, and how many over time."""

    on: date
    treaty: TreatyRecord


@open_to_public
def states(request: HttpRequest) -> HttpResponse:
    """List the States, of one group or all, with a name in it or any, in an order."""
    dates, spoken = asked(request), get_language() or "en"
    group = one_of(request, "group", ("all", *RegionalGroup))
    order = one_of(request, "order", ("name", "-name", "since", "-since"))
    name = request.GET.get("name", "").strip()[:60]
    # The record also knows an organization that takes part in a treaty; it is no State.
    found = [
        one
        for one in published.states(dates.on, language=spoken)
        if one.kind != StateKind.ORGANIZATION
    ]
    standing = _standing_of(published.treaty(PRINCIPAL, dates.on, dates.known_at, language=spoken))
    lines = [
        StateLine(one, *standing.get(one.iso3, ("none", None)))
        for one in found
        if group in ("all", one.group) and name.casefold() in one.name.casefold()
    ]
    page = StatesPage(
        dates.on, PRINCIPAL, group, name, order, tuple(_ordered(lines, order)), len(found)
    )
    return answer(request, "public/registry/states.html", page, asked=dates, groups=GROUP_NAMES)


@open_to_public
def treaties(request: HttpRequest) -> HttpResponse:
    """List the treaties with their counts on a day."""
    dates = asked(request)
    found = published.treaties(dates.on, dates.known_at, language=get_language() or "en")
    page = TreatiesPage(dates.on, found)
    return answer(request, "public/registry/treaties.html", page, asked=dates)


@open_to_public
def treaty(request: HttpRequest, code: str) -> HttpResponse:
    """Show one treaty on a day."""
    dates, spoken = asked(request), get_language() or "en"
    record = published.treaty(code, dates.on, dates.known_at, language=spoken)
    everyone = published.states(dates.on, language=spoken)
    sizes = Counter(one.group for one in everyone if one.group)
    return answer(
        request,
        "public/registry/treaty.html",
        TreatyPage(dates.on, record),
        asked=dates,
        map=drawings.map_of(record, everyone),
        keys=drawings.keys(),
        counts=drawings.counts_of(record),
        regions=drawings.regions_of(record.groups, sizes),
        rows=drawings.table_of(record.series),
    )


def _standing_of(treaty: TreatyRecord) -> dict[str, tuple[str, date | None]]:
    parties = {one.iso3: ("party", one.since) for one in treaty.parties}
    return {**{one.iso3: ("signatory", one.since) for one in treaty.signatories}, **parties}


def _ordered(lines: list[StateLine], order: str) -> list[StateLine]:
    """Return the lines by name as they came, or by day, those without one last."""
    if order.endswith("name"):
        return lines[::-1] if order.startswith("-") else lines
    dated = [one for one in lines if one.since]
    dated.sort(key=lambda one: one.since or date.max, reverse=order.startswith("-"))
    return dated + [one for one in lines if not one.since]
