"""Who asks for the pages of the desk and of the face of outsiders, each signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from bench._desk.filling import STATES

GRANTS = 200


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


def _pages_outside(matter: str) -> dict[str, str]:
    return {
        "what is asked": "/mission/",
        "list": "/mission/matters/",
        "list: something is asked": "/mission/matters/?asked=on",
        "list: of one kind and standing": "/mission/matters/?procedure=visit_report&status=transmitted",
        "list: twentieth page": "/mission/matters/?page=20",
        "one matter": f"/mission/matters/{matter}/",
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


def _analyze() -> None:
    """Let PostgreSQL know its tables, as it does by itself after a while; SQLite is left as it is."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "VACUUM ANALYZE docket_matter, docket_act, docket_clock, docket_outlook, access_grant"
            )
