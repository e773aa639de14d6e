"""
Lists of dockets of the inside: narrowed, in an order, a page at a time.

To those of the body only: how a matter stands in full is not for those to whom single acts are made
known; for them, see `sharing`. A page reads what it shows and little else, however long the list.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from django.db.models import Q

from amparo.access.permissions import Actor, Permission
from amparo.access.rules.need_to_know import from_inside, is_within
from amparo.audit.actions import record
from amparo.core.confidentiality import Confidentiality
from amparo.vault import blind

from . import events
from .conditions import Condition, Wanted, keys_of, so
from .entries import Clock, Fields
from .models import Matter
from .narrowing import WEEK, Due, Narrowed, Order, Place, Reach, Waits, in_parts, rows_with_keys
from .ordering import LATE_LAST, ORDERS, InParts, entered, first_pages, page_of
from .procedure import Procedure, procedure_named
from .queries import next_clocks_of
from .reading import Reader, readers_of

COUNTED_AT_MOST = 300
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A docket in a list: what its row says in clear, and up to which class the reader reads it.

    `clock` is the time limit that ends first, if one runs.
    """

    pk: int
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
    found = _list(in_parts(Reach(actor, at), at.date(), narrowed), order, narrowed)
    rows = page_of(found, after, limit)
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
    calm = so(Q(next_due_on__isnull=True) | Q(next_due_on__gte=at.date() + WEEK))
    others = Narrowed(due=Due.LATER, waits=Waits.FOR_OTHERS)
    latest, due = ORDERS[Order.LATEST], ORDERS[Order.DUE]
    reach, today = Reach(actor, at), at.date()
    pages = first_pages(
        (
            InParts(in_parts(reach, today, Narrowed(due=Due.LATE)), LATE_LAST),
            InParts(in_parts(reach, today, Narrowed(due=Due.THIS_WEEK)), due),
            InParts(
                in_parts(reach, today, Narrowed(waits=Waits.FOR_ME), calm), latest, undated=True
            ),
            InParts(in_parts(reach, today, others), due),
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
    found = in_parts(Reach(actor, at), at.date(), narrowed)
    count, short = None, frozenset[int]()
    if len(found) > 1:
        found, short, count = _counted_in_parts(found, narrowed)
    rows = page_of(_list(found, order, narrowed), after, limit, besides=short)
    if count is None:
        is_whole = after is None and len(rows) < limit
        count = len(rows) if is_whole else sum(map(len, _counted(found, narrowed)))
    return _listed_all(actor, rows, at), count


def _counted_in_parts(
    found: Sequence[Condition], narrowed: Narrowed
) -> tuple[list[Condition], frozenset[int], int]:
    """Return the long parts of a list, what is in its short ones by key, and how many it holds."""
    keys = _counted(found, narrowed)
    short = frozenset(key for some in keys if len(some) <= COUNTED_AT_MOST for key in some)
    long = [part for part, some in zip(found, keys, strict=True) if len(some) > COUNTED_AT_MOST]
    return long, short, min(len(set().union(*keys)), COUNTED_AT_MOST + 1)


def _counted(found: Sequence[Condition], narrowed: Narrowed) -> list[list[int]]:
    """Return the keys of each of these parts, no more than are counted."""
    dated = narrowed.due not in (None, Due.NOTHING)
    columns = ORDERS[Order.DUE if dated else Order.LATEST].columns()
    # In an order, so that they are found along its index: counted in none, all are gone through.
    return keys_of([Wanted(part & entered(), columns, COUNTED_AT_MOST + 1) for part in found])


def _list(found: Sequence[Condition], order: Order, narrowed: Narrowed) -> InParts:
    undated = order is not Order.DUE or narrowed.due in (None, Due.NOTHING)
    return InParts(found, ORDERS[order], undated)


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


# From rows to what is listed.


def listed_by_key(actor: Actor, keys: Collection[int], at: datetime) -> dict[int, Listed]:
    """Return those of the matters with these keys of which the actor may know, without clocks."""
    rows = rows_with_keys(keys)
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
        pk=matter.pk,
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
