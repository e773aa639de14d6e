"""What others entered since somebody was last here, in the matters of which they may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q

from amparo.access.permissions import Actor
from amparo.access.rules.need_to_know import from_inside
from amparo.access.visibility import parts

from .listing import Listed, listed_by_key
from .models import Act, Matter
from .procedure import ActType

AT_MOST = timedelta(days=30)


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

    It looks back for `AT_MOST`: whoever was away for longer begins with the list of matters. By
    when an act was recorded, not by its day.
    """
    actor = from_inside(actor)
    since = max(since, at - AT_MOST)
    last: dict[int, tuple[datetime, int, int]] = {}
    for _role, part in parts(Matter.objects.all(), actor, at):
        entered = Act.objects.filter(recorded_at__gt=since, matter__in=part.values("pk"))
        rows = (
            entered.exclude(by=actor.name)
            .values_list("matter_id")
            .annotate(last=Max("recorded_at"), number=Max("number"), acts=Count("pk"))
        )
        for key, *found in rows.order_by("-last", "-matter_id")[:limit]:
            last[key] = (found[0], found[1], found[2])
    keys = sorted(last, key=lambda key: (last[key][0], key), reverse=True)[:limit]
    return _changed({key: last[key] for key in keys}, actor, at)


def _changed(
    last: dict[int, tuple[datetime, int, int]], actor: Actor, at: datetime
) -> list[Changed]:
    if not last:
        return []
    named = Q(pk__in=[])
    for key, (_moment, number, _acts) in last.items():
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
        for key, (_moment, number, entered) in last.items()
        if key in matters
    ]
