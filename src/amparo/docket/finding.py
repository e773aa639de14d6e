"""Which of what is shared with an outsider a page or a day holds, and in which order, by `Outlook`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from amparo.access.permissions import Actor, Role
from amparo.access.visibility import outlooks_reached, reaches_from_outside

from .conditions import Condition, Part, Wanted, dated, first_rows, part_of, so
from .models import Matter, Outlook
from .projections import listed

_TABLE = Outlook._meta.db_table
_Order = tuple[str, str]
_DUE: _Order = ("due_on", "reference")
_OTHERS_DUE: _Order = ("others_due_on", "reference")
_LATEST: _Order = ("-last_on", "reference")
_NEWS: _Order = ("-known_at", "-reference")
_DONE: _Order = ("-done_due_on", "-reference")


def parts_for(actor: Actor, at: datetime) -> list[QuerySet[Outlook]]:
    """
    Return the outlooks of this day on what is shared with an outsider, in parts.

    Each part is read along an index. Who holds a single role reads nothing else; for anybody else,
    the matter of each outlook is asked whether they hold just these roles there.
    """
    rows = Outlook.objects.filter(from_on__lte=at.date(), until_on__gt=at.date())
    if len(actor.roles) == 1:
        return of_roles(rows, actor, at, actor.roles)
    sets = dict(reaches_from_outside(actor, at))
    return [
        part
        for roles in _there(actor, sets)
        for part in of_roles(rows.filter(is_matter(sets[roles])), actor, at, roles)
    ]


def _there(actor: Actor, sets: Collection[frozenset[Role]]) -> Iterable[frozenset[Role]]:
    """Return those of these sets of roles that may be held in a matter: mostly, one is."""
    if actor.own_roles:
        return sets
    named = {listed(roles): roles for roles in sets}
    states = {post.state for post in actor.posts}
    there = Outlook.objects.filter(roles__in=named, state__in=states)
    return [named[one] for one in there.values_list("roles", flat=True).distinct()]


def of_roles(
    rows: QuerySet[Outlook], actor: Actor, at: datetime, roles: Collection[Role]
) -> list[QuerySet[Outlook]]:
    """Return those of these outlooks that an outsider reaches in just these roles, in parts."""
    reached = outlooks_reached(min(roles), actor, at)
    return [rows.filter(one, roles=listed(roles)) for one in reached]


def is_matter(reached: Q) -> Exists:
    """Return what is so of outlooks on matters of which this is so."""
    return Exists(Matter.objects.filter(reached, pk=OuterRef("matter_id")))


def keys_of_page(
    parts: Sequence[QuerySet[Outlook]], wanted: Q, *, asked: bool, skip: int, limit: int
) -> list[int]:
    """Return the matters of a page by key, that with the latest act or what is asked first."""
    order = _DUE if asked else _LATEST
    if len(parts) == 1:
        rows = parts[0].filter(wanted).order_by(*order).values_list("matter_id", flat=True)
        return list(rows[skip : skip + limit])
    one = _List(so(wanted, Outlook.objects.all()), order, skip + limit)
    found = first_rows([one.in_words(part_of(part)) for part in parts])
    [keys] = _pages(_Found([[row[:2] for row in some] for some in found], order, limit, skip))
    return keys


def keys_of_day(
    parts: Sequence[QuerySet[Outlook]], *, since: datetime, limit: int, limit_of_rest: int
) -> tuple[list[list[int]], int]:
    """
    Return the matters of each part of a day by key, and how often something is asked.

    In which something is asked, of others, nothing though they may enter an act; those with news,
    and those that were answered. All of it is found in one statement.
    """
    few, rows = limit_of_rest, Outlook.objects.all()
    lists = (
        # Of that which is asked all is read, for its number.
        _List(dated("due_on", _TABLE), _DUE, limit, counted=True),
        _List(dated("others_due_on", _TABLE), _OTHERS_DUE, few),
        _List(so(Q(asks=0, may_enter=True), rows), _LATEST, few),
        _List(so(Q(known_at__gte=since), rows), _NEWS, few),
        _List(dated("done_due_on", _TABLE), _DONE, few),
    )
    worded = [part_of(one) for one in parts]
    rows_of = iter(first_rows([one.in_words(part) for one in lists for part in worded]))
    found = [[next(rows_of) for _part in worded] for _one in lists]
    asks = {key: asks for some in found[0] for key, _day, asks in some}
    pages = _pages(
        *(
            _Found([[row[:2] for row in part] for part in some], one.order, one.limit)
            for one, some in zip(lists, found, strict=True)
        )
    )
    return pages, sum(asks.values())


class _List(NamedTuple):
    """One part of a day: what is so of its outlooks, in which order, how much of it is shown."""

    wanted: Condition
    order: _Order
    limit: int
    counted: bool = False

    def in_words(self, part: Part) -> Wanted:
        """Return what is asked of one part of the outlooks: matters, days, how often is asked."""
        day = self.order[0].lstrip("-")
        # Days and moments beside each other: as text, which has the same order.
        columns = (f'"{_TABLE}"."matter_id"', f'"{_TABLE}"."{day}" || \'\'', f'"{_TABLE}"."asks"')
        limit = None if self.counted else self.limit
        wanted = part.condition & self.wanted
        return Wanted(wanted, self.order, limit, columns, part.table, part.source)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a list in each of its parts, each matter with its day; and which page it is."""

    parts: list[list[tuple[Any, ...]]]
    order: _Order
    limit: int
    skip: int = 0

    @property
    def latest_first(self) -> bool:
        return self.order[0].startswith("-")

    def days(self) -> dict[int, Any]:
        """Return the day of each matter; one that is in two parts is in the list once."""
        return {key: day for rows in self.parts for key, day in rows}

    def near(self) -> tuple[dict[int, Any], int]:
        """Return what the page may hold by its days, and how many are before that."""
        days = self.days()
        every = sorted(days.values(), reverse=self.latest_first)
        shown = {*every[self.skip : self.skip + self.limit]}
        before = next((place for place, day in enumerate(every) if day in shown), 0)
        return {key: day for key, day in days.items() if day in shown}, before

    def cut(self, by_reference: list[int]) -> list[int]:
        """Return the page; where days are the same, these keys say what is first."""
        days, before = self.near()
        keys = [key for key in by_reference if key in days]
        if self.order[1].startswith("-"):
            keys.reverse()
        keys.sort(key=days.__getitem__, reverse=self.latest_first)
        return keys[self.skip - before :][: self.limit]


def _pages(*lists: _Found) -> list[list[int]]:
    """Return the matters of the page of each list, by key."""
    keys = {key for one in lists for key in one.near()[0]}
    # Put in order by the database, which may order references otherwise than Python does.
    rows = Matter.objects.filter(pk__in=keys).order_by("reference").values_list("pk", flat=True)
    by_reference = list(rows) if keys else []
    return [one.cut(by_reference) for one in lists]
