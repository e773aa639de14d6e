"""
How matters stand for those outside with whom they are shared, kept so that lists need not fold.

Each is the docket as `reading.seen` gives it to somebody who holds these roles, in a few columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date
from itertools import combinations, pairwise
from typing import Any

from django.db import transaction

from amparo.access.permissions import NOBODY, Role
from amparo.core.confidentiality import Confidentiality

from .asking import asked
from .entries import Entry
from .models import Matter, Outlook
from .procedure import DISPOSAL, ActType, Procedure, procedure_named
from .projections import concern_of, listed
from .queries import entries_by_matter
from .reading import Reader, SeenDocket, seen

Columns = dict[str, Any]
_COLUMNS = tuple(one for one in Outlook.confidentiality if one not in {"id", "matter"})
_AT_ONCE = 500


def may_change(act: ActType) -> bool:
    """
    Test whether an act may change an outlook, though it takes effect last and the standing stays.

    What is for the body alone does not: a docket with hundreds of interviews is not read for each.
    """
    return bool(act.shared_with) or act.discloses.public or act.name == DISPOSAL


def outlooks_of(matter: Matter, entries: list[Entry]) -> list[Columns]:
    """Return the columns of all outlooks of a matter with these acts, in a settled order."""
    concern = concern_of(matter)
    states = sorted(concern.states) or [""]
    rows = [
        {"state": state, "main": state == states[0], **row}
        for roles in _sets_of(concern.shared)
        for row in _of_roles(matter, roles, entries)
        for state in states
    ]
    return sorted(rows, key=_place)


def stored(matters: Iterable[Matter]) -> dict[int, list[Columns]]:
    """Return the columns of all stored outlooks of these matters, by the matter's key."""
    found: dict[int, list[Columns]] = {}
    rows = Outlook.objects.filter(matter__in=[one.pk for one in matters])
    for row in rows.values("matter_id", *_COLUMNS):
        found.setdefault(row.pop("matter_id"), []).append(row)
    # Not by the database, which may order words otherwise.
    return {key: sorted(rows, key=_place) for key, rows in found.items()}


def save(matters: Mapping[Matter, list[Entry]]) -> None:
    """Write the outlooks of these matters, each with all of its acts, anew."""
    Outlook.objects.filter(matter__in=[one.pk for one in matters]).delete()
    Outlook.objects.bulk_create(
        (
            Outlook(matter=matter, **columns)
            for matter, entries in matters.items()
            for columns in outlooks_of(matter, entries)
        ),
        batch_size=_AT_ONCE,
    )


@transaction.atomic
def fill() -> int:
    """Write the outlooks of those shared matters that have none, and return how many there were."""
    bare = Matter.objects.exclude(shared="").filter(outlooks__isnull=True, acts_entered__gt=0)
    keys = list(bare.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        some = Matter.objects.defer("sealed", "facts").in_bulk(keys[start : start + _AT_ONCE])
        entries = entries_by_matter(list(some))
        save({matter: entries.get(key, []) for key, matter in some.items()})
    return len(keys)


def last_on(docket: SeenDocket) -> date:
    """Return the day of the latest act of which the reader knows."""
    return max((act.on for act in docket.acts if act.counts), default=date.min)


def _place(row: Columns) -> tuple[str, str, date]:
    return row["roles"], row["state"], row["from_on"]


def _sets_of(shared: frozenset[Role]) -> Iterator[frozenset[Role]]:
    """Yield each set of roles that somebody can hold in a matter that is shared with these."""
    for size in range(1, len(shared) + 1):
        for some in combinations(sorted(shared), size):
            yield frozenset(some)


def _of_roles(matter: Matter, roles: frozenset[Role], entries: list[Entry]) -> Iterator[Columns]:
    reader = Reader(NOBODY, roles, Confidentiality.PUBLIC)
    days = [date.min, *_days_of_change(procedure_named(matter.procedure), entries), date.max]
    before: Columns | None = None
    for day, until in pairwise(days):
        # Nobody reads it before its latest act is known.
        today = max(day, _known_on(entries))
        columns = _figures(seen(matter, reader, entries, today=today))
        if before is not None and columns.items() <= before.items():
            before["until_on"] = until
            continue
        if before is not None:
            yield before
        before = {"roles": listed(roles), "from_on": day, "until_on": until, **columns}
    if before is not None:
        yield before


def _figures(docket: SeenDocket) -> Columns:
    clocks = asked(docket)
    ours = [one.clock.due_on for one in clocks if one.of_reader and one.clock.runs]
    others = [one.clock.due_on for one in clocks if not one.of_reader and one.clock.runs]
    done = [one.clock.due_on for one in clocks if one.of_reader and not one.clock.runs]
    return {
        "procedure": docket.procedure.name,
        "reference": docket.reference,
        "status": docket.standing,
        "last_on": last_on(docket),
        "due_on": min(ours, default=None),
        "asks": len(ours),
        "others_due_on": min(others, default=None),
        "done_due_on": max(done, default=None),
        "known_at": max((act.entered_at for act in docket.acts if act.counts), default=None),
        "may_enter": bool(docket.next_acts),
    }


def _days_of_change(procedure: Procedure, entries: Sequence[Entry]) -> list[date]:
    """Return the days to come from which the world, and so everybody, knows of one act more."""
    known_on = _known_on(entries)
    days = (
        procedure.act(one.kind).discloses.public_from(one.on, one.fields)
        for one in entries
        if not procedure.act(one.kind).discloses.once
    )
    return sorted({day for day in days if day is not None and day > known_on})


def _known_on(entries: Sequence[Entry]) -> date:
    return max((one.entered_at.astimezone(UTC).date() for one in entries), default=date.min)
