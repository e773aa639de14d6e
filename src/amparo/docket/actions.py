"""
The one way to write to a docket.

`open_docket` and `enter` write one act; `load` writes a record from elsewhere, many acts at once,
under the same checks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.access.permissions import Actor, Permission, Role
from amparo.access.queries import roles_granted
from amparo.access.rules.need_to_know import Concern, roles_for
from amparo.audit.actions import Draft as LineDraft
from amparo.audit.actions import record, record_many
from amparo.audit.identifiers import check_identifier
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _
from amparo.vault import blind, keystore

from . import events, projections, sealing
from .digests import act_digest, canonical
from .entries import Entry, Precision, Standing
from .folding import ActRefused, check, check_rectification, check_step
from .models import Act, Matter
from .procedure import DISPOSED, STRUCK, Content, Procedure, procedure_named
from .queries import opened_entries_of, running_clocks

_ACTS_AT_ONCE = 500
_DOCKETS_AT_ONCE = 2_000
_LONGEST_DAY = timedelta(hours=14)  # somewhere it is already tomorrow


@dataclass(frozen=True, slots=True)
class Draft:
    """
    An act of a record that is loaded, not entered by hand.

    `entered_at` is when it became known, by its source; `where` is the place in the file it was
    read from, for the sentence that refuses it.
    """

    procedure: Procedure
    reference: str
    content: Content
    on: date
    entered_at: datetime
    precision: Precision = Precision.DAY
    source: str = ""
    reason: str = ""
    rectifies: int | None = None
    where: str = ""


class RecordRefused(Refused):
    """A record cannot be loaded; `problems` are the places in it and why. Nothing was written."""

    def __init__(self, problems: list[tuple[str, Refused]]) -> None:
        super().__init__(
            _("Acts that cannot be entered: {count}; nothing was loaded."),
            count=len(problems),
        )
        self.problems = problems


@transaction.atomic
def open_docket(
    procedure: Procedure,
    reference: str,
    content: Content,
    *,
    on: date,
    by: Actor,
    precision: Precision = Precision.DAY,
    source: str = "",
    at: datetime | None = None,
) -> Matter:
    """
    Open a docket with its first act.

    :raises Refused: if the reference is taken, or the procedure cannot open with this act.
    """
    _check_reference(reference)
    _check_person(_concern_of_opening(procedure, content), content, by)
    try:
        with transaction.atomic():
            matter = Matter.objects.create(procedure=procedure.name, reference=reference)
    except IntegrityError:
        raise Refused(_("There already is a docket {reference}."), reference=reference) from None
    at = at or timezone.now()
    _check_day(on, at)
    _enter(matter, _entry(1, content, on, at, by, precision=precision, source=source), content, at)
    matter.refresh_from_db()
    return matter


@transaction.atomic
def enter(
    matter: Matter,
    content: Content,
    *,
    on: date,
    by: Actor,
    precision: Precision = Precision.DAY,
    source: str = "",
    rectifies: int | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Act:
    """
    Enter one act into a docket: may this person, lock, may this act follow, append, project.

    `rectifies` is the number of the act that this one replaces; it needs a `reason`. `at` is the
    moment of entry, now by default.

    :raises NotVisible: if `by` may not know of the matter.
    :raises Refused: if `by` may not enter it, it may not follow, or an act that took effect later
        could no longer follow.
    """
    at = at or timezone.now()
    _check_day(on, at)
    if rectifies is not None and not reason:
        raise Refused(_("Say why the act is rectified."), rule="GEN-6")

    # Locked before its head is read, or two acts could take the same number.
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    _check_person(concern_of(matter), content, by, granted=roles_granted(by, matter.pk, at))
    entry = _entry(
        matter.acts_entered + 1,
        content,
        on,
        at,
        by,
        precision=precision,
        source=source,
        rectifies=rectifies,
        reason=reason,
    )
    return _enter(matter, entry, content, at)


def _enter(matter: Matter, entry: Entry, content: Content, at: datetime) -> Act:
    """Append an act to a docket that is locked, if it may follow."""
    procedure = procedure_named(matter.procedure)
    follows = entry.rectifies is None and content.act is not STRUCK
    if follows and (matter.last_on is None or entry.on >= matter.last_on):
        before = _projected(matter)
        after = check_step(procedure, before, entry)
        act = _append(matter, procedure, entry, after, at)
        projections.save_step(matter, before, after)
    else:
        if matter.disposed_on is not None:
            check_step(procedure, Standing(disposed_on=matter.disposed_on), entry)
        entries = opened_entries_of(matter)
        check_rectification(entries, entry)
        after = check(procedure, [*entries, entry])
        act = _append(matter, procedure, entry, after, at)
        projections.save_clocks({matter.pk: after})
    sealing.index_names(matter.key, procedure, content.act, entry.fields)
    record(
        events.ACT_ENTERED,
        by=entry.by,
        about=matter.reference,
        permission=Permission.ACTS_ENTER,
        at=at,
        act=entry.number,
        kind=entry.kind,
    )
    return act


def _entry(
    number: int,
    content: Content,
    on: date,
    at: datetime,
    by: Actor,
    *,
    precision: Precision,
    source: str,
    rectifies: int | None = None,
    reason: str = "",
) -> Entry:
    return Entry(
        number=number,
        kind=content.act.name,
        on=on,
        entered_at=at,
        fields=content.fields,
        rectifies=rectifies,
        precision=precision,
        by=by.name,
        source=source,
        reason=reason,
    )


def strike(matter: Matter, number: int, *, reason: str, by: Actor, on: date) -> Act:
    """Take back an act that should not have been entered; it stays in the docket, struck."""
    return enter(matter, STRUCK(), on=on, by=by, rectifies=number, reason=reason)


@transaction.atomic
def record_disposal(matter: Matter, *, by: Actor, schedule: str, at: datetime | None = None) -> Act:
    """
    Enter into a docket that its confidential content is destroyed; `disposal` destroys it.

    :raises Refused: if it is still needed, or `by` may not.
    """
    at = at or timezone.now()
    content = DISPOSED(schedule=schedule)
    act = enter(matter, content, on=at.date(), by=by, at=at)
    blind.forget(matter.key)
    return act


@transaction.atomic
def load(
    drafts: Iterable[Draft],
    *,
    by: Actor,
    at: datetime | None = None,
    progress: Callable[[int], None] = lambda _acts: None,
) -> int:
    """
    Load a record of acts, all of it or nothing, and return how many were new.

    An act that the docket already holds, word for word, is passed over, so that loading the same
    record again changes nothing. `progress` is told how many acts have been dealt with.

    :raises RecordRefused: naming every place in the record that cannot be entered.
    """
    at = at or timezone.now()
    dockets: dict[str, list[Draft]] = {}
    for draft in drafts:
        dockets.setdefault(draft.reference, []).append(draft)
    problems: list[tuple[str, Refused]] = []
    loaded = 0
    references = list(dockets)
    for start in range(0, len(references), _DOCKETS_AT_ONCE):
        some = {name: dockets[name] for name in references[start : start + _DOCKETS_AT_ONCE]}
        loaded += _load_some(some, by, at, problems)
        progress(sum(len(one) for one in some.values()))
    if problems:
        raise RecordRefused(problems)
    return loaded


@dataclass(slots=True)
class _Growing:
    """A docket while a record is loaded into it."""

    matter: Matter
    procedure: Procedure
    entries: list[Entry]
    drafts: list[Draft] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)


def _load_some(
    dockets: dict[str, list[Draft]],
    by: Actor,
    at: datetime,
    problems: list[tuple[str, Refused]],
) -> int:
    known = {
        one.reference: one
        for one in Matter.objects.select_for_update().filter(reference__in=list(dockets))
    }
    growing: list[_Growing] = []
    for reference, drafts in dockets.items():
        matter = known.get(reference) or Matter(
            procedure=drafts[0].procedure.name, reference=reference
        )
        entries = opened_entries_of(matter) if matter.pk else []
        one = _Growing(matter, drafts[0].procedure, entries)
        refused = _grow(one, drafts, by, at)
        if refused:
            problems.extend(refused)
        elif one.new:
            growing.append(one)
    if problems:
        return 0
    return _write(growing, at)


def _grow(one: _Growing, drafts: list[Draft], by: Actor, at: datetime) -> list[tuple[str, Refused]]:
    """Add to a docket the drafts that it does not hold yet; return what cannot be added."""
    held = {_said(entry) for entry in one.entries}
    for draft in sorted(drafts, key=lambda draft: draft.entered_at):
        entry = _entry(
            len(one.entries) + 1,
            draft.content,
            draft.on,
            draft.entered_at,
            by,
            precision=draft.precision,
            source=draft.source,
            rectifies=draft.rectifies,
            reason=draft.reason,
        )
        if _said(entry) in held:
            continue
        try:
            _check_draft(one, draft, entry, by, at)
        except Refused as refusal:
            return [(draft.where, refusal)]
        one.entries.append(entry)
        one.drafts.append(draft)
        one.new.append(entry)
    try:
        one.standing = check(one.procedure, one.entries)
    except ActRefused as refusal:
        first_new = len(one.entries) - len(one.new)
        index = refusal.number - 1 - first_new
        return [(one.drafts[max(index, 0)].where if one.drafts else "", refusal)]
    return []


def _check_draft(one: _Growing, draft: Draft, entry: Entry, by: Actor, at: datetime) -> None:
    if draft.procedure is not one.procedure or one.matter.procedure != one.procedure.name:
        raise Refused(
            _("The docket {reference} is of another procedure."),
            reference=draft.reference,
        )
    if Role.SERVICE not in by.roles:
        raise Refused(_("A record is loaded by the system itself, not under a person's name."))
    if one.matter.disposed_on is not None:
        check_step(one.procedure, Standing(disposed_on=one.matter.disposed_on), entry)
    _check_day(draft.on, draft.entered_at)
    if draft.entered_at > at:
        raise Refused(_("An act cannot have become known in the future."))
    if one.entries and draft.entered_at < one.entries[-1].entered_at:
        raise Refused(_("The docket already holds acts that became known later."))
    check_rectification(one.entries, entry)
    if entry.rectifies is not None and not entry.reason:
        raise Refused(_("Say why the act is rectified."), rule="GEN-6")


def _said(entry: Entry) -> tuple[object, ...]:
    return (
        entry.kind,
        entry.on,
        entry.rectifies,
        entry.source,
        canonical(entry.fields),
    )


def _write(growing: list[_Growing], at: datetime) -> int:
    _make_keys(growing)
    acts = [_chained(one.matter, one.procedure, entry, at) for one in growing for entry in one.new]
    for one in growing:
        _project(one.matter, one.procedure, one.standing)
    new = [one.matter for one in growing if one.matter.pk is None]
    grown = [one.matter for one in growing if one.matter.pk is not None]
    Matter.objects.bulk_create(new, batch_size=_ACTS_AT_ONCE)
    Matter.objects.bulk_update(grown, Matter.PROJECTED, batch_size=_ACTS_AT_ONCE)
    for act in acts:
        act.matter_id = act.matter.pk
    Act.objects.bulk_create(acts, batch_size=_ACTS_AT_ONCE)
    projections.save_clocks({one.matter.pk: one.standing for one in growing})
    for one in growing:
        for draft, entry in zip(one.drafts, one.new, strict=True):
            sealing.index_names(one.matter.key, one.procedure, draft.content.act, entry.fields)
    record_many(_lines(growing, at))
    return len(acts)


def _make_keys(growing: list[_Growing]) -> None:
    """Make the keys that are needed in one go: one by one, each would wait for the disk."""
    keystore.make_keys(
        one.matter.key
        for one in growing
        if any(
            entry.reason or not draft.content.act.sealed_fields().isdisjoint(entry.fields)
            for draft, entry in zip(one.drafts, one.new, strict=True)
        )
    )


def _lines(growing: list[_Growing], at: datetime) -> Iterable[LineDraft]:
    for one in growing:
        yield LineDraft(
            events.ACTS_LOADED,
            by=one.new[0].by,
            about=one.matter.reference,
            permission=Permission.ACTS_ENTER,
            at=at,
            details={"first": one.new[0].number, "last": one.new[-1].number},
        )


def concern_of(matter: Matter) -> Concern:
    """Return what about a matter decides who may know of it."""
    return Concern(
        procedure=matter.procedure,
        body=matter.body,
        states=projections.from_list(matter.states),
        shared=frozenset(Role(name) for name in projections.from_list(matter.shared)),
    )


def _concern_of_opening(procedure: Procedure, content: Content) -> Concern:
    body = content.fields.get(procedure.body_field)
    return Concern(
        procedure=procedure.name,
        body=body if isinstance(body, str) else procedure.body,
        states=projections.states_of(procedure, content.fields),
        shared=content.act.known_to(content.fields),
    )


def _check_person(
    concern: Concern, content: Content, by: Actor, granted: frozenset[Role] | None = None
) -> None:
    """Raise unless this person may enter this act into such a matter. None granted: it opens."""
    roles = roles_for(by, concern, granted or ())
    if not roles and granted is not None:
        raise NotVisible("There is no such docket for this person.")
    if not roles & {*content.act.by, Role.SERVICE}:
        raise Refused(_('You may not enter the act "{act}".'), act=content.act.title)


def _check_reference(reference: str) -> None:
    """Raise unless the trail can name the docket by its reference, which tells of no person."""
    try:
        check_identifier(reference, "the reference")
    except ValueError:
        raise Refused(
            _("A reference is made of letters, digits and / - . : without names: {example}."),
            example="SPT/V/2026/4",
        ) from None


def _check_day(on: date, known_at: datetime) -> None:
    if on > (known_at + _LONGEST_DAY).date():
        raise Refused(
            _("An act cannot take effect on {day}, after it became known."),
            day=on.isoformat(),
        )


def _projected(matter: Matter) -> Standing:
    """Return the standing from its projection: the cost does not grow with the docket."""
    return Standing(
        status=matter.status,
        since=matter.since,
        opened_on=matter.opened_on,
        last_on=matter.last_on,
        facts={**json.loads(matter.facts), **sealing.open_facts(matter.key, matter.sealed)},
        clocks=running_clocks(matter),
        shared=concern_of(matter).shared,
        disposed_on=matter.disposed_on,
    )


def _append(
    matter: Matter, procedure: Procedure, entry: Entry, after: Standing, at: datetime
) -> Act:
    act = _chained(matter, procedure, entry, at)
    act.save(force_insert=True)
    _project(matter, procedure, after)
    matter.save(update_fields=Matter.PROJECTED)
    return act


def _project(matter: Matter, procedure: Procedure, standing: Standing) -> None:
    projections.project(
        matter,
        projections.of_matter(
            procedure, standing, acts_entered=matter.acts_entered, head=matter.head
        ),
    )
    facts = projections.sealed_facts(procedure, standing)
    matter.sealed = sealing.seal_facts(matter.key, facts)


def _chained(matter: Matter, procedure: Procedure, entry: Entry, at: datetime) -> Act:
    """Return the row of an act, its digest linked to the head, and move the head to it."""
    kind = procedure.act(entry.kind)
    clear, _sealed = sealing.split(entry.fields, kind.sealed_fields())
    act = Act(
        matter=matter,
        number=entry.number,
        kind=f"{procedure.name}.{entry.kind}",
        on=entry.on,
        precision=entry.precision.value,
        entered_at=entry.entered_at,
        recorded_at=at,
        by=entry.by,
        fields=canonical(clear),
        sealed=sealing.seal_act(matter.key, kind, entry),
        rectifies=entry.rectifies,
        source=entry.source,
    )
    act.digest = act_digest(
        procedure=procedure.name,
        reference=matter.reference,
        number=act.number,
        kind=act.kind,
        on=act.on,
        precision=act.precision,
        entered_at=act.entered_at,
        recorded_at=act.recorded_at,
        by=act.by,
        fields=act.fields,
        sealed=act.sealed,
        rectifies=act.rectifies,
        source=act.source,
        before=matter.head,
    )
    matter.acts_entered = act.number
    matter.head = act.digest
    return act
