"""
Puts a registrar and visits under way into the home named by AMPARO_HOME, and prints how to act there.

Run as a program.
"""

import json
import os
import sys
from datetime import date

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.conf import settings  # noqa: E402  (after the set-up, as every import of ours)
from django.utils import timezone  # noqa: E402

from amparo.access.permissions import Post, Role  # noqa: E402
from amparo.access.queries import actor_of  # noqa: E402
from amparo.docket import actions  # noqa: E402
from amparo.visits.procedures.visit import BEGUN, PREPARED, PROGRAMMED, VISIT  # noqa: E402
from tests.people import browser_of, make_person  # noqa: E402


def inhabit(visits: int) -> dict[str, object]:
    """Make a registrar who is signed in, and visits that are under way."""
    registrar = make_person("amina", Post(Role.REGISTRAR, "SPT"))
    acting = actor_of(registrar, timezone.now())
    references = [f"SPT/VISIT/PER/2025/{number}" for number in range(1, visits + 1)]
    for reference in references:
        visit = actions.open_docket(
            VISIT, reference, PROGRAMMED(state="PER", year=2025), on=date(2025, 1, 10), by=acting
        )
        actions.enter(visit, PREPARED(nationalities=["FRA", "KEN"]), on=date(2025, 2, 1), by=acting)
        actions.enter(visit, BEGUN(), on=date(2025, 3, 1), by=acting)
    session = browser_of(registrar).cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "cookies": {settings.SESSION_COOKIE_NAME: session},
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "dockets": references,
        "acts": 3,
    }


if __name__ == "__main__":
    print(json.dumps(inhabit(int(sys.argv[1]))))
