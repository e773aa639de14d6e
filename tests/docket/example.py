"""A small procedure for tests of the kernel: a petition that is received, sent, answered."""

from datetime import UTC, date, datetime

from amparo.access.permissions import Actor, Post, Role
from amparo.core.calendar import Unit, days, months, years
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.docket.entries import NOTHING, Fields
from amparo.docket.procedure import (
    PUBLIC,
    SEALED,
    STAFF,
    ActType,
    ClockType,
    Disclosure,
    Extension,
    Field,
    Kind,
    Procedure,
    Retention,
    Share,
)

AMINA = Actor("amina", (Post(Role.SECRETARIAT),))
CHIDI = Actor("chidi", (Post(Role.NPM_FOCAL_POINT, state="MOZ"),))
PERU = Actor("peru", (Post(Role.STATE_FOCAL_POINT, state="PER"),))

REPLY_DUE = ClockType("reply_due", "Reply due", rule="TEST-1", period=months(6))


def _answer_not_empty(standing: object, fields: Fields, on: date) -> None:
    if fields.get("text") == "nothing":
        raise Refused("An answer says something.", rule="TEST-2")


RECEIVED = ActType(
    "received",
    "Received",
    after=(NOTHING,),
    leads_to="received",
    rule="TEST-0",
    fields=(
        Field("state", "State", Kind.STATE),
        Field(
            "author",
            "Author",
            required=False,
            confidentiality=Confidentiality.PERSONAL,
            indexed=True,
        ),
    ),
    discloses=PUBLIC,
)
SENT = ActType(
    "sent",
    "Sent",
    after=("received",),
    leads_to="sent",
    rule="TEST-1",
    starts=(REPLY_DUE,),
    shared_with=(Share(Role.STATE_FOCAL_POINT), Share(Role.AUTHORITY_FOCAL_POINT)),
    discloses=Disclosure(public=True, delay=days(7)),
)
EXTENDED = ActType(
    "extended",
    "Extended",
    after=("sent",),
    rule="TEST-1",
    fields=(Field("months", "Months", Kind.INTEGER),),
    extends=(Extension("reply_due", "months", Unit.MONTHS, "TEST-1 bis"),),
    discloses=SEALED,
)
ANSWERED = ActType(
    "answered",
    "Answered",
    after=("sent",),
    leads_to="answered",
    rule="TEST-2",
    fields=(Field("text", "Text", required=False),),
    stops=("reply_due",),
    guard=_answer_not_empty,
    discloses=Disclosure(public=True, fields=(), once="published"),
)
NOTED = ActType(
    "noted",
    "Noted",
    after=("received", "sent", "answered"),
    rule="TEST-3",
    fields=(
        Field("remark", "Remark", required=False, confidentiality=Confidentiality.CONFIDENTIAL),
    ),
    by=(*STAFF, Role.CASE_OFFICER, Role.MEMBER),
)
PUBLISHED = ActType(
    "published",
    "Published",
    after=("answered",),
    leads_to="closed",
    rule="TEST-4",
    discloses=PUBLIC,
)

PETITION = Procedure(
    name="petition",
    title="Petition",
    rule="TEST",
    standings={
        "received": "Received",
        "sent": "Sent to the State",
        "answered": "Answered",
        "closed": "Closed",
    },
    acts=(RECEIVED, SENT, EXTENDED, ANSWERED, NOTED, PUBLISHED),
    naming="Petition concerning {state}",
    final=frozenset({"closed"}),
    retention=Retention(years(5), rule="TEST schedule"),
)


def moment(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)
