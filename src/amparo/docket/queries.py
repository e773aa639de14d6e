"""Reading dockets: one, or very many at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet

from amparo.core.errors import NotVisible
from amparo.core.questions import Question, given, several

from .entries import Clock as FoldedClock
from .entries import Entry, Fields, Precision, Standing
from .folding import fold, in_force
from .models import Act, Clock, Matter
from .procedure import Procedure, procedure_named
from .projections import CLOCK_COLUMNS
from .sealing import opened

_ENTRY_COLUMNS = (
    "number",
    "kind",
    "on",
    "entered_at",
    "fields",
    "rectifies",
    "precision",
    "by",
    "source",
)
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """An act that counts, with the docket it stands in."""

    reference: str
    kind: str
    on: date
    precision: Precision
    entered_at: datetime
    fields: Fields
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class Docket:
    """A matter and all that was entered into it."""

    reference: str
    procedure: Procedure
    entries: tuple[Entry, ...]

    def standing(self, *, on: date | None = None, known_at: datetime | None = None) -> Standing:
        """Return the standing as at a day, as known at a moment."""
        return fold(self.procedure, self.entries, on=on, known_at=known_at)


def matter_named(reference: str) -> Matter:
    """Return the matter of that reference. :raises NotVisible: if there is none."""
    try:
        return Matter.objects.get(reference=reference)
    except Matter.DoesNotExist:
        raise NotVisible(f"There is no docket {reference}.") from None


def docket_named(reference: str) -> Docket:
    """Return the docket of that reference, whole. :raises NotVisible: if there is none."""
    matter = matter_named(reference)
    return Docket(
        matter.reference,
        procedure_named(matter.procedure),
        tuple(entries_of(matter.acts.all())),
    )


def dockets_named(references: Iterable[str]) -> list[Docket]:
    """Return the dockets of these references, by reference; one statement whatever their number."""
    acts = Act.objects.filter(matter__reference__in=list(references))
    rows = acts.order_by("matter__reference", "number").values_list(
        *_ENTRY_COLUMNS, "matter__reference", "matter__procedure"
    )
    return [
        Docket(reference, procedure_named(procedure), tuple(_entry(row[:-2]) for row in group))
        for (reference, procedure), group in groupby(
            rows.iterator(_CHUNK), key=lambda row: (row[-2], row[-1])
        )
    ]


def references_after(
    reference: str, limit: int, *, procedure: str | None = None, state: str | None = None
) -> list[str]:
    """Return the next references after one, in the order of the database, at most `limit`."""
    matters = Matter.objects.filter(reference__gt=reference)
    if procedure is not None:
        matters = matters.filter(procedure=procedure)
    if state is not None:
        matters = matters.filter(state=state)
    return list(matters.order_by("reference").values_list("reference", flat=True)[:limit])


def references_by_latest_act(limit: int, *, on: date, known_at: datetime) -> list[str]:
    """Return the dockets of the acts that took effect last, at most `limit` of them."""
    acts = Act.objects.filter(on__lte=on, entered_at__lte=known_at)
    rows = acts.order_by("-on", "-pk").values_list("matter__reference", flat=True)
    return list(dict.fromkeys(rows[: 4 * limit]))[:limit]


def references_by_next_clock(limit: int, *, since: date) -> list[str]:
    """Return the dockets whose clocks end first, on `since` or after it, at most `limit`."""
    rows = Clock.objects.filter(stopped_by__isnull=True, due_on__gte=since)
    found = rows.order_by("due_on", "pk").values_list("matter__reference", flat=True)
    return list(dict.fromkeys(found[: 4 * limit]))[:limit]


def entries_of(acts: QuerySet[Act]) -> list[Entry]:
    """Return acts as entries, in the order in which they were entered."""
    return [_entry(row) for row in acts.order_by("number").values_list(*_ENTRY_COLUMNS)]


_ACTS = Question(
    lambda: (
        Act.objects.filter(matter=given("matter", BigIntegerField()))
        .order_by("number")
        .values_list(*_ENTRY_COLUMNS, "sealed")
    )
)


def opened_entries_of(matter: Matter) -> list[Entry]:
    """
    Return the acts of a docket with what is sealed in them, in the order they were entered.

    Where the content was destroyed, what was sealed is missing. For the writing of further acts,
    and for those who may read: nothing here asks who that is.
    """
    rows = _ACTS.answers(matter=matter.pk)
    return opened(((_entry(row[:-1]), row[-1]) for row in rows), matter.key)


def entries_with_sealed(acts: Iterable[Act]) -> list[tuple[Entry, bytes | None]]:
    """Return acts already fetched as entries in clear, each with what is sealed of it."""
    return [
        (
            _entry([getattr(act, name) for name in _ENTRY_COLUMNS]),
            None if act.sealed is None else bytes(act.sealed),
        )
        for act in acts
    ]


def sealed_entries_by_matter(
    matters: Collection[int],
) -> Iterator[tuple[int, list[tuple[Entry, bytes | None]]]]:
    """Yield the key of each matter with its acts in clear, each with what is sealed of it."""
    acts = Act.objects.filter(matter__in=matters).order_by("matter_id", "number")
    rows = acts.values_list("matter_id", *_ENTRY_COLUMNS, "sealed").iterator()
    for pk, group in groupby(rows, key=itemgetter(0)):
        yield pk, [(_entry(row[1:-1]), row[-1]) for row in group]


def running_clocks(matter: Matter) -> tuple[FoldedClock, ...]:
    """Return the clocks that run in a docket, as projected."""
    running = matter.clocks.filter(stopped_by__isnull=True).order_by("started_by", "name")
    return tuple(_clock(row) for row in running.values_list(*CLOCK_COLUMNS))


_ENTRIES = Question(
    lambda: (
        Act.objects.filter(matter__in=several("matters", BigIntegerField()))
        .order_by("matter_id", "number")
        .values_list("matter_id", *_ENTRY_COLUMNS)
    )
)


def entries_by_matter(matters: Collection[int]) -> dict[int, list[Entry]]:
    """Return the acts of these matters in clear, by the matter's key; one statement."""
    found: dict[int, list[Entry]] = {}
    for row in _ENTRIES.answers(matters=matters) if matters else ():
        found.setdefault(row[0], []).append(_entry(row[1:]))
    return found


_RUNNING_CLOCKS = Question(
    lambda: (
        Clock.objects.filter(matter__in=several("matters", BigIntegerField()), stopped_by=None)
        .order_by("-due_on", "-pk")
        .values_list("matter_id", *CLOCK_COLUMNS)
    )
)


def next_clocks_of(matters: Collection[int]) -> dict[int, FoldedClock]:
    """Return of each of these matters, by key, the clock that ends first of those that run."""
    if not matters:
        return {}
    # The last of several stays.
    first = {row[0]: row[1:] for row in _RUNNING_CLOCKS.answers(matters=matters)}
    return {key: _clock(columns) for key, columns in first.items()}


def acts_that_count(
    kinds: Iterable[str],
    *,
    on: date,
    known_at: datetime,
    since: date | None = None,
) -> list[Found]:
    """
    Return the acts of these kinds (`visit.conducted`) that count as at `on`, as known at a moment.

    One query whatever their number. Acts rectified by then are left out. In order of day.
    """
    later = Act.objects.filter(
        matter=OuterRef("matter"),
        rectifies=OuterRef("number"),
        entered_at__lte=known_at,
    )
    acts = Act.objects.filter(kind__in=list(kinds), on__lte=on, entered_at__lte=known_at).exclude(
        Exists(later)
    )
    if since is not None:
        acts = acts.filter(on__gte=since)
    rows = acts.order_by("on", "matter__reference", "number").values_list(
        "matter__reference",
        "kind",
        "on",
        "precision",
        "entered_at",
        "fields",
        "source",
        "number",
    )
    return [
        Found(
            ref,
            kind,
            day,
            Precision(precision),
            entered,
            json.loads(text),
            source,
            number,
        )
        for ref, kind, day, precision, entered, text, source, number in rows.iterator(_CHUNK)
    ]


def standings(
    procedure: Procedure, *, on: date | None = None, known_at: datetime | None = None
) -> Iterator[tuple[str, Standing]]:
    """
    Yield every docket's reference and standing as at a day, as known at a moment.

    Reads the acts of all matters of the procedure in one pass.
    """
    acts = Act.objects.filter(matter__procedure=procedure.name)
    if known_at is not None:
        acts = acts.filter(entered_at__lte=known_at)
    # When each was entered has been settled by the database: reading a million moments would take
    # as long as all the rest.
    rows = acts.order_by("matter_id", "number").values_list(
        "number", "kind", "on", "fields", "rectifies", "precision", "matter__reference"
    )
    for reference, group in groupby(rows.iterator(_CHUNK), key=itemgetter(6)):
        entries = [
            Entry(
                number,
                kind.partition(".")[2],
                day,
                _LONG_AGO,
                _fields(text),
                rectifies,
                _PRECISIONS[precision],
            )
            for number, kind, day, text, rectifies, precision, _reference in group
        ]
        yield reference, fold(procedure, entries, on=on)


def histories(
    procedure: Procedure, *, on: date, known_at: datetime
) -> Iterator[tuple[str, list[Entry]]]:
    """
    Yield every docket's reference and the acts that count as at a day, as known at a moment.

    In the order in which the acts took effect, a replacement in the place of what it replaces.
    Dockets of which nothing counts are left out. One statement.
    """
    acts = Act.objects.filter(matter__procedure=procedure.name, entered_at__lte=known_at)
    rows = acts.order_by("matter_id", "number").values_list(*_ENTRY_COLUMNS, "matter__reference")
    for reference, group in groupby(rows.iterator(_CHUNK), key=itemgetter(-1)):
        entries = in_force((_entry(row[:-1]) for row in group), on=on)
        if entries:
            yield reference, entries


_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_PRECISIONS = {one.value: one for one in Precision}
_decode = json.JSONDecoder().decode


def _fields(text: str) -> Fields:
    return {} if text == "{}" else cast(Fields, _decode(text))


def _entry(row: Sequence[Any]) -> Entry:
    number, kind, on, entered_at, fields, rectifies, precision, *rest = row
    by, source = rest if len(rest) == 2 else ("", "")
    return Entry(
        number,
        kind.partition(".")[2],
        on,
        entered_at,
        _fields(fields),
        rectifies,
        _PRECISIONS[precision],
        by,
        source,
    )


def _clock(row: Sequence[Any]) -> FoldedClock:
    said = dict(zip(CLOCK_COLUMNS, row, strict=True))
    extended = tuple((number, rule) for number, rule in json.loads(said["extensions"]))
    return FoldedClock(
        **{**said, "precision": Precision(said["precision"]), "extensions": extended}
    )
