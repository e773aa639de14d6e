"""
What lists need, kept beside the acts: standing and clocks of each docket.

Everything here can be computed again from the acts; `compare` and `write` are how.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from . import entries
from .digests import canonical
from .entries import Standing
from .models import Clock, Matter
from .procedure import Procedure

_CLOCK_COLUMNS = (
    "name",
    "rule",
    "started_by",
    "starts_on",
    "first_due_on",
    "due_on",
    "precision",
    "extensions",
    "stopped_by",
    "stopped_on",
)


def of_matter(
    procedure: Procedure, standing: Standing, *, acts_entered: int, head: str
) -> dict[str, object]:
    """Return the projected columns of a matter with this standing."""
    state = standing.facts.get(procedure.state_field)
    return {
        "status": standing.status,
        "since": standing.since,
        "opened_on": standing.opened_on,
        "last_on": standing.last_on,
        "next_due_on": standing.next_due_on(),
        "state": state if isinstance(state, str) else "",
        "facts": canonical(standing.facts),
        "acts_entered": acts_entered,
        "head": head,
    }


def of_clock(clock: entries.Clock) -> dict[str, object]:
    """Return the columns of a clock."""
    return {
        "name": clock.name,
        "rule": clock.rule,
        "started_by": clock.started_by,
        "starts_on": clock.starts_on,
        "first_due_on": clock.first_due_on,
        "due_on": clock.due_on,
        "precision": clock.precision.value,
        "extensions": json.dumps([list(one) for one in clock.extensions]),
        "stopped_by": clock.stopped_by,
        "stopped_on": clock.stopped_on,
    }


def clocks_of(standing: Standing) -> list[dict[str, object]]:
    """Return the columns of all clocks of a docket, in a settled order."""
    rows = [of_clock(clock) for clock in (*standing.clocks, *standing.stopped)]
    return sorted(rows, key=lambda row: (row["started_by"], row["name"]))


def stored_clocks(matters: Iterable[Matter]) -> dict[int, list[dict[str, object]]]:
    """Return the columns of all stored clocks of these matters, by the matter's key."""
    found: dict[int, list[dict[str, object]]] = {}
    rows = Clock.objects.filter(matter__in=[one.pk for one in matters])
    for row in rows.order_by("started_by", "name").values("matter_id", *_CLOCK_COLUMNS):
        found.setdefault(row.pop("matter_id"), []).append(row)
    return found


def project(matter: Matter, columns: Mapping[str, object]) -> None:
    """Set the projected columns of a matter, without saving it."""
    for name, value in columns.items():
        setattr(matter, name, value)


def save_step(matter: Matter, before: Standing, after: Standing) -> None:
    """Write the clocks that one act started, stopped or extended."""
    known = {(clock.started_by, clock.name): clock for clock in before.clocks}
    new: list[Clock] = []
    for clock in (*after.clocks, *after.stopped):
        key = (clock.started_by, clock.name)
        if key not in known:
            new.append(Clock(matter=matter, **of_clock(clock)))
        elif clock != known[key]:
            Clock.objects.filter(matter=matter, started_by=key[0], name=key[1]).update(
                **of_clock(clock)
            )
    if new:
        Clock.objects.bulk_create(new)


def save_clocks(matters: Mapping[int, Standing]) -> None:
    """Write all clocks of these matters (by key) anew."""
    Clock.objects.filter(matter__in=list(matters)).delete()
    Clock.objects.bulk_create(
        [
            Clock(matter_id=key, **columns)
            for key, standing in matters.items()
            for columns in clocks_of(standing)
        ],
        batch_size=500,
    )


def differences(
    matter: Matter,
    columns: Mapping[str, object],
    clocks: list[dict[str, object]],
    stored: list[dict[str, object]],
) -> Iterator[str]:
    """Yield, in words, how what is stored of a matter differs from what its acts amount to."""
    for name, value in columns.items():
        held = getattr(matter, name)
        if held != value:
            yield _("{reference}: {column} is stored as {held}, the acts give {value}").format(
                reference=matter.reference, column=name, held=repr(held), value=repr(value)
            )
    if clocks != stored:
        yield _("{reference}: the stored clocks are not those that the acts give").format(
            reference=matter.reference
        )
