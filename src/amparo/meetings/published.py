"""What the world may see of sessions, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from amparo.core.calendar import Span
from amparo.docket.entries import Precision
from amparo.docket.published import PublicAct, PublicDocket, public_dockets, public_references

from .procedure import BODIES, GROUPS, REASONS, SESSION


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a session decided, in the words of the record."""

    on: date
    precision: Precision
    subject: str
    symbol: str


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """
    A session as it stands. Titles are marked for translation, not yet translated.

    `days` are those on which it was held, or is planned; `first_planned` those planned at first;
    `window` the days between which it is to be, where no more is known; `into` the session into
    which it was moved.
    """

    reference: str
    path: str
    body: str
    body_title: str
    group_title: str
    year: int
    ordinal: int | None
    standing: str
    standing_title: str
    days: Span | None
    first_planned: Span | None
    window: Span | None
    place: str
    in_person: bool | None
    into: str
    reason_title: str
    joint_with: tuple[str, ...]
    decisions: tuple[DecisionRecord, ...]
    sources: tuple[str, ...]


def sessions(
    *,
    today: date,
    on: date | None = None,
    known_at: datetime | None = None,
    body: str | None = None,
    year: int | None = None,
) -> tuple[SessionRecord, ...]:
    """Return sessions by year and first day: all, of one body, of one year."""
    references = public_references(procedure=SESSION.name)
    dockets = public_dockets(references, today=today, on=on, known_at=known_at)
    kept = [
        one
        for one in map(_session, dockets)
        if (body is None or one.body == body) and (year is None or one.year == year)
    ]
    return tuple(sorted(kept, key=lambda one: (one.year, _begins(one), one.reference)))


def _session(docket: PublicDocket) -> SessionRecord:
    acts = [act for act in docket.acts if act.counts]
    facts = docket.facts
    held = _span(acts, "held", "")
    first_planned = _span(acts, "planned", "planned_")
    moved = _span(acts, "moved", "planned_")
    ordinal = facts.get("ordinal")
    in_person = facts.get("in_person")
    return SessionRecord(
        reference=docket.reference,
        path=f"/dockets/{docket.reference}/",
        body=str(facts["body"]),
        body_title=BODIES[str(facts["body"])],
        group_title=GROUPS.get(str(facts.get("group", "")), ""),
        year=int(str(facts["year"])),
        ordinal=None if ordinal is None else int(str(ordinal)),
        standing=docket.standing,
        standing_title=docket.standing_title,
        days=held or moved or first_planned,
        first_planned=first_planned,
        window=_span(acts, "moved", "", "not_before", "not_after")
        or _span(acts, "planned", "", "not_before", "not_after"),
        place=str(facts.get("place", "")),
        in_person=in_person if isinstance(in_person, bool) else None,
        into=str(facts.get("into", "")),
        reason_title=REASONS.get(str(facts.get("reason", "")), ""),
        joint_with=tuple(str(act.fields["with"]) for act in acts if act.kind == "joint_meeting"),
        decisions=tuple(_decision(act) for act in acts if act.kind == "decided"),
        sources=tuple(dict.fromkeys(act.source for act in acts if act.source)),
    )


def _decision(act: PublicAct) -> DecisionRecord:
    return DecisionRecord(
        on=act.on,
        precision=act.precision,
        subject=str(act.fields["subject"]),
        symbol=str(act.fields.get("decision_symbol", "")),
    )


def _span(
    acts: list[PublicAct],
    kind: str,
    prefix: str,
    first: str = "first_day",
    last: str = "last_day",
) -> Span | None:
    """Return the days in the last act of a kind that gives any."""
    for act in reversed(acts):
        if act.kind == kind and f"{prefix}{first}" in act.fields:
            return Span(
                date.fromisoformat(str(act.fields[f"{prefix}{first}"])),
                date.fromisoformat(str(act.fields[f"{prefix}{last}"])),
            )
    return None


def _begins(one: SessionRecord) -> date:
    span = one.days or one.window
    return span.first if span else date(one.year, 12, 31)
