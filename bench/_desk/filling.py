"""A hundred thousand matters and a million acts, put into their tables as they would stand there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from string import ascii_uppercase
from typing import Any
from uuid import uuid4

from bench._ground import insert, quick_filling

BODIES = ("SPT", "CAT", "CED", "HRCTTE", "SRT")
# Not of the world: the first 190 codes of three letters.
STATES = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)][:190]
DOCKET = "BENCH/DOCKET"
_AT_ONCE = 5_000
TODAY = datetime.now(UTC).date()

# What happens in a matter: the acts, each so many days after the one before. Ten each.
HISTORIES: tuple[tuple[str, tuple[tuple[str, dict[str, Any], int], ...]], ...] = (
    (
        "visit",
        (
            ("programmed", {"year": 2025}, 0),
            ("dates_notified", {}, 20),
            ("prepared", {}, 20),
            ("begun", {}, 10),
            *([("interviewed", {}, 1)] * 4),
            ("debriefed", {}, 3),
            ("conducted", {}, 1),
        ),
    ),
    (
        "visit",
        (
            ("programmed", {"year": 2025}, 0),
            *([("postponed", {"reason": "budget"}, 20), ("rescheduled", {"year": 2026}, 15)] * 4),
            ("dates_notified", {}, 10),
        ),
    ),
    (
        "visit_report",
        (
            ("transmitted", {"recipient": "state"}, 0),
            *([("meeting_invited", {}, 10)] * 9),
        ),
    ),
    (
        "visit_report",
        (
            ("transmitted", {"recipient": "state"}, 0),
            ("reply_received", {}, 150),
            ("dialogue_held", {}, 20),
            *([("meeting_invited", {}, 10)] * 7),
        ),
    ),
)


def fill(matters: int) -> None:
    """Put matters, acts and clocks into their tables, as their projections would stand there."""
    from django.db import transaction

    from amparo.docket import outlooks

    with quick_filling(), transaction.atomic():
        for first in range(1, matters + 1, _AT_ONCE):
            some = [_of(one) for one in range(first, min(first + _AT_ONCE, matters + 1))]
            insert("docket_matter", _MATTER, (_row_of_matter(*one) for one in some))
            insert("docket_act", _ACT, (row for one in some for row in _rows_of_acts(*one)))
            insert("docket_clock", _CLOCK, (row for one in some for row in _rows_of_clocks(*one)))
    _count_on()
    _names_of_states()
    _the_docket()
    outlooks.fill()


_MATTER = (
    "id", "procedure", "reference", "key", "status", "since", "opened_on", "last_on",
    "next_due_on", "body", "state", "states", "shared", "facts", "disposed_on", "acts_entered",
    "head",
)  # fmt: skip
_ACT = (
    "matter_id", "number", "kind", '"on"', "precision", "entered_at", "recorded_at", '"by"',
    "fields", "source", "digest",
)  # fmt: skip
_CLOCK = (
    "matter_id", "name", "rule", "started_by", "starts_on", "first_due_on", "due_on", "precision",
    "extensions", "stopped_by", "stopped_on",
)  # fmt: skip


def _of(number: int) -> tuple[int, Any, Any, list[Any]]:
    """Return the matter with this number: its procedure, its standing, its acts."""
    from amparo.docket.entries import Entry, Standing
    from amparo.docket.folding import step
    from amparo.docket.procedure import procedure_named

    random = Random(number)
    name, history = HISTORIES[random.choices(range(4), (50, 20, 12, 18))[0]]
    # The square makes some States appear often and most seldom.
    state = STATES[int(len(STATES) * random.random() ** 2)]
    procedure = procedure_named(name)
    on = TODAY - timedelta(days=160 + int(7_000 * random.random() ** 1.5))
    latest = TODAY - timedelta(days=number % 60)
    entries, standing = [], Standing()
    for place, (kind, said, days) in enumerate(history, start=1):
        on = min(on + timedelta(days=days), latest)
        fields = {"state": state, **said} if place == 1 else said
        at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        entries.append(Entry(place, kind, on, at, fields, by=f"P-{number % 40:06}"))
        standing = step(procedure, standing, entries[-1])
    return number, procedure, standing, entries


def _row_of_matter(
    number: int, procedure: Any, standing: Any, entries: list[Any]
) -> tuple[Any, ...]:
    from amparo.docket.projections import of_matter

    columns = of_matter(procedure, standing, acts_entered=len(entries), head="0" * 64)
    columns["body"] = BODIES[number % len(BODIES)]
    return (
        number,
        procedure.name,
        f"BENCH/{number}",
        uuid4().hex if _is_sqlite() else uuid4(),
        *(columns[name] for name in _MATTER[4:]),
    )


def _rows_of_acts(
    number: int, procedure: Any, _standing: Any, entries: list[Any]
) -> Iterator[tuple[Any, ...]]:
    for one in entries:
        at = one.entered_at.replace(tzinfo=None) if _is_sqlite() else one.entered_at
        yield (
            number,
            one.number,
            f"{procedure.name}.{one.kind}",
            one.on,
            "day",
            at,
            at,
            one.by,
            json.dumps(one.fields, sort_keys=True, separators=(",", ":")),
            "",
            "0" * 64,
        )


def _rows_of_clocks(
    number: int, _procedure: Any, standing: Any, _entries: list[Any]
) -> Iterator[tuple[Any, ...]]:
    from amparo.docket.projections import clocks_of

    for columns in clocks_of(standing):
        yield number, *(columns[name] for name in _CLOCK[1:])


def _names_of_states() -> None:
    from amparo.registry.models import State, StateName

    for place, iso3 in enumerate(STATES):
        state = State.objects.create(iso3=iso3, iso2=iso3[1:], m49=f"{place:03}", kind="member")
        StateName.objects.create(state=state, language="en", short=f"State of {iso3.title()}")


def _the_docket() -> None:
    """Enter the docket that is read: ten acts, half of them sealed, through the door for it."""
    from amparo.access.permissions import RECORD_LOADER
    from amparo.docket import actions
    from amparo.visits.procedures.visit import VISIT

    first = date(2025, 3, 1)
    act = VISIT.act
    said = {"account": "He spoke of blows. " * 40, "person": ["Nobody In Particular"]}
    matter = actions.open_docket(
        VISIT, DOCKET, act("programmed")(state=STATES[77], year=2025), on=first, by=RECORD_LOADER
    )
    for content in (
        act("dates_notified")(planned_first_day="2025-06-01", planned_last_day="2025-06-10"),
        act("prepared")(nationalities=[STATES[1], STATES[2]], places=["A prison"]),
        act("begun")(),
        *(act("interviewed")(**said) for _ in range(4)),
        act("debriefed")(observations="Overcrowding."),
        act("conducted")(),
    ):
        actions.enter(matter, content, on=first, by=RECORD_LOADER)


def _count_on() -> None:
    """Let PostgreSQL number further matters after those that were put in with their numbers."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval('docket_matter_id_seq', (SELECT max(id) FROM docket_matter))"
            )


def _is_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"
