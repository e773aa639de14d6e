"""
Reading a docket of the inside, as far as this reader may know it; lists are in `listing`.

What a reader may not know of is not there; what they may not read of an act is named as withheld
and not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField

from amparo.access.permissions import Actor, Permission, Role
from amparo.access.queries import roles_granted, roles_granted_by_matter
from amparo.access.rules.need_to_know import (
    is_outsider,
    is_within,
    may,
    reads,
    roles_for,
)
from amparo.audit.actions import record
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible
from amparo.core.questions import Question, given

from . import events, folding
from .disclosure import Shown, shown
from .entries import Clock, Entry, Fields, Precision, Standing, Stored
from .models import Matter
from .procedure import DISPOSAL, ActType, Procedure, procedure_named
from .projections import concern_of
from .queries import entries_of, opened_entries_of


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody towards one matter: the roles held there, and the class up to which they read."""

    actor: Actor
    roles: frozenset[Role]
    level: Confidentiality

    def may(self, permission: Permission) -> bool:
        """Test whether one of the roles held towards the matter carries the permission."""
        return may(self.roles, permission)


class SeenAct(NamedTuple):
    """
    An act as far as a reader may know it. `withheld` are the labels of what they may not read.

    `counts` is false once it was rectified. `public_since` is the day since when the world may know
    of it; if it may not yet, `public_on` is the day from which it may, or `public_with` the title of
    the act that has to stand first. `is_sealed` says that some of it is stored sealed. `files` are
    those that it names in fields they read.
    """

    number: int
    kind: str
    title: str
    rule: str
    on: date
    precision: Precision
    entered_at: datetime
    by: str
    fields: Fields
    labels: Mapping[str, str]
    withheld: tuple[str, ...]
    reason: str
    source: str
    rectifies: int | None
    replaced_by: int | None
    counts: bool
    public_since: date | None
    public_on: date | None
    public_with: str
    is_sealed: bool
    files: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class SeenDocket:
    """A docket as far as a reader may know it."""

    reference: str
    procedure: Procedure
    body: str
    naming: str
    facts: Fields
    state: str
    standing: str
    standing_title: str
    since: date | None
    disposed_on: date | None
    acts: tuple[SeenAct, ...]
    clocks: tuple[Clock, ...]
    next_acts: tuple[ActType, ...]
    reader: Reader


_MATTER = Question(lambda: Matter.objects.filter(reference=given("reference", CharField())))


def matter_for(actor: Actor, reference: str, at: datetime) -> tuple[Matter, Reader]:
    """
    Return a matter and what this actor is towards it, if they may know of it.

    :raises NotVisible: if there is none, or none they may know of; the two are not told apart.
    """
    matter = _MATTER.first(reference=reference)
    if matter is None:
        raise NotVisible(f"There is no docket {reference}.")
    granted = roles_granted(actor, matter.pk, at)
    roles = roles_for(actor, concern_of(matter), granted)
    if not may(roles, Permission.MATTERS_SEE):
        raise NotVisible(f"There is no docket {reference}.", about=reference)
    return matter, Reader(actor, roles, reads(roles, granted))


def readers_of(
    actor: Actor, matters: Iterable[Matter], at: datetime
) -> list[tuple[Matter, Reader]]:
    """Return those of these matters of which the actor may know, each with what they are to it."""
    matters = list(matters)
    granted_in = roles_granted_by_matter(actor, [one.pk for one in matters], at)
    found = []
    for matter in matters:
        granted = granted_in.get(matter.pk, frozenset())
        roles = roles_for(actor, concern_of(matter), granted)
        if may(roles, Permission.MATTERS_SEE):
            found.append((matter, Reader(actor, roles, reads(roles, granted))))
    return found


def docket_for(actor: Actor, reference: str, *, at: datetime) -> SeenDocket:
    """
    Return a docket as far as this actor may know it, and leave a line that they read it.

    :raises NotVisible: if there is none, or none they may know of.
    """
    return read(*matter_for(actor, reference, at), at=at)


def read(matter: Matter, reader: Reader, *, at: datetime) -> SeenDocket:
    """Return a docket as far as its reader may know it, and leave a line that they read it."""
    found = seen(matter, reader, _entries_for(matter, reader), today=at.date())
    record(
        events.DOCKET_READ,
        by=reader.actor.name,
        about=matter.reference,
        permission=Permission.MATTERS_SEE,
        at=at,
        level=reader.level,
    )
    return found


def acts_since(matter: Matter, reader: Reader, number: int, *, today: date) -> list[SeenAct]:
    """
    Return the acts entered after the one of that number, as far as a reader may know of them.

    What is sealed in them stays so, and no line is left: it is said that they are there.
    """
    entries = entries_of(matter.acts.all())
    found = _seen_acts(procedure_named(matter.procedure), entries, reader, today)
    return [act for act in found if act.number > number]


def _entries_for(matter: Matter, reader: Reader) -> list[Entry]:
    """Return the acts of a matter, opened only for those who read something of what is sealed."""
    if is_within(Confidentiality.CONFIDENTIAL, reader.level):
        return opened_entries_of(matter)
    return entries_of(matter.acts.all())


def seen(matter: Matter, reader: Reader, entries: list[Entry], *, today: date) -> SeenDocket:
    """Return a docket as far as this reader may know it; whether they may, was asked before."""
    procedure = procedure_named(matter.procedure)
    acts = tuple(_seen_acts(procedure, entries, reader, today))
    numbers = {act.number for act in acts}
    counting = [one for one in folding.in_force(entries) if one.number in numbers]
    standing = _folded(procedure, counting)
    facts = {name: value for act in acts if act.counts for name, value in act.fields.items()}
    return SeenDocket(
        reference=matter.reference,
        procedure=procedure,
        body=matter.body,
        naming=procedure.naming_for(facts),
        facts=facts,
        state=matter.state,
        standing=standing.status,
        standing_title=procedure.standings.get(standing.status, ""),
        since=standing.since,
        disposed_on=matter.disposed_on,
        acts=acts,
        clocks=(*standing.clocks, *standing.stopped),
        next_acts=_next_acts(procedure, matter, reader),
        reader=reader,
    )


def _folded(procedure: Procedure, entries: list[Entry]) -> Standing:
    standing = Standing()
    for entry in entries:
        standing = folding.step(procedure, standing, entry)
    return standing


def _next_acts(procedure: Procedure, matter: Matter, reader: Reader) -> tuple[ActType, ...]:
    """Return the acts that this reader may enter now; those they may not are absent."""
    if matter.disposed_on is not None or not reader.may(Permission.ACTS_ENTER):
        return ()
    return tuple(
        act for act in procedure.next_acts(matter.status) if reader.roles.intersection(act.by)
    )


def _seen_acts(
    procedure: Procedure, entries: list[Entry], reader: Reader, today: date
) -> Iterator[SeenAct]:
    outside = is_outsider(reader.roles)
    docket = _Whole(
        reader=reader,
        inside=not outside and is_within(Confidentiality.CONFIDENTIAL, reader.level),
        outside=outside,
        counting=frozenset(one.number for one in folding.in_force(entries)),
        replaced={one.rectifies: one.number for one in entries if one.rectifies is not None},
        public=shown(procedure, entries, today=today),
    )
    facts: dict[str, Stored] = {}
    for entry in entries:
        act = procedure.act(entry.kind)
        public_from = act.discloses.public_from(entry.on, entry.fields)
        is_shared = True
        if outside:
            facts.update(entry.fields)
            is_shared = not reader.roles.isdisjoint(act.known_to(facts))
            is_public = public_from is not None and public_from <= today
            if not is_shared and (not is_public or act.discloses.once):
                continue
        kind = _kind(procedure, entry.kind, reader.roles, reader.level, is_shared)
        yield _seen_act(act, entry, docket, kind, public_from)


@dataclass(frozen=True, slots=True)
class _Whole:
    """
    What is known of a docket as a whole while each of its acts is looked at.

    `reader` is who looks, from `outside`, or from `inside` and so that they read what is sealed.
    """

    reader: Reader
    inside: bool
    outside: bool
    counting: frozenset[int]
    replaced: Mapping[int, int]
    public: Mapping[int, Shown]


class _Kind(NamedTuple):
    """What holders of some roles may know of each act of a kind; it follows from the law alone."""

    open_names: frozenset[str]
    labels: Mapping[str, str]
    withheld: tuple[str, ...]
    is_sealed: bool
    once: str


@lru_cache(maxsize=5_000)
def _kind(
    procedure: Procedure,
    name: str,
    roles: frozenset[Role],
    level: Confidentiality,
    is_shared: bool,
) -> _Kind:
    act = procedure.act(name)
    open_names = frozenset(one.name for one in act.fields if is_within(one.confidentiality, level))
    if not is_shared:
        # Known to them as to the world, and no further.
        open_names = act.public_fields()
    says_what = not is_outsider(roles) and act.name != DISPOSAL
    return _Kind(
        open_names=open_names,
        labels=MappingProxyType({one.name: one.label for one in act.fields}),
        withheld=tuple(one.label for one in act.fields if one.name not in open_names)
        if says_what
        else (),
        is_sealed=bool(act.sealed_fields()),
        once=procedure.act(act.discloses.once).title if act.discloses.once else "",
    )


def _seen_act(
    act: ActType,
    entry: Entry,
    docket: _Whole,
    kind: _Kind,
    public_from: date | None,
) -> SeenAct:
    fields = {name: value for name, value in entry.fields.items() if name in kind.open_names}
    public = docket.public.get(entry.number)
    waits = public is None and public_from is not None and entry.number in docket.counting
    return SeenAct(
        number=entry.number,
        kind=entry.kind,
        title=act.title,
        rule=act.rule,
        on=entry.on,
        precision=entry.precision,
        entered_at=entry.entered_at,
        by=entry.by if not docket.outside or entry.by == docket.reader.actor.name else "",
        fields=fields,
        labels=kind.labels,
        withheld=kind.withheld,
        reason=entry.reason if docket.inside else "",
        source=entry.source,
        rectifies=entry.rectifies,
        replaced_by=docket.replaced.get(entry.number),
        counts=entry.number in docket.counting,
        public_since=public.since if public else None,
        public_on=public_from if waits and not kind.once else None,
        public_with=kind.once if waits else "",
        is_sealed=kind.is_sealed,
        files=act.files_named(fields),
    )
