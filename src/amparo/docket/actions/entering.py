"""Entering one act: may this person, lock, may this act follow, append, project, leave the line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from amparo.access.permissions import Actor, Permission, Role
from amparo.access.queries import roles_granted
from amparo.access.rules.need_to_know import Concern, is_outsider, reads, roles_for
from amparo.audit.actions import record
from amparo.audit.identifiers import check_identifier
from amparo.core.errors import NotVisible, Refused
from amparo.core.words import gettext_noop as _
from amparo.vault import blind
from amparo.vault.files.words import Words

from .. import events, masking, outlooks, projections, releasing, sealing
from ..entries import Entry, Precision, Standing
from ..folding import ActRefused, check, check_rectification, check_step
from ..models import Act, Matter
from ..procedure import DISPOSED, STRUCK, Content, Procedure, procedure_named
from ..queries import entries_of, opened_entries_of, running_clocks
from ..reading import Reader
from . import once
from .appending import chained, check_day, entry_of, project
from .conditions import check_conditions


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
    token: UUID | None = None,
) -> Matter:
    """
    Open a docket with its first act; with the same `token` once, however often it is asked.

    :raises Refused: if the reference is taken, or the procedure cannot open with this act.
    """
    _check_reference(reference)
    roles = _check_person(_concern_of_opening(procedure, content), content, by)
    at = at or timezone.now()
    check_day(on, at)
    entry = entry_of(1, content, on, at, by, precision=precision, source=source)
    try:
        with transaction.atomic():
            matter = Matter.objects.create(procedure=procedure.name, reference=reference)
    except IntegrityError:
        there = Matter.objects.get(reference=reference)
        if token is not None and (before := once.entered_with(token, there, by)):
            return once.the_same(before, entry, content).matter
        raise Refused(_("There already is a docket {reference}."), reference=reference) from None
    # No file can be there yet: there is nothing to read.
    check_conditions(matter, entry, content, Reader(by, roles, reads(roles)), {}, at)
    act = _enter(matter, entry, content, at)
    if token is not None:
        once.note(token, act, at)
    matter.refresh_from_db()
    return matter


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
    token: UUID | None = None,
    seen: int | None = None,
) -> Act:
    """
    Enter one act into a docket: may this person, lock, may this act follow, append, project.

    `rectifies` is the number of the act that this one replaces; it needs a `reason`. `at` is the
    moment of entry, now by default. With the same `token`, the act entered before is returned.
    `seen` is the number of the latest act of which `by` knew.

    :raises NotVisible: if `by` may not know of the matter.
    :raises EnteredMeanwhile: if there are later acts than `seen` of which `by` may know.
    :raises Refused: if `by` may not enter it, it may not follow, or an act that took effect later
        could no longer follow.
    """
    at = at or timezone.now()
    check_day(on, at)
    if rectifies is not None and not reason:
        raise Refused(_("Say why the act is rectified."), rule="GEN-6")

    # Read before anything is locked: a long document takes many seconds.
    read = _read_documents(matter, content, by, at)
    with transaction.atomic():
        # Locked before its head is read, or two acts could take the same number.
        matter = Matter.objects.select_for_update().get(pk=matter.pk)
        granted = roles_granted(by, matter.pk, at)
        roles = _check_person(projections.concern_of(matter), content, by, granted=granted)
        if rectifies is not None:
            _check_whose(matter, rectifies, content, by, roles)
        entry = entry_of(
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
        if token is not None and (before := once.entered_with(token, matter, by)):
            return once.the_same(before, entry, content)
        reader = Reader(by, roles, reads(roles, granted))
        if seen is not None:
            once.check_seen(matter, reader, seen, at)
        try:
            check_conditions(matter, entry, content, reader, read, at)
            act = _enter(matter, entry, content, at)
        except Refused as refusal:
            raise _as_told(refusal, content, roles) from None
        if token is not None:
            once.note(token, act, at)
        return act


def _read_documents(
    matter: Matter, content: Content, by: Actor, at: datetime
) -> Mapping[UUID, Words]:
    """Return the words of the documents that go out with an act, for one who may enter it."""
    if not masking.documents_of(procedure_named(matter.procedure), content):
        return {}
    granted = roles_granted(by, matter.pk, at)
    _check_person(projections.concern_of(matter), content, by, granted=granted)
    return masking.read_documents(matter, content)


def _enter(matter: Matter, entry: Entry, content: Content, at: datetime) -> Act:
    """Append an act to a docket that is locked, if it may follow."""
    procedure = procedure_named(matter.procedure)
    was_shared, stood = bool(matter.shared), matter.status
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
    changes = not follows or matter.status != stood or outlooks.may_change(content.act)
    if changes and (was_shared or matter.shared):
        outlooks.save({matter: entries_of(matter.acts.all())})
    sealing.index_names(matter.key, procedure, content.act, entry.fields)
    if releasing.may_change_what_is_public(content.act, entry):
        releasing.note([matter], at)
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


def strike(
    matter: Matter,
    number: int,
    *,
    reason: str,
    by: Actor,
    on: date,
    token: UUID | None = None,
    seen: int | None = None,
) -> Act:
    """Take back an act that should not have been entered; it stays in the docket, struck."""
    return enter(
        matter,
        STRUCK(),
        on=on,
        by=by,
        rectifies=number,
        reason=reason,
        token=token,
        seen=seen,
    )


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
) -> frozenset[Role]:
    """
    Return the roles of a person who may enter this act into such a matter, or raise.

    None granted: it opens.
    """
    roles = roles_for(by, concern, granted or ())
    if not roles and granted is not None:
        raise NotVisible("There is no such docket for this person.")
    if not roles & {*content.act.by, Role.SERVICE}:
        raise Refused(_('You may not enter the act "{act}".'), act=content.act.title)
    return roles


def _check_whose(
    matter: Matter, number: int, content: Content, by: Actor, roles: frozenset[Role]
) -> None:
    """
    Raise unless this person may replace that act: who may enter it may, outsiders only their own.

    Whether there is such an act, and whether it still counts, is asked elsewhere.
    """
    act = matter.acts.filter(number=number).first()
    if act is None or Role.SERVICE in roles:
        return
    if is_outsider(roles) and act.by != by.name:
        # As if it were not there: they may not know of it.
        raise Refused(_("There is no act {number} to rectify in this docket."), number=number)
    kind = procedure_named(matter.procedure).act(act.kind.partition(".")[2])
    if content.act is not STRUCK and not roles & {*kind.by}:
        raise Refused(_('You may not rectify the act "{act}".'), act=kind.title)


def _as_told(refusal: Refused, content: Content, roles: frozenset[Role]) -> Refused:
    """Return a refusal as this person may know it: how a matter stands is not told outside."""
    tells = isinstance(refusal, ActRefused) or "standing" in refusal.values
    if not is_outsider(roles) or not tells:
        return refusal
    return Refused(
        _('The act "{act}" cannot be entered as the matter stands.'),
        rule=content.act.rule,
        act=content.act.title,
    )


def _check_reference(reference: str) -> None:
    """Raise unless the trail can name the docket by its reference, which tells of no person."""
    try:
        check_identifier(reference, "the reference")
    except ValueError:
        raise Refused(
            _("A reference is made of letters, digits and / - . : without names: {example}."),
            example="SPT/V/2026/4",
        ) from None


def _projected(matter: Matter) -> Standing:
    """Return the standing from its projection: the cost does not grow with the docket."""
    return Standing(
        status=matter.status,
        since=matter.since,
        opened_on=matter.opened_on,
        last_on=matter.last_on,
        facts={**json.loads(matter.facts), **sealing.open_facts(matter.key, matter.sealed)},
        clocks=running_clocks(matter),
        shared=projections.concern_of(matter).shared,
        disposed_on=matter.disposed_on,
    )


def _append(
    matter: Matter, procedure: Procedure, entry: Entry, after: Standing, at: datetime
) -> Act:
    act = chained(matter, procedure, entry, at)
    act.save(force_insert=True)
    project(matter, procedure, after)
    matter.save(update_fields=Matter.PROJECTED)
    return act
