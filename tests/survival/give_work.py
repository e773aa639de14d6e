"""
Asks for jobs, and enters acts for the gate to let out, in the home named by AMPARO_HOME.

Run as a program: how many of each. The gate is told to look at none of them yet.
"""

import os
import sys
from datetime import date

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from amparo.access.permissions import RECORD_LOADER  # noqa: E402  (after the set-up, as the next)
from amparo.docket import actions  # noqa: E402
from amparo.docket.models import Release  # noqa: E402
from amparo.fund.procedures.contribution import CONTRIBUTION, RECEIVED  # noqa: E402
from tests.jobs import work  # noqa: E402


def give(count: int) -> None:
    """Give so much work of each kind."""
    for number in range(count):
        content = RECEIVED(state="PER", year=2025, amount=f"{number + 1}.00", currency="USD")
        actions.open_docket(
            CONTRIBUTION, f"TEST/{number}", content, on=date(2025, 1, 2), by=RECORD_LOADER
        )
        work.leave_line.enqueue(f"JOB/{number}")
    Release.objects.filter(matter__reference__startswith="TEST/").update(due_at=None)


if __name__ == "__main__":
    give(int(sys.argv[1]))
