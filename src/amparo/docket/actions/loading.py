"""Loading a record from elsewhere: many acts at once, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from amparo.access.permissions import Actor, Permission, Role
from amparo.audit.actions import Draft as LineDraft
from amparo.audit.actions import record_many
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.vault import keystore

from .. import events, outlooks, projections, releasing, sealing
from ..digests import canonical
from ..entries import Entry, Precision, Standing
from ..folding import ActRefused, check, check_rectification, check_step
from ..models import Act, Matter
from ..procedure import Content, Procedure
from ..queries import opened_entries_of
from .appending import chained, check_day, entry_of, project
from .conditions import check_conditions_of_record

_ACTS_AT_ONCE = 500
_DOCKETS_AT_ONCE = 2_000


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
        entry = entry_of(
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
        acts = zip(one.new, (draft.content for draft in one.drafts), strict=True)
        check_conditions_of_record(one.matter, acts, one.entries, by)
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
    check_day(draft.on, draft.entered_at)
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
    acts = [chained(one.matter, one.procedure, entry, at) for one in growing for entry in one.new]
    for one in growing:
        project(one.matter, one.procedure, one.standing)
    new = [one.matter for one in growing if one.matter.pk is None]
    grown = [one.matter for one in growing if one.matter.pk is not None]
    Matter.objects.bulk_create(new, batch_size=_ACTS_AT_ONCE)
    Matter.objects.bulk_update(grown, Matter.PROJECTED, batch_size=_ACTS_AT_ONCE)
    for act in acts:
        act.matter_id = act.matter.pk
    Act.objects.bulk_create(acts, batch_size=_ACTS_AT_ONCE)
    projections.save_clocks({one.matter.pk: one.standing for one in growing})
    outlooks.save({one.matter: one.entries for one in growing})
    for one in growing:
        for draft, entry in zip(one.drafts, one.new, strict=True):
            sealing.index_names(one.matter.key, one.procedure, draft.content.act, entry.fields)
    releasing.note((one.matter for one in growing), at)
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
