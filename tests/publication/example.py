"""A procedure with every kind of disclosure, for tests of the gate; and dockets that grow at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from amparo.access.permissions import Actor, Post, Role
from amparo.core.calendar import days, months
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.docket import actions
from amparo.docket.entries import NOTHING
from amparo.docket.models import Matter
from amparo.docket.procedure import (
    FACT_ONLY,
    PUBLIC,
    SEALED,
    STRUCK,
    ActType,
    ClockType,
    Disclosure,
    Field,
    Kind,
    Procedure,
)

AMINA = Actor("amina", (Post(Role.SECRETARIAT),))
SECRET = "Iphigenia Vandersloot"
OPEN, ANYWHERE = "open", (NOTHING, "open", "closed")

LETTER = Procedure(
    name="letter",
    title="Letter",
    rule="TEST",
    standings={"open": "Open", "closed": "Closed"},
    acts=(
        ActType(
            "received",
            "Received",
            after=ANYWHERE,
            leads_to=OPEN,
            rule="TEST-1",
            fields=(
                Field("state", "State", Kind.STATE),
                Field("remark", "Remark", confidentiality=Confidentiality.INTERNAL),
                Field("author", "Author", confidentiality=Confidentiality.PERSONAL),
            ),
            discloses=PUBLIC,
        ),
        ActType(
            "sent",
            "Sent",
            after=ANYWHERE,
            leads_to=OPEN,
            rule="TEST-2",
            starts=(ClockType("reply_due", "Reply due", rule="TEST-2", period=months(2)),),
            discloses=Disclosure(public=True, delay=days(7)),
        ),
        ActType(
            "answered",
            "Answered",
            after=ANYWHERE,
            rule="TEST-3",
            fields=(Field("text", "Text", required=False),),
            stops=("reply_due",),
            discloses=Disclosure(public=True, fields=(), once="published"),
        ),
        ActType("noted", "Noted", after=ANYWHERE, rule="TEST-4", discloses=SEALED),
        ActType("met", "Met", after=ANYWHERE, rule="TEST-5", discloses=FACT_ONLY),
        ActType(
            "published",
            "Published",
            after=ANYWHERE,
            leads_to="closed",
            rule="TEST-6",
            fields=(
                Field("public_on", "Public on", Kind.DAY, required=False),
                Field("document", "Document", Kind.FILE, required=False),
            ),
            discloses=Disclosure(public=True, runs_from="public_on"),
        ),
    ),
    naming="Letter concerning {state}",
)


@dataclass
class Growing:
    """Dockets that grow at random, act by act, while the days go by."""

    random: Random
    day: date = date(2025, 1, 1)
    references: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The moment at which things are entered."""
        return datetime.combine(self.day, time(12), UTC)

    def go_on(self) -> None:
        """Let some days pass, and enter an act, rectify one, or strike one."""
        self.day += timedelta(days=self.random.choice((0, 0, 1, 3, 7, 40)))
        if not self.references or self.random.random() < 0.15:
            self._open()
            return
        matter = Matter.objects.get(reference=self.random.choice(self.references))
        try:
            self._enter(matter)
        except Refused:
            return  # struck twice, or nothing to rectify: it stays as it was

    def _open(self) -> None:
        reference = f"LETTER/{len(self.references) + 1}"
        content = self._content("received")
        actions.open_docket(LETTER, reference, content, on=self._past(), by=AMINA, at=self.now)
        self.references.append(reference)

    def _enter(self, matter: Matter) -> None:
        what = self.random.random()
        number = self.random.randint(1, matter.acts_entered)
        if what < 0.15:
            actions.enter(
                matter, STRUCK(), on=self.day, by=AMINA, rectifies=number, reason="x", at=self.now
            )
            return
        content = self._content(self.random.choice(LETTER.acts).name)
        rectifies = {"rectifies": number, "reason": "x"} if what < 0.4 else {}
        actions.enter(matter, content, on=self._past(), by=AMINA, at=self.now, **rectifies)

    def _content(self, name: str):
        said: dict[str, object] = {}
        if name == "received":
            said = {"state": self.random.choice(("PER", "MOZ")), "remark": "inside"}
            said["author"] = SECRET
        if name == "answered":
            said = {"text": "what the answer says"}
        if name == "published" and self.random.random() < 0.6:
            said = {"public_on": self.day + timedelta(days=self.random.randint(-5, 30))}
        return LETTER.act(name)(**said)

    def _past(self) -> date:
        return self.day - timedelta(days=self.random.choice((0, 0, 1, 10, 60)))
