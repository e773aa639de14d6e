"""
What became public, in the order in which it was seen: the ledger that feeds and letters go by.

The ledger stands in the public store, beside what it names, and has a name: should the store be lost
and made again, its numbers mean something else. What is there when it is begun is not new to anybody.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from amparo.docket.models import Act
from amparo.documents.models import Version
from amparo.publication import changes
from amparo.publication.models import Change
from amparo.recommendations.models import Published

from .models import Novelty

_AT_ONCE = 1_000
_LEDGER = "ledger"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_One = TypeVar("_One")
_looked_at: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be new: its name, what its entries are made from, its day."""

    name: str
    source: str
    on: date | None
    language: str = ""


def ledger() -> str:
    """Return the name of the ledger; empty where none was begun."""
    rows = Novelty.objects.filter(source=_LEDGER).order_by("pk")
    return rows.values_list("thing", flat=True).first() or ""


def last() -> int:
    """Return the number of the last novelty, or 0."""
    return Novelty.objects.aggregate(last=Max("pk"))["last"] or 0


def settled() -> int | None:
    """
    Return the number of the last novelty, once the index knows of all of them.

    None while the index has changes of the store to follow yet: what it does not hold would be
    passed over, and never told. A change is noted in the transaction that makes it.
    """
    return None if Change.objects.exists() else last()


def is_due() -> bool:
    """Test whether the store has changed since this process last looked."""
    return changes.number() != _looked_at.get(settings.PUBLIC_STORE)


def look(now: datetime) -> int:
    """Enter what the store holds and the ledger does not; return how many that is."""
    number = changes.number()
    if ledger():
        there: set[str] = set()
        new = 0
        with closing(_things()) as things:
            for some in _in_lists(things):
                there.update(one.name for one in some)
                new += _enter(some, now)
        gone = _mark_gone(there)
    else:
        new, gone = _begin(now), 0
    if new or gone:
        changes.count()
        number += 1
    # What others changed meanwhile is looked at next time.
    _looked_at[settings.PUBLIC_STORE] = number
    return new


def _things() -> Generator[Thing]:
    store = settings.PUBLIC_STORE
    # What rectifies an act or strikes it is a correction of the record, and nothing that happened.
    acts = Act.objects.using(store).filter(rectifies__isnull=True).order_by("on", "pk")
    of_acts = acts.values_list("matter__reference", "number", "on")
    for reference, number, day in of_acts.iterator(_AT_ONCE):
        yield Thing(f"docket/{reference}/{number}", f"docket/{reference}", day)
    versions = Version.objects.using(store).order_by("document__on", "pk")
    of_versions = versions.values_list("document__name", "language", "document__on")
    for name, language, on in of_versions.iterator(_AT_ONCE):
        yield Thing(f"document/{name}/{language}", f"document/{name}", on, language)
    published = Published.objects.using(store).order_by("on", "pk")
    for key, on in published.values_list("pk", "on").iterator(_AT_ONCE):
        yield Thing(f"recommendation/{key}", f"recommendation/{key}", on)


def _begin(now: datetime) -> int:
    """Begin a ledger with all that is there, whole or not at all: what it misses would be news."""
    with transaction.atomic(using=settings.PUBLIC_STORE):
        name = f"{_LEDGER}/{uuid4()}"
        Novelty.objects.create(thing=name, source=_LEDGER, at=_LONG_AGO, is_there=False)
        # What reads the store is closed before the transaction is.
        with closing(_things()) as things:
            return sum(_enter(some, now, is_old=True) for some in _in_lists(things))


def _enter(some: list[Thing], now: datetime, *, is_old: bool = False) -> int:
    """Enter those that the ledger does not know; bring back those that were gone."""
    names = [one.name for one in some]
    known = dict(Novelty.objects.filter(thing__in=names).values_list("thing", "is_there"))
    back = [name for name, is_there in known.items() if not is_there]
    if back:
        Novelty.objects.filter(thing__in=back).update(is_there=True)
    rows = [
        Novelty(
            thing=one.name,
            source=one.source,
            language=one.language,
            on=one.on,
            at=_of_old(one.on, now) if is_old else now,
        )
        for one in some
        if one.name not in known
    ]
    Novelty.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
    return len(rows)


def _of_old(on: date | None, now: datetime) -> datetime:
    """Return when something became known that was there before the ledger: on its own day."""
    return min(now, datetime.combine(on, time(), UTC)) if on else _LONG_AGO


def _mark_gone(there: set[str]) -> int:
    held = Novelty.objects.filter(is_there=True).values_list("pk", "thing").iterator(_AT_ONCE)
    gone = [pk for pk, thing in held if thing not in there]
    for some in _in_lists(gone):
        Novelty.objects.filter(pk__in=some).update(is_there=False)
    return len(gone)


def _in_lists(things: Iterable[_One]) -> Iterator[list[_One]]:
    remaining = iter(things)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
