"""
Reading the inside: lists and single dockets, each as far as this reader may know it.

Everything a face shows of the inside comes from here. What a reader may not know of is not there;
what they may not read of an act is named as withheld and not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from amparo.access.permissions import Actor, Permission, Role
from amparo.access.queries import roles_granted, roles_granted_by_matter
from amparo.access.rules.need_to_know import (
    from_inside,
    is_outsider,
    is_within,
    may,
    reads,
    roles_for,
)
from amparo.audit.actions import record
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible
from amparo.vault import blind, keystore

from . import events, folding
from .entries import Clock, Entry, Fields, Precision, Standing
from .models import Act, Matter
from .procedure import DISPOSAL, ActType, Procedure, procedure_named
from .projections import concern_of
from .queries import entries_of, entries_with_sealed, opened_entries_of
from .sealing import opened


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody towards one matter: the roles held there, and the class up to which they read."""

    actor: Actor
    roles: frozenset[Role]
    level: Confidentiality

    def may(self, permission: Permission) -> bool:
        """Test whether one of the roles held towards the matter carries the permission."""
        return may(self.roles, permission)


@dataclass(frozen=True, slots=True)
class SeenAct:
    """
    An act as far as a reader may know it. `withheld` are the labels of what they may not read.

    `counts` is false once it was rectified; `public_since` is the day the world may know of it.
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


@dataclass(frozen=True, slots=True)
class Listed:
    """A docket in a list: what its row says in clear, and up to which class the reader reads it."""

    reference: str
    procedure: Procedure
    body: str
    status: str
    standing_title: str
    state: str
    last_on: date | None
    next_due_on: date | None
    disposed_on: date | None
    level: Confidentiality


def matter_for(actor: Actor, reference: str, at: datetime) -> tuple[Matter, Reader]:
    """
    Return a matter and what this actor is towards it, if they may know of it.

    :raises NotVisible: if there is none, or none they may know of; the two are not told apart.
    """
    matter = Matter.objects.filter(reference=reference).first()
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
    granted_in = roles_granted_by_matter(actor, at)
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
    matter, reader = matter_for(actor, reference, at)
    seen = _seen(matter, reader, _entries_for(matter, reader), today=at.date())
    record(
        events.DOCKET_READ,
        by=actor.name,
        about=reference,
        permission=Permission.MATTERS_SEE,
        at=at,
        level=reader.level,
    )
    return seen


def dockets_for(
    actor: Actor,
    at: datetime,
    *,
    procedure: str = "",
    state: str = "",
    status: str = "",
    reference: str = "",
    after: tuple[str, str] | None = None,
    limit: int = 50,
) -> list[Listed]:
    """
    Return dockets of which the actor may know, those with the latest act first.

    To an outsider each stands as far as it is shared with them. `after` is the day and the
    reference of the last one on the page before; at most `limit`.
    """
    if is_outsider(actor.roles):
        wanted = {"procedure": procedure, "reference__icontains": reference}
        shared = [
            one
            for one in _from_outside(actor, at, wanted)
            if status in ("", one.status) and state in ("", one.state)
        ]
        return [one for one in shared if after is None or _comes_after(one, after)][:limit]
    actor = from_inside(actor)
    found = Matter.objects.visible_to(actor, at).filter(acts_entered__gt=0)
    wanted = {"procedure": procedure, "status": status, "reference__icontains": reference}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if state:
        found = found.filter(states__contains=f"|{state}|")
    if after is not None:
        day, last = after
        found = found.filter(last_on__lte=day).exclude(last_on=day, reference__lte=last)
    rows = found.order_by("-last_on", "reference")[:limit]
    return [_listed(*one) for one in readers_of(actor, rows, at)]


def dockets_due_for(actor: Actor, at: datetime, *, limit: int = 50) -> list[Listed]:
    """Return dockets of which the actor may know from inside and which have something due, in order."""
    actor = from_inside(actor)
    found = Matter.objects.visible_to(actor, at).filter(next_due_on__gte=at.date())
    rows = found.order_by("next_due_on", "reference")[:limit]
    return [_listed(*one) for one in readers_of(actor, rows, at)]


def dockets_late_for(actor: Actor, at: datetime, *, limit: int = 50) -> list[Listed]:
    """Return dockets like these in which something is late, that which became so last first."""
    actor = from_inside(actor)
    found = Matter.objects.visible_to(actor, at).filter(next_due_on__lt=at.date())
    rows = found.order_by("-next_due_on", "reference")[:limit]
    return [_listed(*one) for one in readers_of(actor, rows, at)]


def _from_outside(actor: Actor, at: datetime, wanted: Mapping[str, str]) -> list[Listed]:
    """
    Return all that is shared with an outsider, by latest act; three statements for any number.

    How these stand is folded from the shared acts: what is stored says more than they may know.
    """
    found = Matter.objects.visible_to(actor, at).filter(
        acts_entered__gt=0, **{name: value for name, value in wanted.items() if value}
    )
    matters = list(found)
    data_keys = keystore.keys_of(one.key for one in matters)
    acts = Act.objects.filter(matter__in=[one.pk for one in matters])
    by_matter: dict[int, list[Act]] = {}
    for act in acts.order_by("matter_id", "number"):
        by_matter.setdefault(act.matter_id, []).append(act)
    rows = []
    for matter, reader in readers_of(actor, matters, at):
        held = opened(entries_with_sealed(by_matter.get(matter.pk, [])), matter.key, data_keys)
        rows.append(_listed_from_outside(_seen(matter, reader, held, today=at.date())))
    return sorted(rows, key=lambda one: (-_day(one.last_on).toordinal(), one.reference))


def _listed_from_outside(seen: SeenDocket) -> Listed:
    return Listed(
        reference=seen.reference,
        procedure=seen.procedure,
        body=seen.body,
        status=seen.standing,
        standing_title=seen.standing_title,
        state=seen.state,
        last_on=max((act.on for act in seen.acts if act.counts), default=None),
        next_due_on=min((clock.due_on for clock in seen.clocks if clock.runs), default=None),
        disposed_on=seen.disposed_on,
        level=seen.reader.level,
    )


def _comes_after(one: Listed, after: tuple[str, str]) -> bool:
    day, reference = date.fromisoformat(after[0]), after[1]
    return (-_day(one.last_on).toordinal(), one.reference) > (-day.toordinal(), reference)


def _day(day: date | None) -> date:
    return day or date.min


def names_searched(actor: Actor, name: str, *, at: datetime, words: bool = False) -> list[Listed]:
    """
    Return the dockets, among those whose names the actor may read, in which a person is named.

    The name is looked for by its keyed digest, whole or word by word; what is searched for is
    kept nowhere.
    """
    holders = blind.holders_of(name, form="word" if words else "folded")
    found = Matter.objects.visible_to(actor, at).filter(key__in=holders).order_by("reference")
    readable = [one for one in readers_of(actor, found, at) if _reads_names(one[1])]
    record(
        events.NAMES_SEARCHED,
        by=actor.name,
        permission=Permission.NAMES_SEARCH,
        at=at,
        found=len(readable),
    )
    return [_listed(*one) for one in readable]


def _reads_names(reader: Reader) -> bool:
    return reader.level is Confidentiality.PERSONAL and reader.may(Permission.NAMES_SEARCH)


def _listed(matter: Matter, reader: Reader) -> Listed:
    procedure = procedure_named(matter.procedure)
    return Listed(
        reference=matter.reference,
        procedure=procedure,
        body=matter.body,
        status=matter.status,
        standing_title=procedure.standings.get(matter.status, ""),
        state=matter.state,
        last_on=matter.last_on,
        next_due_on=matter.next_due_on,
        disposed_on=matter.disposed_on,
        level=reader.level,
    )


def _entries_for(matter: Matter, reader: Reader) -> list[Entry]:
    """Return the acts of a matter, opened only for those who read something of what is sealed."""
    if is_within(Confidentiality.CONFIDENTIAL, reader.level):
        return opened_entries_of(matter)
    return entries_of(matter.acts.all())


def _seen(matter: Matter, reader: Reader, entries: list[Entry], *, today: date) -> SeenDocket:
    procedure = procedure_named(matter.procedure)
    acts = tuple(_seen_acts(procedure, entries, reader, today))
    shown = {act.number for act in acts}
    counting = [one for one in folding.in_force(entries) if one.number in shown]
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
    counting = {one.number for one in folding.in_force(entries)}
    replaced = {one.rectifies: one.number for one in entries if one.rectifies is not None}
    facts: dict[str, object] = {}
    for entry in entries:
        act = procedure.act(entry.kind)
        facts.update(entry.fields)
        public_since = act.discloses.public_from(entry.on, entry.fields)
        known = act.known_to(facts)  # type: ignore[arg-type]
        is_public = public_since is not None and public_since <= today and not act.discloses.once
        if is_outsider(reader.roles) and not (reader.roles & known or is_public):
            continue
        yield _seen_act(act, entry, reader, entry.number in counting, replaced, public_since)


def _seen_act(
    act: ActType,
    entry: Entry,
    reader: Reader,
    counts: bool,
    replaced: Mapping[int, int],
    public_since: date | None,
) -> SeenAct:
    open_names = {one.name for one in act.fields if is_within(one.confidentiality, reader.level)}
    inside = is_within(Confidentiality.CONFIDENTIAL, reader.level)
    insider = not is_outsider(reader.roles)
    return SeenAct(
        number=entry.number,
        kind=entry.kind,
        title=act.title,
        rule=act.rule,
        on=entry.on,
        precision=entry.precision,
        entered_at=entry.entered_at,
        by=entry.by if insider else "",
        fields={name: value for name, value in entry.fields.items() if name in open_names},
        labels={one.name: one.label for one in act.fields},
        withheld=tuple(one.label for one in act.fields if one.name not in open_names)
        if insider and entry.kind != DISPOSAL
        else (),
        reason=entry.reason if inside and insider else "",
        source=entry.source,
        rectifies=entry.rectifies,
        replaced_by=replaced.get(entry.number),
        counts=counts,
        public_since=public_since,
    )
