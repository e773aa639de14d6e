"""A procedure for benchmarks: opened, sent with a clock, noted any number of times, closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from amparo.core.calendar import months
from amparo.docket.actions import Draft
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import PUBLIC, ActType, ClockType, Field, Kind, Procedure, register

OPENED = ActType(
    "opened",
    "Opened",
    after=(NOTHING,),
    leads_to="open",
    rule="BENCH",
    fields=(Field("state", "State", Kind.STATE), Field("year", "Year", Kind.INTEGER)),
    discloses=PUBLIC,
)
SENT = ActType(
    "sent",
    "Sent",
    after=("open",),
    leads_to="sent",
    rule="BENCH",
    starts=(ClockType("reply_due", "Reply due", rule="BENCH", period=months(6)),),
    discloses=PUBLIC,
)
NOTED = ActType(
    "noted", "Noted", after=("open", "sent"), rule="BENCH", fields=(Field("text", "Text"),)
)
CLOSED = ActType(
    "closed",
    "Closed",
    after=("sent",),
    leads_to="closed",
    rule="BENCH",
    stops=("reply_due",),
    discloses=PUBLIC,
)
PROCEDURE = register(
    Procedure(
        name="specimen",
        title="Specimen",
        rule="BENCH",
        standings={"open": "Open", "sent": "Sent", "closed": "Closed"},
        acts=(OPENED, SENT, NOTED, CLOSED),
        naming="Specimen {state}, {year}",
        final=frozenset({"closed"}),
    )
)

_FIRST = date(2005, 1, 1)


def drafts(numbers: Iterable[int], acts: int) -> Iterator[Draft]:
    """Yield the acts of dockets with these numbers: opened, sent, notes, every other one closed."""
    for number in numbers:
        yield from docket(
            f"BENCH/{number}", acts, start=_FIRST + timedelta(days=number % 7_000), number=number
        )


def docket(
    reference: str, acts: int, *, start: date = date(2020, 1, 1), number: int = 1
) -> Iterator[Draft]:
    """Yield the acts of one docket."""
    contents = [OPENED(state="PER", year=start.year), SENT()][:acts]
    contents += [NOTED(text=f"Note {n} of {number}.") for n in range(acts - len(contents))]
    if number % 2 == 0 and acts > 2:
        contents[-1] = CLOSED()
    for place, content in enumerate(contents):
        on = start + timedelta(days=min(place, 100))
        yield Draft(
            PROCEDURE, reference, content, on, datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        )
