"""
Lists of dockets of the inside: narrowed, in an order, a page at a time.

To those of the body only: how a matter stands in full is not for those to whom single acts are made
known; for them, see `sharing`. A page reads what it shows and little else, however long the list.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from typing import cast

from django.db.models import Q

from amparo.access.permissions import Actor, Permission
from amparo.access.rules.need_to_know import from_inside, is_within
from amparo.access.visibility import Part, parts
from amparo.audit.actions import record
from amparo.core.confidentiality import Confidentiality
from amparo.vault import blind

from . import events
from .disclosure import shown
from .entries import Clock, Fields
from .models import Matter, MatterQuerySet
from .paging import first_of, keys_of
from .procedure import Procedure, procedure_named
from .queries import entries_that_open, next_clocks_of
from .reading import Reader, readers_of
from .waiting import named, waiting_for, without

WEEK = timedelta(days=7)
COUNTED_AT_MOST = 300
_AT_ONCE = 500


class Due(StrEnum):
    """How the first time limit of a matter stands."""

    LATE = "late"
    THIS_WEEK = "week"
    LATER = "later"
    NOTHING = "nothing"


class Waits(StrEnum):
    """For whom a matter waits."""

    FOR_ME = "me"
    FOR_OTHERS = "others"


class Order(StrEnum):
    """In which order matters are listed: by latest act, by next time limit, by reference."""

    LATEST = "latest"
    DUE = "due"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which matters are listed; what is empty does not narrow the list."""

    procedure: str = ""
    status: str = ""
    state: str = ""
    body: str = ""
    reference: str = ""
    due: Due | None = None
    waits: Waits | None = None

    def names(self) -> list[str]:
        """Return by what the list is narrowed."""
        return [name for name in self.__slots__ if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: after the matter with this reference, whose day in this order is `day`."""

    day: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A docket in a list: what its row says in clear, and up to which class the reader reads it.

    `clock` is the time limit that ends first, if one runs.
    """

    reference: str
    procedure: Procedure
    body: str
    status: str
    standing_title: str
    state: str
    opened_on: date | None
    last_on: date | None
    next_due_on: date | None
    disposed_on: date | None
    level: Confidentiality
    facts: Fields = field(default_factory=dict)
    clock: Clock | None = None

    @property
    def naming(self) -> str:
        """The title to fill."""
        return self.procedure.naming_for(self.facts)


def dockets_for(
    actor: Actor,
    at: datetime,
    narrowed: Narrowed | None = None,
    *,
    order: Order = Order.LATEST,
    after: Place | None = None,
    limit: int = 50,
) -> list[Listed]:
    """Return dockets of which the actor may know, at most `limit`, those after a place in the list."""
    actor = from_inside(actor)
    narrowed = narrowed or Narrowed()
    found = _list(_parts(_Reach(actor, at), at.date(), narrowed), order, narrowed)
    rows = _page(found, after, limit)
    return _listed_all(actor, rows, at)


@dataclass(frozen=True, slots=True)
class Day:
    """
    What there is to do in the matters of which somebody may know, each matter in one place.

    `late` is what became so last, `this_week` what is due first; of the rest, what waits for the
    actor, that with the latest act first, and what has a time limit and waits for others.
    """

    late: list[Listed]
    this_week: list[Listed]
    for_me: list[Listed]
    for_others: list[Listed]


def day_for(actor: Actor, at: datetime, *, limit: int) -> Day:
    """Return the day of an actor, at most `limit` dockets of each kind."""
    actor = from_inside(actor)
    calm = Q(next_due_on__isnull=True) | Q(next_due_on__gte=at.date() + WEEK)
    others = Narrowed(due=Due.LATER, waits=Waits.FOR_OTHERS)
    latest, due = _ORDERS[Order.LATEST], _ORDERS[Order.DUE]
    reach, today = _Reach(actor, at), at.date()
    pages = _first_pages(
        (
            _List(_parts(reach, today, Narrowed(due=Due.LATE)), _LATE_LAST),
            _List(_parts(reach, today, Narrowed(due=Due.THIS_WEEK)), due),
            _List(_parts(reach, today, Narrowed(waits=Waits.FOR_ME), calm), latest, undated=True),
            _List(_parts(reach, today, others), due),
        ),
        limit,
    )
    listed = _listed_all(actor, {one.pk: one for page in pages for one in page}.values(), at)
    known = {one.reference: one for one in listed}
    shown = [[known[one.reference] for one in page if one.reference in known] for page in pages]
    return Day(*shown)


def page_for(
    actor: Actor,
    at: datetime,
    narrowed: Narrowed,
    *,
    order: Order = Order.LATEST,
    after: Place | None = None,
    limit: int,
) -> tuple[list[Listed], int]:
    """
    Return dockets as `dockets_for` does, and how many the list holds.

    More than `COUNTED_AT_MOST` are not counted on.
    """
    actor = from_inside(actor)
    found = _parts(_Reach(actor, at), at.date(), narrowed)
    count, short = None, frozenset[int]()
    if len(found) > 1:
        found, short, count = _counted_in_parts(found, narrowed)
    rows = _page(_list(found, order, narrowed), after, limit, besides=short)
    if count is None:
        is_whole = after is None and len(rows) < limit
        count = len(rows) if is_whole else sum(len(_counted(one, narrowed)) for one in found)
    return _listed_all(actor, rows, at), count


def _counted_in_parts(
    found: Sequence[MatterQuerySet], narrowed: Narrowed
) -> tuple[list[MatterQuerySet], frozenset[int], int]:
    """Return the long parts of a list, what is in its short ones by key, and how many it holds."""
    keys = [_counted(part, narrowed) for part in found]
    short = frozenset(key for some in keys if len(some) <= COUNTED_AT_MOST for key in some)
    long = [part for part, some in zip(found, keys, strict=True) if len(some) > COUNTED_AT_MOST]
    return long, short, min(len(set().union(*keys)), COUNTED_AT_MOST + 1)


def _counted(part: MatterQuerySet, narrowed: Narrowed) -> list[int]:
    dated = narrowed.due not in (None, Due.NOTHING)
    columns = _ORDERS[Order.DUE if dated else Order.LATEST].columns()
    # In an order, so that they are found along its index: counted in none, all are gone through.
    rows = part.filter(_ENTERED).order_by(*columns)
    return list(rows.values_list("pk", flat=True)[: COUNTED_AT_MOST + 1])


def _list(found: Sequence[MatterQuerySet], order: Order, narrowed: Narrowed) -> _List:
    undated = order is not Order.DUE or narrowed.due in (None, Due.NOTHING)
    return _List(found, _ORDERS[order], undated)


def export(actor: Actor, at: datetime, narrowed: Narrowed) -> Iterator[Listed]:
    """
    Return the whole list by reference, read as it is sent; that somebody took it leaves a line.

    The line is written first: an export that breaks off was one, too.
    """
    record(
        events.LIST_EXPORTED,
        by=actor.name,
        permission=Permission.MATTERS_SEE,
        at=at,
        narrowed_by="+".join(narrowed.names()),
    )
    return _every_docket_for(actor, at, narrowed)


def _every_docket_for(actor: Actor, at: datetime, narrowed: Narrowed) -> Iterator[Listed]:
    after: Place | None = None
    while some := dockets_for(
        actor, at, narrowed, order=Order.REFERENCE, after=after, limit=_AT_ONCE
    ):
        yield from some
        after = Place(None, some[-1].reference)


def place_of(one: Listed, order: Order) -> Place:
    """Return where a docket stands in a list of this order."""
    day = {Order.LATEST: one.last_on, Order.DUE: one.next_due_on}.get(order)
    return Place(day, one.reference)


def names_searched(actor: Actor, name: str, *, at: datetime, words: bool = False) -> list[Listed]:
    """
    Return the dockets, among those whose names the actor may read, in which a person is named.

    The name is looked for by its keyed digest, whole or word by word; what is searched for is
    kept nowhere.
    """
    holders = blind.holders_of(name, form="word" if words else "folded")
    found = Matter.objects.visible_to(actor, at).filter(key__in=holders).order_by("reference")
    readable = [one for one in readers_of(actor, found, at) if _reads_names(one[1])]
    record(
        events.NAMES_SEARCHED,
        by=actor.name,
        permission=Permission.NAMES_SEARCH,
        at=at,
        found=len(readable),
    )
    return _with_clocks(readable)


def _reads_names(reader: Reader) -> bool:
    return reader.level is Confidentiality.PERSONAL and reader.may(Permission.NAMES_SEARCH)


def public_since(references: Collection[str], today: date) -> dict[str, date]:
    """Return since when the world may know of those of these dockets of which it may."""
    found: dict[str, date] = {}
    for reference, procedure, entries in entries_that_open(references):
        public = shown(procedure, entries, today=today).values()
        if public:
            found[reference] = min(one.since for one in public)
    return found


# What is asked of the database.


@dataclass(frozen=True, slots=True)
class _Ordering:
    """By which day a list is ordered, and which way; what has none comes last, by reference."""

    day: str = ""
    latest_first: bool = False

    def columns(self) -> list[str]:
        """Return the columns to order by."""
        if not self.day:
            return ["reference"]
        return [f"-{self.day}" if self.latest_first else self.day, "reference"]

    def rank(self, row: Matter) -> tuple[bool, int]:
        """Return what puts rows in this order, but for their references."""
        day: date | None = getattr(row, self.day)
        number = day.toordinal() if day else 0
        return day is None, -number if self.latest_first else number

    def after(self, place: Place) -> Q:
        """Return what is so of that which has a day, and comes after a place."""
        beyond = "lt" if self.latest_first else "gt"
        # Said so that the database begins to read at the place, and not at the first row.
        return Q(**{f"{self.day}__{beyond}e": place.day}) & (
            Q(**{f"{self.day}__{beyond}": place.day}) | Q(reference__gt=place.reference)
        )


_ORDERS = {
    Order.LATEST: _Ordering("last_on", latest_first=True),
    Order.DUE: _Ordering("next_due_on"),
    Order.REFERENCE: _Ordering(),
}
# A row without acts is no docket yet. Where there is a day, there are acts.
_ENTERED = Q(acts_entered__gt=0)
_NONE = Q(pk__in=[])
_LATE_LAST = _Ordering("next_due_on", latest_first=True)


class _Reach:
    """By which roles somebody reaches matters, and what waits for each; found out once for a page."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.parts = list(parts(actor, at))

    @cached_property
    def waiting(self) -> list[tuple[Part, Q]]:
        """The roles for which matters ever wait, and what is so of those."""
        found = ((one, waiting_for({one.role})) for one in self.parts)
        return [(one, theirs) for one, theirs in found if theirs is not None]


def _parts(
    reach: _Reach, today: date, narrowed: Narrowed, also: Q | None = None
) -> list[MatterQuerySet]:
    """Return the list in parts, one for each role by which matters are reached."""
    rows, wanted = _rows(), _wanted(narrowed, today) & (also or Q())
    if narrowed.waits is Waits.FOR_OTHERS:
        wanted &= Q(next_due_on__isnull=False)
        rows = without(rows, reduce(or_, (one.reach & its for one, its in reach.waiting), _NONE))
    elif narrowed.waits is Waits.FOR_ME:
        # Each role waits for something else: a matter may be in several parts.
        return [
            named(rows).filter(wanted & of_state & part.reached & theirs)
            for of_state in _of_state(narrowed.state)
            for part, theirs in reach.waiting
        ]
    if not narrowed.state:
        return [rows.filter(wanted & part.alone) for part in reach.parts]
    alone, several = _of_state(narrowed.state)
    anywhere = reduce(or_, (part.reached for part in reach.parts), _NONE)
    return [
        *(rows.filter(wanted & alone & part.alone) for part in reach.parts),
        rows.filter(wanted & several & anywhere),
    ]


def _of_state(state: str) -> list[Q]:
    """Return what is so of matters that concern one State, and of those that concern others too."""
    # The few that concern several States apart, so that the others are found by their column.
    return [Q(state=state), Q(state="", states__contains=f"|{state}|")] if state else [Q()]


def _wanted(narrowed: Narrowed, today: date) -> Q:
    columns = {"procedure": narrowed.procedure, "status": narrowed.status, "body": narrowed.body}
    wanted = Q(**{name: value for name, value in columns.items() if value})
    if narrowed.reference:
        wanted &= Q(reference__icontains=narrowed.reference)
    match narrowed.due:
        case Due.LATE:
            wanted &= Q(next_due_on__lt=today)
        case Due.THIS_WEEK:
            wanted &= Q(next_due_on__gte=today, next_due_on__lt=today + WEEK)
        case Due.LATER:
            wanted &= Q(next_due_on__gte=today + WEEK)
        case Due.NOTHING:
            wanted &= Q(next_due_on__isnull=True)
    return wanted


@dataclass(frozen=True, slots=True)
class _List:
    """A list in parts, and its order; `undated` says that it holds what has no day in this order."""

    parts: Sequence[MatterQuerySet]
    ordering: _Ordering
    undated: bool = False


def _page(
    found: _List, after: Place | None, limit: int, *, besides: Collection[int] = ()
) -> list[Matter]:
    """Return the first rows of a list after a place: those with a day, then the undated."""
    rows: list[Matter] = []
    for wanted, columns in _runs(found, after):
        if len(rows) < limit:
            parts = [part.filter(wanted) for part in found.parts]
            left = limit - len(rows)
            rows += first_of(_rows().filter(wanted), parts, columns, left, besides=besides)
    return rows


def _runs(found: _List, after: Place | None) -> Iterator[tuple[Q, list[str]]]:
    """Yield what is so of each run of a list after a place, and its order."""
    day = found.ordering.day
    if day and (after is None or after.day is not None):
        dated = Q(**{f"{day}__isnull": False}) if after is None else found.ordering.after(after)
        yield dated, found.ordering.columns()
        after = None
    if found.undated or not day:
        later = Q() if after is None else Q(reference__gt=after.reference)
        without = Q(**{f"{day}__isnull": True}) if day else Q()
        yield _ENTERED & without & later, ["reference"]


def _first_pages(lists: Iterable[_List], limit: int) -> list[list[Matter]]:
    """Return the first page of each list; of those in several parts all rows come in one statement."""
    lists = list(lists)
    if all(len(one.parts) < 2 for one in lists):
        return [_page(one, None, limit) for one in lists]
    keys = [_first_keys(one, limit) for one in lists]
    # By reference, as the database orders them, and then by day: where days are the same, it stays.
    rows = list(_rows().filter(pk__in=set().union(*keys)).order_by("reference"))
    return [
        sorted((row for row in rows if row.pk in some), key=one.ordering.rank)[:limit]
        for one, some in zip(lists, keys, strict=True)
    ]


def _first_keys(found: _List, limit: int) -> set[int]:
    keys: set[int] = set()
    for wanted, columns in _runs(found, None):
        if len(keys) < limit:
            keys.update(*(keys_of(part.filter(wanted), columns, limit) for part in found.parts))
    return keys


def _rows() -> MatterQuerySet:
    return Matter.objects.defer("sealed", "head")


# From rows to what is listed.


def listed_by_key(actor: Actor, keys: Collection[int], at: datetime) -> dict[int, Listed]:
    """Return those of the matters with these keys of which the actor may know, without clocks."""
    rows = _rows().filter(pk__in=keys)
    return {matter.pk: _listed(matter, reader) for matter, reader in readers_of(actor, rows, at)}


def _listed_all(actor: Actor, rows: Iterable[Matter], at: datetime) -> list[Listed]:
    return _with_clocks(readers_of(actor, rows, at))


def _with_clocks(known: Sequence[tuple[Matter, Reader]]) -> list[Listed]:
    clocks = next_clocks_of([one.pk for one, _reader in known if one.next_due_on is not None])
    return [_listed(matter, reader, clocks.get(matter.pk)) for matter, reader in known]


def _listed(matter: Matter, reader: Reader, clock: Clock | None = None) -> Listed:
    procedure = procedure_named(matter.procedure)
    readable = is_within(Confidentiality.INTERNAL, reader.level)
    return Listed(
        reference=matter.reference,
        procedure=procedure,
        body=matter.body,
        status=matter.status,
        standing_title=procedure.standings.get(matter.status, ""),
        state=matter.state,
        opened_on=matter.opened_on,
        last_on=matter.last_on,
        next_due_on=matter.next_due_on,
        disposed_on=matter.disposed_on,
        level=reader.level,
        facts=cast(Fields, json.loads(matter.facts)) if readable else {},
        clock=clock,
    )
