"""
What the world may see of dockets, as frozen records.

An act is here only when its procedure discloses it, and of it only its public fields. The reason
given for a rectification stays inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from amparo.core.errors import NotVisible

from . import folding, queries
from .disclosure import open_fields, shown
from .entries import NOTHING, Clock, Entry, Fields, Precision
from .folding import fold
from .models import Matter
from .procedure import STRIKE, ActType, Procedure, procedure_named


@dataclass(frozen=True, slots=True)
class PublicAct:
    """
    An act that the world may see. `title` is marked for translation, not yet translated.

    `counts` is false once another act has rectified it; `replaced_by` is that act's number, if that
    one may be seen too. `struck_on` is the day it was taken back as entered in error.
    """

    reference: str
    procedure: str
    kind: str
    number: int
    title: str
    on: date
    precision: Precision
    fields: Fields
    labels: dict[str, str]
    source: str
    rule: str
    public_since: date
    rectifies: int | None = None
    replaced_by: int | None = None
    struck_on: date | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class PublicClock:
    """A time limit that a public act started."""

    name: str
    title: str
    rule: str
    started_by: int
    starts_on: date
    due_on: date
    precision: Precision
    stopped_by: int | None
    stopped_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class NextAct:
    """What the procedure lets follow."""

    title: str
    rule: str
    help: str


@dataclass(frozen=True, slots=True)
class PublicDocket:
    """
    A docket as the world may see it: what is disclosed, and what follows from that alone.

    The standing, the clocks and the next acts are computed from the disclosed acts only, so that
    nothing else shows through them.
    """

    reference: str
    procedure: str
    procedure_title: str
    naming: str
    facts: Fields
    state: str
    standing: str
    standing_title: str
    since: date | None
    opened_on: date | None
    acts: tuple[PublicAct, ...]
    clocks: tuple[PublicClock, ...]
    next_acts: tuple[NextAct, ...]


def public_docket(
    reference: str, *, today: date, on: date | None = None, known_at: datetime | None = None
) -> PublicDocket:
    """
    Return a docket as the world may see it on the day `today`, as at `on`, as known at a moment.

    :raises NotVisible: if there is no such docket, or nothing of it is disclosed.
    """
    docket = _open_part(queries.docket_named(reference), today, on, known_at)
    if docket is None:
        raise NotVisible(f"There is no docket {reference}.")
    return docket


def public_dockets(
    references: Iterable[str],
    *,
    today: date,
    on: date | None = None,
    known_at: datetime | None = None,
) -> list[PublicDocket]:
    """Return those of these dockets of which anything is disclosed, by reference; one statement."""
    found = (
        _open_part(docket, today, on, known_at) for docket in queries.dockets_named(references)
    )
    return [one for one in found if one is not None]


def public_dockets_after(
    reference: str,
    limit: int,
    *,
    procedure: str | None = None,
    state: str | None = None,
    today: date,
    on: date | None = None,
    known_at: datetime | None = None,
) -> list[PublicDocket]:
    """
    Return the next dockets after a reference of which anything is disclosed, by reference.

    Fewer than `limit` are the last: references of which nothing is shown are passed over.
    """
    found: list[PublicDocket] = []
    while len(found) < limit:
        wanted = limit - len(found)
        some = queries.references_after(reference, wanted, procedure=procedure, state=state)
        found += public_dockets(some, today=today, on=on, known_at=known_at)
        if len(some) < wanted:
            break
        reference = some[-1]
    return found


def latest_acts(
    limit: int, *, today: date, on: date, known_at: datetime
) -> list[tuple[PublicDocket, PublicAct]]:
    """Return the public acts that took effect last, the latest first, each with its docket."""
    references = queries.references_by_latest_act(4 * limit, on=on, known_at=known_at)
    dockets = public_dockets(references, today=today, on=on, known_at=known_at)
    acts = [(docket, act) for docket in dockets for act in docket.acts if act.counts]
    acts.sort(key=lambda pair: (pair[1].on, pair[0].reference, pair[1].number), reverse=True)
    return acts[:limit]


def next_clocks(limit: int, *, today: date) -> list[tuple[PublicDocket, PublicClock]]:
    """Return the public clocks that end first from today on, each with its docket."""
    references = queries.references_by_next_clock(4 * limit, since=today)
    clocks = [
        (docket, clock)
        for docket in public_dockets(references, today=today, on=today)
        for clock in docket.clocks
        if clock.stopped_by is None and clock.due_on >= today
    ]
    clocks.sort(key=lambda pair: (pair[1].due_on, pair[0].reference, pair[1].name))
    return clocks[:limit]


def public_acts(
    kinds: Iterable[str],
    *,
    on: date,
    known_at: datetime,
    since: date | None = None,
    today: date | None = None,
) -> list[PublicAct]:
    """
    Return the acts of these kinds that count and that the world may see, in order of day.

    Disclosure is judged on the day `today`, which is `on` unless said otherwise. Acts that are
    shown only once another stands are left out where that one does not.
    """
    found = queries.acts_that_count(kinds, on=on, known_at=known_at, since=since)
    needed = {
        f"{name}.{once}"
        for name, act_name in (one.kind.split(".") for one in found)
        if (once := procedure_named(name).act(act_name).discloses.once)
    }
    judged_on = today or on
    present = {
        (one.reference, one.kind)
        for one in (queries.acts_that_count(needed, on=on, known_at=known_at) if needed else ())
        if _is_open(one, judged_on)
    }
    acts = []
    for one in found:
        procedure_name, _dot, name = one.kind.partition(".")
        act = procedure_named(procedure_name).act(name)
        public_since = act.discloses.public_from(one.on, one.fields)
        once = act.discloses.once
        if public_since is None or public_since > judged_on:
            continue
        if once and (one.reference, f"{procedure_name}.{once}") not in present:
            continue
        acts.append(
            PublicAct(
                reference=one.reference,
                procedure=procedure_name,
                kind=name,
                number=one.number,
                title=act.title,
                on=one.on,
                precision=one.precision,
                fields=open_fields(act, one.fields),
                labels=_labels(act),
                source=one.source,
                rule=act.rule,
                public_since=public_since,
            )
        )
    return acts


def _is_open(found: queries.Found, today: date) -> bool:
    procedure, _dot, name = found.kind.partition(".")
    since = procedure_named(procedure).act(name).discloses.public_from(found.on, found.fields)
    return since is not None and since <= today


def public_references(*, procedure: str | None = None, state: str | None = None) -> list[str]:
    """Return the references of dockets, by reference; each may still turn out to be sealed."""
    matters = Matter.objects.all()
    if procedure is not None:
        matters = matters.filter(procedure=procedure)
    if state is not None:
        matters = matters.filter(state=state)
    return list(matters.order_by("reference").values_list("reference", flat=True))


def _open_part(
    docket: queries.Docket, today: date, on: date | None, known_at: datetime | None
) -> PublicDocket | None:
    """Return what is disclosed of a docket, or None if nothing is."""
    known = [one for one in docket.entries if known_at is None or one.entered_at <= known_at]
    acts = _disclosed(docket.reference, docket.procedure, known, on, today)
    if not acts:
        return None
    shown = {act.number for act in acts}
    # What a sealed act has rectified counts no more, although the rectification cannot be shown.
    counting = [one for one in folding.in_force(known, on=on) if one.number in shown]
    return _docket(docket, counting, acts, on or today)


def _docket(
    docket: queries.Docket, entries: list[Entry], acts: tuple[PublicAct, ...], today: date
) -> PublicDocket:
    procedure = docket.procedure
    standing = fold(procedure, entries)
    # Not the facts of the standing: those hold what the shown acts keep back.
    said = {act.number: act.fields for act in acts}
    facts = {name: value for one in entries for name, value in said[one.number].items()}
    state = facts.get(procedure.state_field)
    return PublicDocket(
        reference=docket.reference,
        procedure=procedure.name,
        procedure_title=procedure.title,
        naming=procedure.naming_for(facts),
        facts=facts,
        state=state if isinstance(state, str) else "",
        standing=standing.status,
        standing_title=procedure.standings.get(standing.status, ""),
        since=standing.since,
        opened_on=standing.opened_on,
        acts=acts,
        clocks=tuple(
            _clock(procedure, clock, today) for clock in (*standing.clocks, *standing.stopped)
        ),
        next_acts=tuple(
            NextAct(act.title, act.rule, act.help)
            for act in procedure.next_acts(standing.status)
            if standing.status != NOTHING
        ),
    )


def _disclosed(
    reference: str, procedure: Procedure, entries: list[Entry], on: date | None, today: date
) -> tuple[PublicAct, ...]:
    in_force = {one.number for one in folding.in_force(entries, on=on)}
    known = shown(procedure, entries, today=today, on=on)
    rectified_by = {one.rectifies: one for one in entries if one.rectifies is not None}
    acts = []
    for number, one in known.items():
        entry, by = one.entry, rectified_by.get(number)
        acts.append(
            PublicAct(
                reference=reference,
                procedure=procedure.name,
                kind=entry.kind,
                number=number,
                title=one.act.title,
                on=entry.on,
                precision=entry.precision,
                fields=open_fields(one.act, entry.fields),
                labels=_labels(one.act),
                source=entry.source,
                rule=one.act.rule,
                public_since=one.since,
                rectifies=entry.rectifies,
                replaced_by=by.number if by is not None and by.number in known else None,
                struck_on=by.on if by is not None and by.kind == STRIKE else None,
                counts=number in in_force,
            )
        )
    return tuple(sorted(acts, key=lambda act: (act.on, act.number)))


def _labels(act: ActType) -> dict[str, str]:
    return {one.name: one.label for one in act.fields}


def _clock(procedure: Procedure, clock: Clock, today: date) -> PublicClock:
    return PublicClock(
        name=clock.name,
        title=procedure.clock(clock.name).title,
        rule=clock.rule,
        started_by=clock.started_by,
        starts_on=clock.starts_on,
        due_on=clock.due_on,
        precision=clock.precision,
        stopped_by=clock.stopped_by,
        stopped_on=clock.stopped_on,
        is_late=clock.is_late(today),
    )
