"""
What became public, in the order in which it was seen: the ledger that feeds and letters go by.

The ledger stands in the public store, beside what it names, and has a name: should the store be lost
and made again, its numbers mean something else. What is there when it is begun is not new to anybody.
From then on it looks at what changed, and once a day at everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet

from amparo.docket.models import Act
from amparo.documents.models import Version
from amparo.publication import changes
from amparo.publication.models import Change, Unseen
from amparo.recommendations.models import Published

from .models import Novelty

_AT_ONCE = 1_000
_LEDGER = "ledger"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_One = TypeVar("_One")
_Rows = tuple[QuerySet[Act], QuerySet[Version], QuerySet[Published]]


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
    """Test whether something has changed that was not looked at, or there is no ledger yet."""
    return Unseen.objects.exists() or not ledger()


def look(now: datetime) -> int:
    """Enter what changed and is new, mark what is gone; return how much is new."""
    if not ledger():
        return _begin(now)
    new = 0
    while some := list(Unseen.objects.order_by("pk")[:_AT_ONCE]):
        new += _look_at(some, now)
    return new


def compare(now: datetime) -> int:
    """
    Hold the ledger against all that the store holds; return how many it did not know.

    For what no change was noted of: a store that was mended by hand, or brought back from a backup.
    """
    if not ledger():
        return _begin(now)
    # The ledger first: what comes while the store is read is not taken for gone.
    held = list(Novelty.objects.filter(is_there=True).values_list("pk", "thing"))
    new, there = _enter_all(_things(), now)
    gone = _mark_gone([pk for pk, thing in held if thing not in there])
    if new or gone:
        changes.count()
    return new


def _look_at(unseen: list[Unseen], now: datetime) -> int:
    """Look at what changed: all of it is looked at, or it is looked at again."""
    keys: dict[str, set[str]] = defaultdict(set)
    for one in unseen:
        keys[one.kind].add(one.key)
    sources = [f"{kind}/{key}" for kind, some in keys.items() for key in some]
    with transaction.atomic(using=settings.PUBLIC_STORE):
        new, there = _enter_all(_things(keys), now)
        held = Novelty.objects.filter(source__in=sources, is_there=True)
        names = held.values_list("pk", "thing")
        gone = _mark_gone([pk for pk, thing in names if thing not in there])
        Unseen.objects.filter(pk__in=[one.pk for one in unseen]).delete()
        if new or gone:
            changes.count()
    return new


def _things(among: Mapping[str, Collection[str]] | None = None) -> Generator[Thing]:
    """Yield what the store holds, in the order of its days, or what it holds of some keys by kind."""
    acts, versions, published = _in_order() if among is None else _of(among)
    of_acts = acts.values_list("matter__reference", "number", "on")
    for reference, number, day in of_acts.iterator(_AT_ONCE):
        yield Thing(f"docket/{reference}/{number}", f"docket/{reference}", day)
    of_versions = versions.values_list("document__name", "language", "document__on")
    for name, language, on in of_versions.iterator(_AT_ONCE):
        yield Thing(f"document/{name}/{language}", f"document/{name}", on, language)
    for key, on in published.values_list("pk", "on").iterator(_AT_ONCE):
        yield Thing(f"recommendation/{key}", f"recommendation/{key}", on)


def _rows() -> _Rows:
    store = settings.PUBLIC_STORE
    # What rectifies an act or strikes it is a correction of the record, and nothing that happened.
    acts = Act.objects.using(store).filter(rectifies__isnull=True)
    return acts, Version.objects.using(store), Published.objects.using(store)


def _in_order() -> _Rows:
    acts, versions, published = _rows()
    by_day = versions.order_by("document__on", "pk")
    return acts.order_by("on", "pk"), by_day, published.order_by("on", "pk")


def _of(keys: Mapping[str, Collection[str]]) -> _Rows:
    acts, versions, published = _rows()
    return (
        acts.filter(matter__reference__in=keys.get("docket", ())),
        versions.filter(document__name__in=keys.get("document", ())),
        published.filter(pk__in=keys.get("recommendation", ())),
    )


def _begin(now: datetime) -> int:
    """Begin a ledger with all that is there, whole or not at all: what it misses would be news."""
    with transaction.atomic(using=settings.PUBLIC_STORE):
        name = f"{_LEDGER}/{uuid4()}"
        Novelty.objects.create(thing=name, source=_LEDGER, at=_LONG_AGO, is_there=False)
        # Before the store is read: what changes from here on is looked at next.
        Unseen.objects.all().delete()
        new, _there = _enter_all(_things(), now, is_old=True)
        if new:
            changes.count()
    return new


def _enter_all(
    things: Generator[Thing], now: datetime, *, is_old: bool = False
) -> tuple[int, set[str]]:
    """Enter things; return how many are new, and the names of all."""
    new = 0
    there: set[str] = set()
    # What reads the store is closed before the transaction is.
    with closing(things):
        for some in _in_lists(things):
            there.update(one.name for one in some)
            new += _enter(some, now, is_old=is_old)
    return new, there


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


def _mark_gone(gone: Iterable[int]) -> int:
    marked = 0
    for some in _in_lists(gone):
        marked += Novelty.objects.filter(pk__in=some).update(is_there=False)
    return marked


def _in_lists(things: Iterable[_One]) -> Iterator[list[_One]]:
    remaining = iter(things)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
