"""
How fast the desk answers, and the face of outsiders, with a hundred thousand matters and a million acts.

Each page is asked for by its address, through everything that stands before and behind it: session,
second factor, permissions, the line in the trail. The same rows are put together beside it as a
program does that keeps no projections: everything of a docket read and folded, row by row; for a
State, all that is shared with it.

    python -m bench.desk [--small] [--matters 100000]
    python -m bench.desk --home FOLDER  # filled once, then asked again
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from string import ascii_uppercase
from time import process_time
from typing import Any
from uuid import uuid4

from bench._ground import fresh_home, insert, print_table, quick_filling, timed

BODIES = ("SPT", "CAT", "CED", "HRCTTE", "SRT")
# Not of the world: the first 190 codes of three letters.
STATES = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)][:190]
GRANTS = 200
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of it all, for a try")
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--home", type=Path, help="a home that stays, with its matters")
    asked = parser.parse_args()
    home = fresh_home(asked.home)
    try:
        _prepare()
        if not _matters():
            fill(asked.matters // (100 if asked.small else 1))
        people, outside = browsers(), outsiders()
        pages(
            "Pages of the desk", {name: (PAGES, one) for name, one in people.items()}, asked.times
        )
        pages("Pages for those outside", outside, asked.times)
        without_projections(asked.times // 10 or 1)
    finally:
        if not asked.home:
            shutil.rmtree(home, ignore_errors=True)


def _prepare() -> None:
    """Collect the style sheets, which pages name, and let one visitor ask as often as is needed."""
    import logging

    from django.conf import settings
    from django.core.management import call_command

    logging.disable(logging.CRITICAL)
    settings.ALLOWED_HOSTS.append("testserver")
    settings.LIMITS_STORE = "none"
    call_command("collectstatic", interactive=False, verbosity=0)


def pages(title: str, people: dict[str, tuple[dict[str, str], Any]], times: int) -> None:
    """Ask for each page of each person as that person, in turns, and print how long it took."""
    ways = {
        (page, name): partial(_answer, browser, asked[page])
        for page in next(iter(people.values()))[0]
        for name, (asked, browser) in people.items()
    }
    for way in ways.values():
        way()
    taken: dict[tuple[str, str], list[float]] = {key: [] for key in ways}
    computed: dict[tuple[str, str], list[float]] = {key: [] for key in ways}
    for _ in range(times):
        for key, way in ways.items():
            began = process_time()
            taken[key].append(1_000 * timed(way))
            computed[key].append(1_000 * (process_time() - began))
    rows = [
        [
            page,
            name,
            f"{statistics.median(some):.1f}",
            f"{sorted(some)[int(len(some) * 0.95)]:.1f}",
            f"{statistics.median(computed[page, name]):.1f}",
            str(_statements(ways[page, name])),
            f"{len(ways[page, name]().content) / 1024:.0f}",
        ]
        for (page, name), some in taken.items()
    ]
    print_table(
        f"{title}, {_matters():,} matters, {_acts():,} acts (each {times} times)",
        ["page", "who", "median, ms", "95 in 100, ms", "of it computing, ms", "statements", "KB"],
        rows,
    )


PAGES = {
    "my day": "/desk/",
    "list": "/desk/matters/",
    "list: one State's visits": f"/desk/matters/?procedure=visit&state={STATES[5]}",
    "list: late, by time limit": "/desk/matters/?due=late&order=due",
    "list: waits for me": "/desk/matters/?waits=me",
    "list: part of a reference": "/desk/matters/?reference=/7777",
    "list: a rare standing": "/desk/matters/?procedure=visit&status=suspended",
    "docket": f"/desk/matters/{DOCKET}/",
}


def _pages_outside(matter: str) -> dict[str, str]:
    return {
        "what is asked": "/mission/",
        "list": "/mission/matters/",
        "list: something is asked": "/mission/matters/?asked=on",
        "list: of one kind and standing": "/mission/matters/?procedure=visit_report&status=transmitted",
        "list: twentieth page": "/mission/matters/?page=20",
        "one matter": f"/mission/matters/{matter}/",
    }


def _answer(browser: Any, path: str) -> Any:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer


def without_projections(times: int) -> None:
    """Print what the first fifty rows of a list, and all that is late, cost without projections."""
    from django.db.models import Q

    from amparo.access.permissions import Actor, Post, Role
    from amparo.docket import queries, sharing
    from amparo.docket.models import Matter
    from amparo.docket.procedure import PROCEDURES

    def rows() -> None:
        for one in Matter.objects.filter(body="SPT").order_by("-last_on", "reference")[:50]:
            queries.docket_named(one.reference).standing()

    def late() -> None:
        for procedure in PROCEDURES.values():
            for _reference, standing in queries.standings(procedure):
                due = standing.next_due_on()
                _is_late = due is not None and due < TODAY

    def shared() -> None:
        sharing.shared_dockets(focal_point, datetime.now(UTC), among=Q())

    focal_point = Actor("P-1", (Post(Role.STATE_FOCAL_POINT, state=STATES[5]),))
    fifty = statistics.median(timed(rows) for _ in range(times))
    print_table(
        "The same without projections",
        ["what", "ms"],
        [
            ["fifty rows, each docket read and folded", f"{1_000 * fifty:.0f}"],
            ["what is late: every docket folded", f"{1_000 * timed(late):,.0f}"],
            ["all that is shared with one State, folded", f"{1_000 * timed(shared):,.0f}"],
        ],
    )


def browsers() -> dict[str, Any]:
    """Return those who ask, each signed in."""
    from amparo.access.models import Session
    from amparo.access.permissions import Post, Role
    from tests.people import browser_of

    member = Post(Role.MEMBER, "SPT")
    people = {
        "registrar of a body": _person("registrar", Post(Role.REGISTRAR, "SPT")),
        "registrar of all": _person("registrar2", Role.REGISTRAR),
        "member": _person("member", member, nationalities=(STATES[5], STATES[9])),
        f"case officer, {GRANTS} grants": _person("officer", language="en"),
        f"member, {GRANTS} grants beside": _person("head", member, nationalities=(STATES[9],)),
    }
    _grant(people[f"case officer, {GRANTS} grants"], Role.CASE_OFFICER)
    _grant(people[f"member, {GRANTS} grants beside"], Role.HEAD_OF_DELEGATION)
    for name in people:
        _with_second_factor(people[name])
    _analyze()
    found = {name: browser_of(user) for name, user in people.items()}
    # They were last here two days ago: what others entered since is told.
    Session.objects.update(started_at=datetime.now(UTC) - timedelta(days=2))
    return found


def outsiders() -> dict[str, tuple[dict[str, str], Any]]:
    """Return those who ask from outside: the pages they ask for, and their browser."""
    from amparo.access.permissions import Post, Role
    from tests.people import browser_of

    state, npm = Role.STATE_FOCAL_POINT, Role.NPM_FOCAL_POINT
    people = {
        f"a State, {_shared_with(5):,} matters": _person("five", Post(state, state=STATES[5])),
        f"a State, {_shared_with(0):,} matters": _person("nought", Post(state, state=STATES[0])),
        "both State and NPM": _person(
            "both", Post(state, state=STATES[5]), Post(npm, state=STATES[5])
        ),
        f"a State, {GRANTS} grants beside": _person("more", Post(state, state=STATES[5])),
    }
    _grant(people[f"a State, {GRANTS} grants beside"], state)
    return {
        name: (_pages_outside(_shared_in(place)), browser_of(user))
        for place, (name, user) in zip((5, 0, 5, 5), people.items(), strict=True)
    }


def _person(hint: str, *posts: Any, **said: Any) -> Any:
    """Make somebody new, in a home that stays, too."""
    from tests.people import make_person

    return make_person(f"{hint}-{uuid4().hex[:8]}", *posts, **said)


def _shared_with(place: int) -> int:
    from amparo.docket.models import Matter

    return Matter.objects.filter(state=STATES[place]).exclude(shared="").count()


def _shared_in(place: int) -> str:
    from amparo.docket.models import Matter

    shared = Matter.objects.filter(state=STATES[place]).exclude(shared="").order_by("pk")
    return str(shared.values_list("reference", flat=True)[0])


def _with_second_factor(user: Any) -> None:
    from allauth.mfa.models import Authenticator

    from tests.people import with_second_factor

    if not Authenticator.objects.filter(user=user).exists():
        with_second_factor(user)


def _grant(user: Any, role: Any) -> None:
    from amparo.access.models import Grant, GrantKind
    from amparo.docket.models import Matter

    keys = list(Matter.objects.order_by("pk").values_list("pk", flat=True))
    chosen = {keys[-1], *Random(2).sample(keys, min(GRANTS - 1, len(keys) // 2))}
    Grant.objects.bulk_create(
        Grant(
            matter_id=key,
            user=user,
            role=role.value,
            kind=GrantKind.TEAM.value,
            since=datetime(2025, 1, 1, tzinfo=UTC),
            given_by="P-000001",
        )
        for key in chosen
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


def _analyze() -> None:
    """Let PostgreSQL know its tables, as it does by itself after a while; SQLite is left as it is."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "VACUUM ANALYZE docket_matter, docket_act, docket_clock, docket_outlook, access_grant"
            )


def _is_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def _matters() -> int:
    from amparo.docket.models import Matter

    return Matter.objects.count()


def _acts() -> int:
    from amparo.docket.models import Act

    return Act.objects.count()


def _statements(call: Callable[[], object]) -> int:
    from contextlib import ExitStack

    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with ExitStack() as stack:
        asked = [
            stack.enter_context(CaptureQueriesContext(connections[name]))
            for name in ("default", "keys")
        ]
        call()
    return sum(len(one) for one in asked)


if __name__ == "__main__":
    main()
