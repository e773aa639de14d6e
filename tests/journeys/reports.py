"""
Puts a report for each reference given, whose reply is late, into the home named by AMPARO_HOME.

Run as a program. For each there is a visit with somebody's sealed name, a registrar and a publisher.
"""

import os
import sys
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.utils import timezone  # noqa: E402  (after the set-up, as every import of ours)

from amparo.access.permissions import RECORD_LOADER, Post, Role  # noqa: E402
from amparo.docket import actions  # noqa: E402
from amparo.visits.procedures.report import REPORT, TRANSMITTED  # noqa: E402
from amparo.visits.procedures.visit import (  # noqa: E402
    CONDUCTED,
    INTERVIEWED,
    PROGRAMMED,
    VISIT,
)
from tests.accounts import PASSWORD  # noqa: E402
from tests.people import make_person  # noqa: E402


def transmit(reference: str) -> None:
    """Make a visit with an interview, its report, and the two people who work on it."""
    way = reference.rpartition("/")[2]
    today = timezone.now().date()
    visit = actions.open_docket(
        VISIT,
        f"SPT/VISIT/PER/TEST/{way}",
        PROGRAMMED(state="PER", year=(today - timedelta(days=700)).year),
        on=today - timedelta(days=700),
        by=RECORD_LOADER,
    )
    for content in (CONDUCTED(), INTERVIEWED(person=["Xiomara Quetzalcoatl"], account="Blows.")):
        actions.enter(visit, content, on=today - timedelta(days=600), by=RECORD_LOADER)
    actions.open_docket(
        REPORT,
        reference,
        TRANSMITTED(state="PER", recipient="state", visit=visit.reference),
        on=today - timedelta(days=500),
        by=RECORD_LOADER,
    )
    for hint, role in (("amina", Role.REGISTRAR), ("paula", Role.PUBLISHER)):
        user = make_person(f"{hint}.{way}", Post(role, body="SPT"))
        user.set_password(PASSWORD)
        user.save()


if __name__ == "__main__":
    for one in sys.argv[1:]:
        transmit(one)
