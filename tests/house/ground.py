"""A house with everybody in it and a secret in every drawer, for tests that try all its doors."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from urllib.parse import quote

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from amparo.access.accounts.invitations import invite
from amparo.access.accounts.second_factor import factors_of, sealed_for
from amparo.access.accounts.signing_in import CONFIRMED_AT
from amparo.access.addresses import views
from amparo.access.models import Appointment, EmergencyRequest, Grant, GrantKind, Invitation, User
from amparo.access.permissions import RECORD_LOADER, Actor, Post, Role
from amparo.bodies.models import Mechanism, MechanismName
from amparo.core.confidentiality import Confidentiality
from amparo.docket import actions, notes, team
from amparo.docket.attachments import attach
from amparo.docket.models import Matter, Note
from amparo.recommendations.models import Published, Wording
from amparo.registry.models import State, StateName, Treaty, TreatyTitle
from amparo.vault.models import File
from amparo.visits.procedures.report import (
    CLEARED,
    PUBLICATION_REQUESTED,
    PUBLISHED,
    REPLY_RECEIVED,
    REPORT,
    TRANSMITTED,
)
from amparo.visits.procedures.visit import CONDUCTED, INTERVIEWED, PREPARED, PROGRAMMED, VISIT
from tests import papers
from tests.accounts import PASSWORD, browser
from tests.gate import publish
from tests.people import NAMES, acting, browser_of, make_person

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
PERU, MOZAMBIQUE, REPORTED = "SPT/VISIT/PER/2025", "SPT/VISIT/MOZ/2025", "SPT/REPORT/PER/2025"
OUT = "SPT/REPORT/PER/2024"  # a report that is out
ANSWERED = "SPT/REPORT/MOZ/2025"  # a report to which Chidi's State has replied
NOBODY, HALFWAY, INVITED = "nobody", "somebody who gave a password", "somebody invited"
PEOPLE = ("amina", "bruno", "chidi", "dora", "emil")
MOST = 100  # figures in a number: enough to be larger than anything that is counted

# Each secret as it was stored, and who may be shown it.
SECRETS: dict[str, frozenset[str]] = {
    "Xiomara Quetzalcoatl": frozenset(),  # a witness, who is for the team alone
    "A scar shaped like a sickle": frozenset({"amina", "bruno"}),
    "Minutes of the small hours": frozenset({"amina", "bruno"}),  # in a file
    "Ledger of the locked ward": frozenset(),  # in a file for the team alone
    "He hums the lullaby of the mill": frozenset({"amina", "bruno"}),  # in a note
    "Knows the dialect of the valley": frozenset({"amina"}),  # why somebody was given access
    "Her lawyer called at dawn": frozenset({"amina", "emil"}),  # why access is asked for
    "Ferelith Underhill": frozenset({"amina", "dora", "emil"}),  # of the team, and the one who asks
    "ferelith@example.org": frozenset({"dora"}),
    "Ingeborg Thistlewood": frozenset({"dora", INVITED}),
    "ingeborg@example.org": frozenset({"dora", INVITED}),
    PASSWORD: frozenset(),
}
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as the program knows it, and paths that lead there."""

    pattern: str
    paths: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        """Whether it is one of the open website, which does not ask who comes."""
        inside = ("account", "desk", "invitation", "mission", "sign-")
        return not self.pattern.startswith(inside)

    def with_each(self, values: Iterable[str]) -> Iterator[str]:
        """Yield a path for each value, already quoted, put in the place of each parameter."""
        for value in values:
            for match in _PARAMETER.finditer(self.pattern):
                before = self._filled(self.pattern[: match.start()])
                yield f"/{before}{value}{self._filled(self.pattern[match.end() :])}"

    def _filled(self, part: str) -> str:
        return _PARAMETER.sub(lambda match: _SIMPLE.get(match[1] or "", "x"), part)


_SIMPLE = {
    "int": "1",
    "path": PERU,
    "uuid": "00000000-0000-4000-8000-000000000000",
}


@dataclass
class Ground:
    """Browsers of everybody, and what can stand in an address."""

    browsers: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def addresses(self) -> list[Address]:
        """Return every address of the program, each with paths made of what there is."""
        patterns = sorted({path for path, _view in views()})
        return [Address(pattern, tuple(self._paths(pattern))) for pattern in patterns]

    def _paths(self, pattern: str) -> list[str]:
        names = [match[2] for match in _PARAMETER.finditer(pattern)]
        unknown = set(names) - set(self.known)
        assert not unknown, f"Say in tests/house/ground.py what there is of {unknown}: {pattern}"
        columns = [self._values(pattern, name) for name in names]
        longest = max(map(len, columns), default=1)
        rows = zip(*(islice(cycle(one), longest) for one in columns), strict=True)
        return [_put(pattern, row) for row in rows] if columns else [f"/{pattern}"]

    def _values(self, pattern: str, name: str) -> tuple[str, ...]:
        # A code is that of an account in one room, and of a treaty or a body in another.
        return self.known.get(f"{pattern.partition('/<')[0]}/{name}", self.known[name])


def _put(pattern: str, values: tuple[str, ...]) -> str:
    row = iter(values)
    return "/" + _PARAMETER.sub(lambda _match: quote(next(row)), pattern)


def make_ground() -> Ground:
    """Return the house: two visits and a report, files, access, a request, an invitation."""
    ground = Ground()
    _facts()
    ground.users = {
        "amina": make_person("amina", Role.REGISTRAR),
        "bruno": make_person("bruno", Role.MEMBER, nationalities=("MOZ",)),
        "chidi": make_person("chidi", Post(Role.STATE_FOCAL_POINT, state="MOZ")),
        "dora": make_person("dora", Role.ADMINISTRATOR),
        "emil": make_person("emil", Role.AUDITOR),
        "ferelith": _ferelith(),
    }
    for user in ground.users.values():
        user.set_password(PASSWORD)
        user.save()
    _matters(ground.users)
    ingeborg = invite(email="ingeborg@example.org", name="Ingeborg Thistlewood", by=None)
    ground.browsers = {NOBODY: browser(), **{one: _signed_in(ground, one) for one in PEOPLE}}
    ground.browsers[HALFWAY] = browser()
    ground.browsers[HALFWAY].post("/sign-in/", {"email": "bruno@example.org", "password": PASSWORD})
    ground.browsers[INVITED] = browser()
    ground.browsers[INVITED].get(ingeborg.link.removeprefix("http://localhost:8000"))
    ground.known = _known(ground.users, ingeborg.link.rstrip("/").rpartition("/")[2])
    return ground


def _ferelith() -> User:
    NAMES["ferelith"] = "Ferelith Underhill"
    user = make_person("ferelith", Role.SECRETARIAT)
    with sealed_for(user):
        RecoveryCodes.activate(user)
    return user


def _signed_in(ground: Ground, name: str) -> Client:
    client = browser_of(ground.users[name])
    session = client.session
    session[CONFIRMED_AT] = int(time.time())
    session.save()
    return client


def _facts() -> None:
    for iso3, iso2, m49, name in (("PER", "PE", "604", "Peru"), ("MOZ", "MZ", "508", "Mozambique")):
        state = State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
        StateName.objects.create(state=state, language="en", short=name)
    treaty = Treaty.objects.create(
        code="OPCAT",
        mtdsg="IV-9-b",
        adopted_on=date(2002, 12, 18),
        in_force_on=date(2006, 6, 22),
    )
    TreatyTitle.objects.create(treaty=treaty, language="en", title="Optional Protocol")
    body = Mechanism.objects.create(code="SPT", kind="subcommittee", treaty=treaty)
    MechanismName.objects.create(mechanism=body, language="en", name="Subcommittee", short="SPT")


def _matters(users: dict[str, User]) -> None:
    for state in ("PER", "MOZ"):
        _visit(f"SPT/VISIT/{state}/2025", state)
    for reference, state in ((REPORTED, "PER"), (ANSWERED, "MOZ")):
        actions.open_docket(
            REPORT,
            reference,
            TRANSMITTED(state=state, recipient="state"),
            on=date(2025, 9, 1),
            by=RECORD_LOADER,
            at=datetime(2025, 9, 1, 12, tzinfo=UTC),
        )
    _answered(acting(users["chidi"]))
    _published()
    amina, ferelith = acting(users["amina"]), acting(users["ferelith"])
    for reference in (PERU, MOZAMBIQUE):
        for content, level in (
            ("Minutes of the small hours", Confidentiality.CONFIDENTIAL),
            ("Ledger of the locked ward", Confidentiality.PERSONAL),
        ):
            attach(reference, "a.txt", content.encode(), level=level, by=ferelith, at=NOW)
        team.give(
            reference,
            users["ferelith"],
            Role.CASE_OFFICER,
            kind=GrantKind.NAMED,
            by=amina,
            at=NOW,
            until=NOW + timedelta(days=10_000),
            reason="Knows the dialect of the valley",
        )
        notes.write(reference, "He hums the lullaby of the mill", by=ferelith, at=NOW)
        team.ask_in_emergency(reference, "Her lawyer called at dawn", by=ferelith, at=NOW)


def _answered(chidi: Actor) -> None:
    """Let Chidi reply, and add a file of his own."""
    matter = Matter.objects.get(reference=ANSWERED)
    on, at = date(2025, 9, 20), datetime(2025, 9, 20, 12, tzinfo=UTC)
    actions.enter(matter, REPLY_RECEIVED(content="We have read it."), on=on, by=chidi, at=at)
    attach(ANSWERED, "reply.txt", b"We have read it.", by=chidi, at=at)


def _published() -> None:
    """Let a report be out, with its text, and a document."""
    papers.take_in()
    advice = Published.objects.create(
        source="ground", number="1", state="PER", by_state="MOZ", digest="1", changed_at=NOW
    )
    Wording.objects.create(recommendation=advice, language="en", text="Open the windows.")
    matter = actions.open_docket(
        REPORT,
        OUT,
        TRANSMITTED(state="PER", recipient="state"),
        on=date(2024, 3, 1),
        by=RECORD_LOADER,
        at=datetime(2024, 3, 1, 12, tzinfo=UTC),
    )
    clerk = Actor("clerk", (Post(Role.SECRETARIAT),))
    text = attach(OUT, "text.txt", b"What was found.", by=clerk, at=NOW).pk
    for content in (
        PUBLICATION_REQUESTED(report_requested=True),
        CLEARED(document=text, names_masked=True),
        PUBLISHED(document=text),
    ):
        actions.enter(matter, content, on=date(2024, 5, 1), by=RECORD_LOADER, at=NOW)
    publish(NOW)


def _visit(reference: str, state: str) -> Matter:
    matter = actions.open_docket(
        VISIT,
        reference,
        PROGRAMMED(state=state, year=2025),
        on=date(2025, 1, 10),
        by=RECORD_LOADER,
        at=datetime(2025, 1, 10, 12, tzinfo=UTC),
    )
    heard = INTERVIEWED(person=["Xiomara Quetzalcoatl"], account="A scar shaped like a sickle")
    for content, on in (
        (PREPARED(nationalities=["FRA", "KEN"], places=["A prison"]), date(2025, 5, 1)),
        (CONDUCTED(), date(2025, 6, 14)),
        (heard, date(2025, 6, 14)),
    ):
        moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        actions.enter(matter, content, on=on, by=RECORD_LOADER, at=moment)
    return matter


def _known(users: dict[str, User], token: str) -> dict[str, tuple[str, ...]]:
    """Return what can stand in an address, by the name it has there."""
    by_matter = {"order_by": "matter__reference"}
    grants = Grant.objects.order_by(by_matter["order_by"])
    asked = EmergencyRequest.objects.order_by(by_matter["order_by"])
    noted = Note.objects.order_by(by_matter["order_by"])
    factors = [str(one.pk) for name in PEOPLE for one in factors_of(users[name])]
    posts = [str(one.pk) for one in Appointment.objects.order_by("pk")]
    holders = [one.user.code for one in Appointment.objects.order_by("pk")]
    files = [
        str(File.objects.filter(holder=matter.key, level=level).get().pk)
        for level in (Confidentiality.CONFIDENTIAL, Confidentiality.PERSONAL)
        for matter in Matter.objects.filter(reference__in=(PERU, MOZAMBIQUE)).order_by("-reference")
    ]
    invited = Invitation.objects.get().user.code
    own = str(File.objects.get(added_by=users["chidi"].code).pk)
    out = str(File.objects.get(added_by="clerk").pk)
    return {
        "procedure": ("visit", "visit_report"),
        "act": ("concluded", "interviewed", "reply_received"),
        "desk/open/act": ("programmed", "transmitted"),
        "desk/rectify/number": ("4", "2", "1"),
        "desk/strike/number": ("4", "2", "1"),
        "reference": (PERU, MOZAMBIQUE, REPORTED),
        "mission/enter/act": ("reply_received", "publication_requested"),
        "mission/enter/reference": (ANSWERED, ANSWERED, REPORTED),
        "mission/rectify/number": ("2", "1"),
        "mission/rectify/reference": (ANSWERED, REPORTED),
        "mission/matters/reference": (ANSWERED, MOZAMBIQUE, PERU, REPORTED),
        "mission/files/reference": (ANSWERED, MOZAMBIQUE, PERU),
        "mission/file/file": (own, *files),
        "mission/file/reference": (ANSWERED, PERU, MOZAMBIQUE),
        "desk/access/reference": (MOZAMBIQUE, PERU),
        "desk/file/reference": (PERU, MOZAMBIQUE),
        "dockets/reference": (PERU, MOZAMBIQUE, OUT),
        "dockets/file": (out, out, out),
        "access": tuple(str(one.pk) for one in grants),
        "file": tuple(files),
        "note": tuple(str(one.pk) for one in noted),
        "desk/note/reference": (MOZAMBIQUE, PERU),
        "request_id": tuple(str(one.pk) for one in asked),
        "code": (),
        "desk/people/code": (*holders, invited),
        "desk/people/number": tuple(posts),
        "treaties/code": ("OPCAT",),
        "mechanisms/code": ("SPT",),
        "api/v1/treaties/code": ("OPCAT",),
        "api/v1/mechanisms/code": ("SPT",),
        "api/v1/recommendations/number": ("1",),
        "api/v1/dockets/reference": (PERU, MOZAMBIQUE, OUT),
        "account/second-factor/number": tuple(factors),
        "number": (),
        "iso3": ("PER",),
        "name": ("participation.parties", "participation.new_parties"),
        "documents/name": (papers.NAME,),
        "api/v1/documents/name": (papers.NAME,),
        "facet": ("state", "language"),
        "key": tuple(str(one.pk) for one in Published.objects.order_by("pk")),
        "point": ("para_2", "sec_2"),
        "language": ("en",),
        "eid": ("para_1",),
        "table": ("registry_state",),
        "year": ("2024",),
        "form": ("json",),
        "provider": ("provider1",),
        "token": (token,),
    }
