"""Reading the trail: the newest lines first, a page at a time; how it stands; all of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db.models import CharField, DateTimeField, Q, QuerySet
from django.utils import timezone

from amparo.core.errors import Refused
from amparo.core.questions import Question, given
from amparo.core.words import gettext_noop as _

from .events import EVENTS, Outcome
from .models import Line, Strand

PAGE = 100
_LINES_AT_ONCE = 2_000
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is shown. `cursor` says where to read on from."""

    at: datetime
    by: str
    face: str
    event: str
    about: str
    permission: str
    outcome: Outcome
    details: dict[str, str | int | bool]
    strand: int
    number: int
    cursor: str

    @property
    def title(self) -> str:
        """The event in words, to be translated; its name if nobody declares it any more."""
        declared = EVENTS.get(self.event)
        return declared.title if declared else self.event


# What an export holds of a row, and what is read for one.
COLUMNS = tuple(one.name for one in fields(Row) if one.name != "cursor")
_STORED = (*COLUMNS, "pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines there are, and of the last day: all, refusals, emergency accesses."""

    lines: int
    last_day: int
    refused: int
    emergencies: int


class Filters(TypedDict, total=False):
    """Which lines are asked for; what is None or left out does not narrow them."""

    by: str | None
    about: str | None
    event: str | None
    events: Collection[str] | None
    area: str | None
    outcome: Outcome | None
    face: str | None
    since: datetime | None
    until: datetime | None


def lines(*, before: str | None = None, limit: int = PAGE, **filters: Unpack[Filters]) -> list[Row]:
    """
    Return the newest lines that are asked for, and with `before`, those that follow that cursor.

    `since` is counted, `until` is not. Reading on from the last cursor until nothing comes gives
    every line once, whatever is written meanwhile.

    :raises Refused: if the cursor is not one.
    """
    rows = _narrowed(filters)
    if before:
        at, key = _place(before)
        rows = rows.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=key)))
    return [_row(*one) for one in rows.order_by("-at", "-pk").values_list(*_STORED)[:limit]]


def export(**filters: Unpack[Filters]) -> Iterator[dict[str, object]]:
    """Yield every line that is asked for as plain data, newest first, a batch in memory."""
    before: str | None = None
    while batch := lines(before=before, limit=_LINES_AT_ONCE, **filters):
        before = batch[-1].cursor
        yield from map(_as_data, batch)


def counts(*, now: datetime | None = None) -> Counts:
    """Return how the trail stands."""
    recent = Line.objects.filter(at__gt=(now or timezone.now()) - _DAY)
    return Counts(
        lines=count_lines(),
        last_day=recent.count(),
        refused=recent.filter(outcome=Outcome.REFUSED.value).count(),
        emergencies=recent.filter(event__in=_emergencies()).count(),
    )


@dataclass(frozen=True, slots=True)
class Alerts:
    """What an auditor looks at first: refusals, and access asked for and given in emergencies."""

    refused: int
    asked: int
    given: int


def alerts(since: datetime) -> Alerts:
    """Return how many lines of each kind there are from a moment on."""
    recent = Line.objects.filter(at__gte=since)
    return Alerts(
        refused=recent.filter(outcome=Outcome.REFUSED.value).count(),
        asked=recent.filter(event__in=_named(".emergency_asked")).count(),
        given=recent.filter(event__in=_emergencies()).count(),
    )


def last_of(event: str) -> Row | None:
    """Return the newest line of an event, if there is one."""
    return next(iter(lines(limit=1, event=event)), None)


_LAST = Question(
    lambda: (
        Line.objects.filter(by=given("by", CharField()), at__lt=given("at", DateTimeField()))
        .order_by("-at", "-pk")
        .values_list("at", flat=True)[:1]
    )
)


def last_before(by: str, at: datetime) -> datetime | None:
    """Return when somebody was last seen doing anything before a moment."""
    return _LAST.first(by=by, at=at)


def count_lines() -> int:
    """Return how many lines were ever written, without counting them."""
    return sum(Strand.objects.values_list("length", flat=True))


def heads() -> Iterator[tuple[str, int, str]]:
    """Yield each strand that has lines, with its length and the digest of its last line."""
    for one in Strand.objects.filter(length__gt=0).order_by("number"):
        yield strand_reference(one.number), one.length, one.head


def strand_reference(number: int) -> str:
    """Return the name under which checkpoints know a strand."""
    return f"trail/{number}"


def is_strand(reference: str) -> bool:
    """Test whether a checkpoint names a strand of the trail and not a docket."""
    return reference.startswith("trail/")


def _emergencies() -> list[str]:
    """Return the events that tell of someone let in against the rule of need-to-know."""
    return _named(".emergency_granted")


def _named(ending: str) -> list[str]:
    return [name for name in EVENTS if name.endswith(ending)]


def _as_data(row: Row) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(row, name) for name in COLUMNS}
    return said | {"at": row.at.isoformat(), "outcome": row.outcome.value}


def _narrowed(filters: Filters) -> QuerySet[Line]:
    asked = {name: value for name, value in filters.items() if value not in (None, "")}
    since, until = asked.pop("since", None), asked.pop("until", None)
    events = filters.get("events")
    asked.pop("events", None)
    rows = Line.objects.filter(**asked)
    if events:
        rows = rows.filter(event__in=events)
    if since:
        rows = rows.filter(at__gte=since)
    return rows.filter(at__lt=until) if until else rows


def _row(*stored: Any) -> Row:
    *said, outcome, details, strand, number, key = stored
    at, by, face, event, about, permission = said
    cursor = f"{(at - _EPOCH) // _MICROSECOND}-{key}"
    done = Outcome(outcome)
    return Row(
        at, by, face, event, about, permission, done, json.loads(details), strand, number, cursor
    )


def _place(cursor: str) -> tuple[datetime, int]:
    moment, _dash, key = cursor.partition("-")
    try:
        if not (cursor.isascii() and moment.isdigit() and key.isdigit() and len(key) < 19):
            raise ValueError(cursor)
        return _EPOCH + int(moment) * _MICROSECOND, int(key)
    except (ValueError, OverflowError):
        raise Refused(_("This is not a place in the trail.")) from None
