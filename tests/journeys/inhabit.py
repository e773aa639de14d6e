"""
Puts people and matters into the home named by AMPARO_HOME, for journeys at the desk.

Run as a program, beside a site that is served from the same home.
"""

import os
from datetime import date, timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.utils import timezone  # noqa: E402  (after the set-up, as every import of ours)

from amparo.access.models import User  # noqa: E402
from amparo.access.permissions import RECORD_LOADER, Post, Role  # noqa: E402
from amparo.access.queries import actor_of  # noqa: E402
from amparo.docket import actions, attachments, team  # noqa: E402
from amparo.visits.procedures.report import REPORT, TRANSMITTED  # noqa: E402
from amparo.visits.procedures.visit import (  # noqa: E402
    CONDUCTED,
    INTERVIEWED,
    PREPARED,
    PROGRAMMED,
    VISIT,
)
from tests.accounts import PASSWORD  # noqa: E402
from tests.people import amina, dora, emil, make_person  # noqa: E402

REFERENCE = "SPT/VISIT/PER/2025/TEST"
OVER = "SPT/VISIT/PER/1990/TEST"


def with_password(user: User) -> User:
    """Give somebody the password that the journeys sign in with."""
    user.set_password(PASSWORD)
    user.save()
    return user


def inhabit() -> None:
    """Make the people, a visit that was conducted, one that is long over, a reply that is late."""
    now = timezone.now()
    registrar = actor_of(with_password(amina()), now)
    with_password(dora())
    with_password(emil())
    fatou = make_person("fatou", Role.CASE_OFFICER)
    gael = make_person("gael", Post(Role.SECRETARIAT, body="CAT"))

    interview = INTERVIEWED(person=["Xiomara Quetzalcoatl"], account="A scar on the arm.")
    visit = actions.open_docket(
        VISIT,
        REFERENCE,
        PROGRAMMED(state="PER", year=2025),
        on=date(2025, 1, 10),
        by=RECORD_LOADER,
    )
    for content, on in (
        (PREPARED(nationalities=["FRA", "KEN"], places=["A prison"]), date(2025, 5, 1)),
        (CONDUCTED(), date(2025, 6, 14)),
        (interview, date(2025, 6, 14)),
    ):
        actions.enter(visit, content, on=on, by=RECORD_LOADER)
    over = actions.open_docket(
        VISIT, OVER, PROGRAMMED(state="PER", year=1990), on=date(1990, 1, 1), by=RECORD_LOADER
    )
    actions.enter(over, CONDUCTED(), on=date(1990, 6, 1), by=RECORD_LOADER)
    actions.enter(over, interview, on=date(1990, 6, 1), by=RECORD_LOADER)
    actions.open_docket(
        REPORT,
        "SPT/REPORT/PER/2026/TEST",
        TRANSMITTED(state="PER", recipient="state"),
        on=now.date() - timedelta(days=100),
        by=RECORD_LOADER,
    )
    attachments.attach(REFERENCE, "programme.txt", b"Three places.", by=registrar, at=now)
    team.give(REFERENCE, fatou, Role.CASE_OFFICER, by=registrar, at=now)
    team.ask_in_emergency(REFERENCE, "A witness is threatened.", by=actor_of(gael, now), at=now)


if __name__ == "__main__":
    inhabit()
