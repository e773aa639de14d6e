"""
A program that works in an installation: opens visits, or enters acts into one until it is told to stop.

    python -m tests.upkeep.entering open COUNT [FILES]
    python -m tests.upkeep.entering enter REFERENCE

Each act is told on a line of its own once it is acknowledged: `reference number digest`.
"""

import select
import sys
from datetime import UTC, date, datetime

import django

django.setup()

from django.utils import timezone  # noqa: E402

from amparo.access.permissions import Actor, Post, Role  # noqa: E402
from amparo.docket import actions, attachments  # noqa: E402
from amparo.docket.models import Act, Matter  # noqa: E402
from amparo.visits.procedures.visit import VISIT  # noqa: E402

OFFICER = Actor("P-000001", (Post(Role.SECRETARIAT, "SPT"),))
DAY, KNOWN = date(2026, 3, 2), datetime(2026, 3, 2, 12, tzinfo=UTC)


def open_visits(count: int, files: int) -> None:
    for number in range(count):
        reference = f"SPT/VISIT/LOAD/{number}"
        matter = actions.open_docket(
            VISIT,
            reference,
            VISIT.act("programmed")(state="PER", year=2026),
            on=DAY,
            by=OFFICER,
            at=KNOWN,
        )
        actions.enter(matter, VISIT.act("begun")(), on=DAY, by=OFFICER, at=KNOWN)
        for one in range(files):
            attachments.attach(
                reference,
                f"{one}.txt",
                b"Said in confidence. " * 20_000,
                by=OFFICER,
                at=timezone.now(),
            )
        print(reference, flush=True)


def enter(reference: str) -> None:
    matter = Matter.objects.get(reference=reference)
    number = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        number += 1
        said = VISIT.act("interviewed")(
            where="Wing B",
            account=f"{number}. Kept standing for two nights.",
            may_be_named=False,
            person=[f"Rosa Quispe {number}"],
        )
        act: Act = actions.enter(matter, said, on=DAY, by=OFFICER)
        print(reference, act.number, act.digest, flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["open", count, *files]:
            open_visits(int(count), int(files[0]) if files else 0)
        case ["enter", reference]:
            enter(reference)
