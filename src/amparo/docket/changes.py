"""What others entered since somebody was last here, in the matters of which they may know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Q

from amparo.access.permissions import Actor
from amparo.access.rules.need_to_know import from_inside

from .listing import Listed, listed_by_key
from .models import Act, Matter
from .procedure import ActType

AT_MOST = timedelta(days=30)
ACTS_AT_MOST = 5_000
_AT_ONCE = 500

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
    entered = Act.objects.filter(recorded_at__gt=max(since, at - AT_MOST)).exclude(by=actor.name)
    rows = entered.order_by("-recorded_at", "-pk").values_list("matter_id", "number")
    last: dict[int, _Last] = {}
    for key, number in rows[:ACTS_AT_MOST]:
        latest, acts = last.get(key, (number, 0))
        last[key] = (max(latest, number), acts + 1)
    return _changed(dict(islice(_known(last, actor, at), limit)), actor, at)


def _known(last: dict[int, _Last], actor: Actor, at: datetime) -> Iterator[tuple[int, _Last]]:
    """Yield those matters of which the actor may know; asked some hundred at a time, as needed."""
    keys = list(last)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        known = Matter.objects.visible_to(actor, at).filter(pk__in=some)
        visible = set(known.values_list("pk", flat=True))
        yield from ((key, last[key]) for key in some if key in visible)


def _changed(last: dict[int, _Last], actor: Actor, at: datetime) -> list[Changed]:
    if not last:
        return []
    named = Q(pk__in=[])
    for key, (number, _acts) in last.items():
        named |= Q(matter=key, number=number)
    acts = {one.matter_id: one for one in Act.objects.filter(named).defer("sealed", "fields")}
    matters = listed_by_key(actor, last, at)
    return [
        Changed(
            matter=matters[key],
            number=number,
            act=matters[key].procedure.act(acts[key].kind.partition(".")[2]),
            on=acts[key].on,
            by=acts[key].by,
            acts=entered,
        )
        for key, (number, entered) in last.items()
        if key in matters
    ]
