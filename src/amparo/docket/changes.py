"""What others entered since somebody was last here, in the matters of which they may know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import BigIntegerField, CharField, DateTimeField

from amparo.access.permissions import Actor
from amparo.access.rules.need_to_know import from_inside
from amparo.core.questions import Question, given, several

from .listing import Listed, listed_by_key
from .models import Act
from .procedure import ActType

AT_MOST = timedelta(days=30)
ACTS_AT_MOST = 5_000
_AT_ONCE, _MOST_AT_ONCE = 40, 500
_ENTERED = Question(
    lambda: (
        Act.objects.filter(recorded_at__gt=given("since", DateTimeField()))
        .exclude(by=given("by", CharField()))
        .order_by("-recorded_at", "-pk")
        .values_list("matter_id", "number")[:ACTS_AT_MOST]
    )
)
_NUMBERED = Question(
    lambda: Act.objects.filter(
        matter__in=several("matters", BigIntegerField()),
        number__in=several("numbers", BigIntegerField()),
    ).values_list("matter_id", "number", "kind", "on", "by")
)

_Last = tuple[int, int]  # the number of the last act, and how many there are


@dataclass(frozen=True, slots=True)
class Changed:
    """A matter, the last act that others entered into it, and how many they entered in all."""

    matter: Listed
    number: int
    act: ActType
    on: date
    by: str
    acts: int


def changed_since(since: datetime, actor: Actor, at: datetime, *, limit: int) -> list[Changed]:
    """
    Return matters into which others entered acts since a moment, the latest first.

    It looks back for `AT_MOST`, and through so many acts: whoever was away for longer, or while a
    whole record was loaded, begins with the list of matters. By when an act was recorded, not by
    its day.
    """
    actor = from_inside(actor)
    # Found by when, and only then asked who may know of them: the other way round, all that
    # somebody may know of would be gone through.
    last: dict[int, _Last] = {}
    for key, number in _ENTERED.answers(since=max(since, at - AT_MOST), by=actor.name):
        latest, acts = last.get(key, (number, 0))
        last[key] = (max(latest, number), acts + 1)
    return _changed(last, dict(islice(_known(list(last), actor, at), limit)))


def _known(keys: list[int], actor: Actor, at: datetime) -> Iterator[tuple[int, Listed]]:
    """Yield those matters of which the actor may know: asked a few at a time, then ever more."""
    start, count = 0, _AT_ONCE
    while some := keys[start : start + count]:
        known = listed_by_key(actor, some, at)
        yield from ((key, known[key]) for key in some if key in known)
        start, count = start + count, min(2 * count, _MOST_AT_ONCE)


def _changed(last: dict[int, _Last], matters: dict[int, Listed]) -> list[Changed]:
    if not matters:
        return []
    acts = _NUMBERED.answers(matters=matters, numbers={last[key][0] for key in matters})
    said = {(key, number): (kind.partition(".")[2], on, by) for key, number, kind, on, by in acts}
    found = []
    for key, matter in matters.items():
        number, entered = last[key]
        kind, on, by = said[key, number]
        found.append(Changed(matter, number, matter.procedure.act(kind), on, by, entered))
    return found
