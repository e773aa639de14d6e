"""
What lists need, kept beside the acts: standing and clocks of each docket.

Everything here can be computed again from the acts; `compare` and `write` are how.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from django.utils.translation import gettext as _

from amparo.access.permissions import Role
from amparo.access.rules.need_to_know import Concern

from . import entries
from .digests import canonical
from .entries import Fields, Standing
from .models import Clock, Matter
from .procedure import Procedure
from .sealing import split

CLOCK_COLUMNS = tuple(one.name for one in fields(entries.Clock))


def of_matter(
    procedure: Procedure, standing: Standing, *, acts_entered: int, head: str
) -> dict[str, object]:
    """Return the projected columns of a matter with this standing, but for what is sealed."""
    state = standing.facts.get(procedure.state_field)
    body = standing.facts.get(procedure.body_field)
    clear, _sealed = split(standing.facts, procedure.sealed_names)
    return {
        "status": standing.status,
        "since": standing.since,
        "opened_on": standing.opened_on,
        "last_on": standing.last_on,
        "next_due_on": standing.next_due_on(),
        "body": body if isinstance(body, str) else procedure.body,
        "state": state if isinstance(state, str) else "",
        "states": listed(states_of(procedure, standing.facts)),
        "shared": listed(role.value for role in standing.shared),
        "facts": canonical(clear),
        "disposed_on": standing.disposed_on,
        "acts_entered": acts_entered,
        "head": head,
    }


def sealed_facts(procedure: Procedure, standing: Standing) -> Fields:
    """Return the facts that are stored sealed."""
    if standing.disposed_on is not None:
        return {}
    return split(standing.facts, procedure.sealed_names)[1]


def states_of(procedure: Procedure, facts: Fields) -> frozenset[str]:
    """Return the States that a matter concerns."""
    said = facts.get(procedure.state_field)
    if isinstance(said, list):
        return frozenset(said)
    return frozenset({said}) if isinstance(said, str) and said else frozenset()


def listed(names: Iterable[str]) -> str:
    """Return names as one text in which each can be looked for: `|KEN|MOZ|`."""
    found = sorted(names)
    return f"|{'|'.join(found)}|" if found else ""


def from_list(text: str) -> frozenset[str]:
    """Return the names in such a text."""
    return frozenset(text.strip("|").split("|")) if text else frozenset()


def concern_of(matter: Matter) -> Concern:
    """Return what about a matter decides who may know of it."""
    return Concern(
        procedure=matter.procedure,
        body=matter.body,
        states=from_list(matter.states),
        shared=frozenset(Role(name) for name in from_list(matter.shared)),
    )


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
    for row in rows.order_by("started_by", "name").values("matter_id", *CLOCK_COLUMNS):
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
