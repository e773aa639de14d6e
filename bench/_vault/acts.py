"""A sealed act beside the same act in clear: entering it, reading it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.docket.procedure import Content, Procedure
from amparo.docket.reading import docket_for
from amparo.visits.procedures.visit import VISIT
from bench._ground import Taken, medians_ms, print_table
from bench._visits import (
    CUSTODIAN,
    FIRST_DAY,
    OFFICER,
    STATISTICIAN,
    VISIT_IN_CLEAR,
    interviewed,
    under_way,
)

_numbers = count()


def measure(times: int) -> None:
    """Print what entering and reading cost, sealed and in clear."""
    _entering(times)
    _opening(times // 2)
    _reading(times)


def _entering(times: int) -> None:
    clear, sealed, named, mixed = (
        under_way(procedure, f"BENCH/{name}", 1, interviews=1)[0]
        for procedure, name in (
            (VISIT_IN_CLEAR, "CLEAR"),
            (VISIT, "SEALED"),
            (VISIT, "NAMED"),
            (VISIT, "MIXED"),
        )
    )
    taken = medians_ms(
        {
            "the act in clear": _interview(clear, VISIT_IN_CLEAR),
            "sealed, nobody named": _interview(sealed, VISIT, named=False),
            "sealed, a name of four words in the blind index": _interview(named, VISIT),
            "an act without words, in the docket in clear": _debrief(clear, VISIT_IN_CLEAR),
            "an act without words, in a docket with sealed facts": _debrief(mixed, VISIT),
        },
        times,
    )
    first, bare = taken["the act in clear"], taken["an act without words, in the docket in clear"]
    print_table(
        f"Entering one act of 2,000 characters (median of {times})",
        ["act", "ms", "of it computing, ms", "times the same in clear"],
        [
            _compared(name, one, bare if name.startswith("an act") else first)
            for name, one in taken.items()
        ],
    )


def _compared(name: str, one: Taken, clear: Taken) -> list[str]:
    return [name, f"{one.ms:.2f}", f"{one.cpu_ms:.2f}", f"{one.ms / clear.ms:.2f}"]


def _opening(times: int) -> None:
    """The first sealed act of a docket makes its key, which has to be on the disk."""
    fresh = iter(under_way(VISIT, "BENCH/FIRST", times))
    fresh_in_clear = iter(under_way(VISIT_IN_CLEAR, "BENCH/FIRST-CLEAR", times))
    taken = medians_ms(
        {
            "in clear": lambda: _enter(next(fresh_in_clear), _next(VISIT_IN_CLEAR)),
            "sealed, its key made": lambda: _enter(next(fresh), _next(VISIT, named=False)),
        },
        times,
    )
    print_table(
        f"Entering the first interview of a docket (median of {times})",
        ["act", "ms", "of it computing, ms", "ratio"],
        [_compared(name, one, taken["in clear"]) for name, one in taken.items()],
    )


def _reading(times: int) -> None:
    rows = [_read(acts, times) for acts in (20, 200)]
    print_table(
        f"Reading a docket, with its line in the trail (median of {times})",
        [
            "interviews",
            "in clear, ms",
            "sealed, opened, ms",
            "ratio",
            "ratio of computing",
            "left shut, ms",
        ],
        rows,
    )


def _read(acts: int, times: int) -> list[str]:
    sealed, clear = (
        under_way(procedure, f"BENCH/READ{acts}/{procedure.name}", 1, interviews=acts)[0].reference
        for procedure in (VISIT, VISIT_IN_CLEAR)
    )
    at = datetime.now(UTC)
    taken = medians_ms(
        {
            "clear": lambda: docket_for(CUSTODIAN, clear, at=at),
            "sealed": lambda: docket_for(CUSTODIAN, sealed, at=at),
            "shut": lambda: docket_for(STATISTICIAN, sealed, at=at),
        },
        times,
    )
    return [
        f"{acts:,}",
        f"{taken['clear'].ms:.2f}",
        f"{taken['sealed'].ms:.2f}",
        f"{taken['sealed'].ms / taken['clear'].ms:.2f}",
        f"{taken['sealed'].cpu_ms / taken['clear'].cpu_ms:.2f}",
        f"{taken['shut'].ms:.2f}",
    ]


def _interview(matter: Matter, procedure: Procedure, *, named: bool = True) -> Callable[[], None]:
    return lambda: _enter(matter, _next(procedure, named=named))


def _debrief(matter: Matter, procedure: Procedure) -> Callable[[], None]:
    return lambda: _enter(matter, procedure.act("debriefed")())


def _next(procedure: Procedure, *, named: bool = True) -> Content:
    return interviewed(procedure, next(_numbers), named=named)


def _enter(matter: Matter, content: Content) -> None:
    actions.enter(matter, content, on=FIRST_DAY, by=OFFICER)
