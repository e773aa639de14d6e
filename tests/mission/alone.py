"""
One face in a process of its own: `python -m tests.mission.alone mission` tells what its pages answer.

Run in a home of its own, by tests: which faces there are is settled when a process starts.
"""

from __future__ import annotations

import json
import os
import re
import sys

import django


def main(face: str) -> None:
    """Make a home, somebody for each face, and ask for their pages."""
    os.environ["AMPARO_FACES"] = face
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.conf import settings

    from amparo.core.keys import make_keys
    from amparo.core.migrating import make_tables

    make_keys(settings.KEYS)
    for database in settings.DATABASES:
        make_tables(database)
    # Pages name static files as they stand: nothing has to be collected.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES["staticfiles"] = plain
    settings.ALLOWED_HOSTS.append("testserver")
    json.dump(_told(), sys.stdout)


def _told() -> dict[str, dict[str, object]]:
    from amparo.access.permissions import Actor, Post, Role
    from amparo.docket.actions import open_docket
    from amparo.visits.procedures.report import REPORT, TRANSMITTED
    from tests.people import LONG_AGO, browser_of, make_person

    keeper = Actor("keeper", (Post(Role.REGISTRAR),))
    content = TRANSMITTED(state="MOZ", recipient="state")
    open_docket(REPORT, "SPT/R/MOZ/1", content, on=LONG_AGO.date(), by=keeper, at=LONG_AGO)
    told: dict[str, dict[str, object]] = {}
    for hint, post in (
        ("amina", Post(Role.REGISTRAR)),
        ("chidi", Post(Role.STATE_FOCAL_POINT, state="MOZ")),
    ):
        browser = browser_of(make_person(hint, post))
        for path in ("/desk/", "/mission/", "/mission/matters/SPT/R/MOZ/1/", "/account/"):
            answer = browser.get(path)
            ways = re.findall(r'href="/(desk|mission)/"', answer.content.decode())
            told[f"{hint} {path}"] = {"status": answer.status_code, "ways": sorted({*ways})}
    return told


if __name__ == "__main__":
    main(sys.argv[1])
