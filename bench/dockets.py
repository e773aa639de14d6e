"""
Entering acts and folding them, as dockets and the database grow.

Entering an act is held against the least that anyone could do instead: one row inserted and one
updated in a transaction of the same database, with no check, digest, clock or projection. Folding
all dockets for one figure is held against reading them one by one.

    python -m bench.dockets [--acts 1000000]
"""

from __future__ import annotations

import argparse
import shutil
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench._ground import console, fresh_home, median_ms, print_table, timed

PER_DOCKET = 10
KNOWN = datetime(2025, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=1_000_000)
    acts = parser.parse_args().acts
    home = fresh_home()
    try:
        entering(acts)
        folding(acts)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def entering(acts: int) -> None:
    from amparo.docket.models import Act

    rows = []
    for in_database in (0, acts):
        fill(in_database)
        for in_docket in (1, 10, 100, 1_000):
            ours = median_ms(enter_one(docket_of(in_docket, in_database)), 40)
            plain = median_ms(plain_write(in_docket, in_database), 40)
            rows.append(
                [
                    f"{Act.objects.count():,}",
                    f"{in_docket:,}",
                    f"{ours:.2f}",
                    f"{plain:.2f}",
                    f"{ours / plain:.1f}",
                ]
            )
    print_table(
        "Entering one act (median of 40)",
        ["acts in the database", "acts in the docket", "Amparo, ms", "plain rows, ms", "ratio"],
        rows,
    )


def folding(acts: int) -> None:
    from amparo.docket import queries
    from amparo.docket.models import Matter
    from bench._specimen import PROCEDURE

    matters = list(Matter.objects.filter(procedure=PROCEDURE.name)[:2_000])
    known = datetime(2030, 1, 1, tzinfo=UTC)
    day = date(2024, 12, 31)

    def statuses() -> dict[str, int]:
        counts: dict[str, int] = {}
        for _reference, standing in queries.standings(PROCEDURE, on=day, known_at=known):
            counts[standing.status] = counts.get(standing.status, 0) + 1
        return counts

    kinds = [f"{PROCEDURE.name}.closed"]
    whole = timed(statuses)
    count = timed(lambda: queries.acts_that_count(kinds, on=day, known_at=known))
    sample = timed(
        lambda: [queries.docket_named(one.reference).standing(on=day) for one in matters]
    )
    one_by_one = sample * Matter.objects.count() / len(matters)
    print_table(
        f"One figure over {acts:,} acts of {Matter.objects.count():,} dockets",
        ["how", "seconds", "times the first"],
        [
            ["standing of every docket as at a day, in one pass", f"{whole:.1f}", "1.0"],
            ["acts of one kind that count as at a day", f"{count:.1f}", f"{count / whole:.2f}"],
            [
                f"docket by docket ({len(matters):,} measured)",
                f"{one_by_one:.0f}",
                f"{one_by_one / whole:.0f}",
            ],
        ],
    )


def fill(acts: int) -> None:
    """Load a record of so many acts, ten a docket, through the same door as any record."""
    from rich.progress import track

    from amparo.access.permissions import RECORD_LOADER
    from amparo.docket import actions
    from bench._specimen import drafts

    at_once = 20_000
    for start in track(
        range(0, acts // PER_DOCKET, at_once // PER_DOCKET),
        description="Loading acts",
        console=console,
        disable=not console.is_terminal,
    ):
        numbers = range(start, min(start + at_once // PER_DOCKET, acts // PER_DOCKET))
        actions.load(drafts(numbers, PER_DOCKET), by=RECORD_LOADER)


def docket_of(length: int, in_database: int) -> Any:
    """Return a docket that holds so many acts already."""
    from amparo.access.permissions import RECORD_LOADER
    from amparo.docket import actions
    from amparo.docket.models import Matter
    from bench._specimen import docket

    reference = f"LONG/{in_database}/{length}"
    actions.load(docket(reference, length), by=RECORD_LOADER)
    return Matter.objects.get(reference=reference)


def enter_one(matter: Any) -> Any:
    """Return a call that enters one more act into the docket."""
    from amparo.access.permissions import RECORD_LOADER
    from amparo.docket import actions
    from bench._specimen import NOTED

    return lambda: actions.enter(
        matter, NOTED(text="A note."), on=date(2025, 6, 1), by=RECORD_LOADER
    )


def plain_write(length: int, in_database: int) -> Any:
    """Return a call that inserts one row and updates another, and nothing more."""
    from django.db import transaction

    from amparo.docket.models import Act, Matter

    matter = Matter.objects.create(procedure="plain", reference=f"PLAIN/{in_database}/{length}")
    number = iter(range(1, 10_000))

    def write() -> None:
        with transaction.atomic():
            at = KNOWN + timedelta(days=1)
            act = Act.objects.create(
                matter=matter,
                number=next(number),
                kind="plain.noted",
                on=date(2025, 6, 1),
                entered_at=at,
                recorded_at=at,
                by="nobody",
                fields='{"text":"A note."}',
                digest="",
            )
            Matter.objects.filter(pk=matter.pk).update(acts_entered=act.number, last_on=act.on)

    return write


if __name__ == "__main__":
    main()
