"""
Every address as every role, and as nobody: what opens is what the table of roles says.

What opens to a role is asked of matters that the role may know of; then every address that names a
matter is asked again with one it may not know of, and answers as if there were none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.addresses import doors
from amparo.access.describing import PERSONS, Door
from amparo.access.models import Appointment, EmergencyRequest, User
from amparo.access.permissions import ROLES, Actor, Permission, Post, Reach, Role
from amparo.access.queries import actor_of
from amparo.audit.models import Line
from amparo.core.confidentiality import Confidentiality
from amparo.docket import actions, attachments, notes, team
from amparo.docket.models import Matter
from amparo.docket.projections import listed
from amparo.fund.procedures.grant import GRANT
from amparo.visits.procedures.report import REPORT
from tests.people import browser_of, make_person

pytestmark = pytest.mark.django_db(transaction=True)

DOORS = doors()
REGISTRAR = Actor("registrar", (Post(Role.REGISTRAR),))
SIGN_IN = re.compile(r"^/sign-in/")
# These open no page: what they allow is on a page that another one opens.
ASKED_ON_A_PAGE = {Permission.NOTES_WRITE, Permission.NOTES_STRIKE}
# Whether these open depends on the act, the note or the day as well as on the role.
OF_A_THING = (
    "desk/open/<",
    "desk/enter/",
    "desk/rectify/",
    "desk/strike/",
    "desk/note/",
    "desk/disposal/<",
    "mission/enter/",
    "mission/rectify/",
    "account/second-factor/<",
)
# What public addresses need to be there at all; a walk over them is tests/public.
PUBLIC = {"name": "participation.parties", "code": "OPCAT", "iso3": "PER", "year": 2025}


class House:
    """A matter that everyone concerned may know of, one that nobody here may, and their things."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.people = {role: self._person(role) for role in PERSONS}
        self.spare = make_person("spare", Post(Role.STATISTICIAN, "SPT"))
        self.shared = self._report("SPT/R/2025/1", "PER")
        self.fund = self._matter(GRANT, "SPT/G/2025/1")
        self.hidden = self._report("SPT/R/2025/2", "MOZ")
        Matter.objects.filter(pk=self.hidden.pk).update(body="CAT")
        self._share_with_every_outsider()
        for role in (role for role in PERSONS if ROLES[role].reach is Reach.OWN):
            team.give("SPT/R/2025/1", self.people[role], role, by=REGISTRAR, at=self.now)
        self.things = {one: self._things(one) for one in (self.shared, self.fund, self.hidden)}

    def _person(self, role: Role) -> User:
        state = "PER" if ROLES[role].reach is Reach.STATE else ""
        body = "" if ROLES[role].reach in (Reach.NONE, Reach.OWN) else "SPT"
        hint = role.value.replace(" ", "-").lower()
        return make_person(hint, Post(role, body, state), nationalities=("CHE",))

    def _matter(self, procedure, reference):
        content = procedure.acts[0].content({**_OPENINGS[procedure.name]})
        return actions.open_docket(
            procedure, reference, content, on=(self.now - timedelta(days=30)).date(), by=REGISTRAR
        )

    def _report(self, reference: str, state: str) -> Matter:
        content = REPORT.act("transmitted")(state=state, recipient="state")
        return actions.open_docket(
            REPORT, reference, content, on=(self.now - timedelta(days=30)).date(), by=REGISTRAR
        )

    def _share_with_every_outsider(self) -> None:
        """The procedure shares a report with its recipient; here it is shared with all."""
        outsiders = sorted(role.value for role in PERSONS if ROLES[role].outsider)
        Matter.objects.filter(pk=self.shared.pk).update(shared=listed(outsiders))

    def add_file_of(self, role: Role, matter: Matter) -> None:
        """An outsider reads the files that they added themselves."""
        by = actor_of(self.people[role], self.now)
        file = attachments.attach(matter.reference, "own.txt", b"Ours.", by=by, at=self.now)
        self.things[matter]["file"] = file.pk

    def _things(self, matter: Matter) -> dict[str, object]:
        """Return a file, an access and an emergency of a matter, made by somebody who may."""
        by = actor_of(self.spare, self.now)
        elsewhere = Actor("keeper", (Post(Role.REGISTRAR),))
        file = attachments.attach(
            matter.reference,
            "note.txt",
            b"A note.",
            level=Confidentiality.INTERNAL,
            by=elsewhere,
            at=self.now,
        )
        access = team.give(
            matter.reference, self.spare, Role.CASE_OFFICER, by=elsewhere, at=self.now
        )
        note = notes.write(matter.reference, "A note.", by=elsewhere, at=self.now)
        asked = EmergencyRequest(
            matter=matter, asked_by=self.spare, asked_at=self.now, reason="Urgent."
        )
        asked.save(force_insert=True)
        assert by.name == self.spare.code
        return {"file": file.pk, "access": access.pk, "request_id": asked.pk, "note": note.pk}

    def path_of(self, door: Door, matter: Matter) -> str:
        """Return the address of a door, for a matter and its things."""
        values = {
            **PUBLIC,
            **self.things[matter],
            "reference": matter.reference,
            "form": "json",
            "token": "x" * 43,
            "provider": "none",
            "procedure": "visit_report",
            "act": "reply_received",
            "number": 1,
        }
        if door.path.startswith("desk/people/"):
            values["code"] = self.spare.code
            values["number"] = Appointment.objects.get(user=self.spare).pk
        if door.path.startswith("account/"):
            values["number"] = 0
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(values[name[1]]), door.path)


_OPENINGS = {"grant": {}}


@pytest.fixture
def house() -> Iterator[House]:
    _OPENINGS["grant"] = {
        one.name: {"State": "PER", "integer": 1, "amount": "1", "day": "2025-01-01"}.get(
            one.kind.value, next(iter(one.choices), "x")
        )
        for one in GRANT.acts[0].fields
        if one.required
    }
    return House()


def opened(client: Client, path: str) -> str:
    """Return what a door did: open, closed, or sent to sign in."""
    answer = client.get(path)
    if answer.status_code == 302 and SIGN_IN.match(answer["Location"]):
        return "sign in"
    assert answer.status_code < 500, path
    return "closed" if answer.status_code == 404 else "open"


@pytest.mark.once
def test_there_are_doors_of_every_kind() -> None:
    marks = {one for door in DOORS for one in door.opens_to}

    assert {"everyone", "account", *Permission} <= marks | ASKED_ON_A_PAGE


@pytest.mark.once
def test_every_door_says_to_whom_it_opens() -> None:
    assert [door.path for door in DOORS if not door.opens_to] == []


@pytest.mark.once
def test_nobody_opens_only_what_is_open_to_everyone(house: House) -> None:
    client = Client()
    inside = [door for door in DOORS if not door.opens(None)]

    assert inside != []
    for door in inside:
        for matter in (house.shared, house.hidden):
            assert (door.path, opened(client, house.path_of(door, matter))) == (
                door.path,
                "sign in",
            )


def test_each_role_opens_what_the_table_says(house: House) -> None:
    wrong = [one for role in PERSONS for one in _wrong_doors(house, role)]

    assert wrong == []


def _wrong_doors(house: House, role: Role) -> Iterator[tuple[str, str, str, str]]:
    client = browser_of(house.people[role])
    matter = house.fund if ROLES[role].procedures else house.shared
    if ROLES[role].outsider:
        house.add_file_of(role, matter)
    for door in DOORS:
        if "everyone" in door.opens_to:
            continue
        expected = "open" if door.opens(role) else "closed"
        if expected == "open" and door.path.startswith(OF_A_THING):
            continue
        found = opened(client, house.path_of(door, matter))
        if found != expected:
            yield role.value, door.path, expected, found


@pytest.mark.once
def test_what_belongs_to_a_matter_of_others_is_not_there(house: House) -> None:
    named = [
        door
        for door in DOORS
        if ("<path:reference>" in door.path or "request_id" in door.path)
        # The public form of a docket is what is disclosed, to everyone.
        and not door.path.startswith("dockets/")
    ]
    assert len(named) > 5

    answers = {}
    for role in PERSONS:
        client = browser_of(house.people[role])
        for door in named:
            path = house.path_of(door, house.hidden)
            # The open API is only read: whatever is sent to it, there or not, is answered 405.
            methods = (client.get,) if door.path.startswith("api/") else (client.get, client.post)
            for method in methods:
                answers[role, door.path, method.__name__] = method(path).status_code

    assert {key: code for key, code in answers.items() if code != 404} == {}


@pytest.mark.once
def test_things_of_another_matter_do_not_open_under_ones_own(house: House) -> None:
    client = browser_of(house.people[Role.SECRETARIAT])
    file = house.things[house.hidden]["file"]
    access = house.things[house.hidden]["access"]

    assert client.get(f"/desk/files/{house.shared.reference}/").status_code == 200
    assert client.get(f"/desk/file/{file}/{house.shared.reference}/").status_code == 404
    assert client.get(f"/desk/access/{access}/{house.shared.reference}/").status_code == 404
    assert client.post(f"/desk/access/{access}/{house.shared.reference}/").status_code == 404


@pytest.mark.once
def test_files_of_another_matter_or_of_others_do_not_open_from_outside(house: House) -> None:
    client = browser_of(house.people[Role.STATE_FOCAL_POINT])

    assert client.get(f"/mission/files/{house.shared.reference}/").status_code == 200
    for matter in (house.hidden, house.shared):
        file = house.things[matter]["file"]
        assert client.get(f"/mission/file/{file}/{house.shared.reference}/").status_code == 404


@pytest.mark.once
def test_the_desk_is_for_the_body_and_the_mission_face_for_outsiders(house: House) -> None:
    for role in PERSONS:
        client = browser_of(house.people[role])
        found = opened(client, "/desk/"), opened(client, "/mission/")
        outside = ROLES[role].outsider
        assert (role, *found) == (role, *(("closed", "open") if outside else ("open", "closed")))


@pytest.mark.once
def test_absent_and_forbidden_are_answered_with_the_same_page(house: House) -> None:
    client = browser_of(house.people[Role.SECRETARIAT])
    pages = [
        client.get(f"/desk/matters/{reference}/").content.replace(reference.encode(), b"")
        for reference in (house.hidden.reference, "SPT/R/2025/9")
    ]

    assert pages[0] == pages[1]


@pytest.mark.once
def test_a_staff_role_without_a_second_factor_opens_nothing_but_its_set_up(house: House) -> None:
    from allauth.mfa.models import Authenticator

    user = house.people[Role.REGISTRAR]
    Authenticator.objects.filter(user=user).delete()
    client = browser_of(user)

    for door in DOORS:
        if door.opens(Role.REGISTRAR) and "everyone" not in door.opens_to:
            answer = client.get(house.path_of(door, house.shared))
            if "second-factor" not in door.path and door.path != "account/confirm/":
                assert (door.path, answer.status_code) == (door.path, 302)
                assert answer["Location"].startswith("/account/second-factor/")


def test_a_refusal_leaves_a_line_that_names_the_matter_only_if_there_is_one(house: House) -> None:
    client = browser_of(house.people[Role.SECRETARIAT])

    for reference in (house.hidden.reference, "SPT/R/2025/9"):
        client.get(f"/desk/matters/{reference}/")
    client.get("/desk/people/")

    lines = Line.objects.filter(by=house.people[Role.SECRETARIAT].code, event="access.refused")
    assert list(lines.order_by("number").values_list("face", "about", "outcome", "details")) == [
        ("desk", house.hidden.reference, "refused", '{"door":"desk:docket:matter"}'),
        ("desk", "", "refused", '{"door":"desk:docket:matter"}'),
        ("desk", "", "refused", '{"door":"desk:people:list"}'),
    ]
