"""A small procedure with files and four eyes: a dossier is opened, asked for, cleared, given out."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from amparo.access.permissions import Actor, Post, Role
from amparo.core.confidentiality import Confidentiality
from amparo.docket import actions, attachments
from amparo.docket.entries import NOTHING
from amparo.docket.models import Act, Matter
from amparo.docket.procedure import (
    PUBLIC,
    SEALED,
    STAFF,
    ActType,
    Content,
    Field,
    Kind,
    Procedure,
    Share,
)

from .example import day

AMINA = Actor("amina", (Post(Role.SECRETARIAT),))
GRACE = Actor("grace", (Post(Role.SECRETARIAT),))
PUBLISHER = Actor("publisher", (Post(Role.PUBLISHER),))
COUNTS = Actor("counts", (Post(Role.STATISTICIAN),))
PERU = Actor("peru", (Post(Role.STATE_FOCAL_POINT, state="PER"),))
LIMA = Actor("lima", (Post(Role.NPM_FOCAL_POINT, state="PER"),))
ANYBODY = (*STAFF, Role.PUBLISHER, Role.STATE_FOCAL_POINT)

OPENED = ActType(
    "opened",
    "Opened",
    after=(NOTHING,),
    leads_to="open",
    rule="TEST-0",
    fields=(
        Field("state", "State", Kind.STATE),
        Field("about", "About", required=False),
        Field("other", "Docket of the other", required=False),
    ),
    shared_with=(Share(Role.STATE_FOCAL_POINT), Share(Role.NPM_FOCAL_POINT)),
    discloses=PUBLIC,
)
HEARD = ActType(
    "heard",
    "Somebody heard",
    after=("open",),
    rule="TEST-1",
    fields=(
        Field(
            "person",
            "Person",
            Kind.NAMES,
            required=False,
            confidentiality=Confidentiality.PERSONAL,
            indexed=True,
            consent="may_be_named",
        ),
        Field(
            "lawyer",
            "Lawyer",
            required=False,
            confidentiality=Confidentiality.PERSONAL,
        ),
        Field(
            "prison",
            "Prison",
            Kind.NAMES,
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
        Field(
            "may_be_named",
            "May be named",
            Kind.YES_NO,
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
        Field(
            "record",
            "Record",
            Kind.FILE,
            required=False,
            confidentiality=Confidentiality.PERSONAL,
        ),
    ),
)
ASKED = ActType(
    "asked",
    "Asked for",
    after=("open",),
    rule="TEST-2",
    fields=(
        Field(
            "letter",
            "Letter",
            Kind.FILE,
            required=False,
            confidentiality=Confidentiality.CONFIDENTIAL,
        ),
        Field("memo", "Memo", Kind.FILE, required=False, confidentiality=Confidentiality.INTERNAL),
    ),
    by=ANYBODY,
    shared_with=(Share(Role.STATE_FOCAL_POINT),),
    discloses=PUBLIC,
)
CLEARED = ActType(
    "cleared",
    "Cleared",
    after=("open",),
    rule="TEST-3",
    fields=(Field("text", "Text", Kind.FILE, confidentiality=Confidentiality.INTERNAL),),
    by=ANYBODY,
    apart_from=("asked",),
    discloses=SEALED,
)
GIVEN_OUT = ActType(
    "given_out",
    "Given out",
    after=("open",),
    rule="TEST-4",
    fields=(
        Field("text", "Text", Kind.FILE, required=False),
        Field("symbol", "Symbol", Kind.SYMBOL, required=False),
        Field("press", "Words for the press", required=False),
        Field("thanked", "Thanked", Kind.NAMES, required=False),
    ),
    by=ANYBODY,
    shared_with=(Share(Role.STATE_FOCAL_POINT),),
    discloses=PUBLIC,
)
DOSSIER = Procedure(
    name="dossier",
    title="Dossier",
    rule="TEST",
    standings={"open": "Open"},
    acts=(OPENED, HEARD, ASKED, CLEARED, GIVEN_OUT),
    naming="Dossier of {state}",
    bound_to=("other",),
)

FIRST = day("2025-01-02")


def opened(reference: str = "D/1", **fields: object) -> Matter:
    """Return a dossier that Amina opened."""
    return actions.open_docket(
        DOSSIER, reference, OPENED(state="PER", **fields), on=FIRST, by=AMINA
    )


def entered(matter: Matter, content: Content, by: Actor = AMINA, **more: object) -> Act:
    """Enter an act into a dossier on a day after it was opened."""
    return actions.enter(matter, content, on=day("2025-02-01"), by=by, **more)  # type: ignore[arg-type]


def attach(
    reference: str = "D/1",
    content: bytes = b"What it says.",
    name: str = "a.txt",
    *,
    level: Confidentiality = Confidentiality.CONFIDENTIAL,
    by: Actor = AMINA,
) -> UUID:
    """Add a file to a dossier and return its number."""
    return attachments.attach(reference, name, content, level=level, by=by, at=timezone.now()).pk
