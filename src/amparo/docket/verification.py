"""Whether dockets and trail are as they were written: every digest, chain and checkpoint."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext

from amparo.audit import queries as trail
from amparo.audit.actions import record
from amparo.audit.events import VERIFIED
from amparo.audit.verification import verify as verify_trail
from amparo.core.verifying import Finding, damaged_text_readable, stored_moment
from amparo.core.words import gettext_noop as _

from . import checkpoints
from .digests import act_digest, checkpoint_digest
from .models import Act, Checkpoint, CheckpointHead, Matter
from .procedure import PROCEDURES

_CHUNK = 5_000


class _Stored(NamedTuple):
    """An act as its row holds it; days and moments as text, whatever it says."""

    matter: int
    number: int
    kind: str
    day: str
    precision: str
    entered: str
    recorded: str
    by: str
    fields: str
    sealed: bytes | None
    rectifies: int | None
    source: str
    digest: str


def verify(progress: Callable[[int], None] = lambda _read: None) -> Iterator[Finding]:
    """
    Yield what is not as it was written; nothing if all is well.

    Reads every act, and every line of the trail, once. Whatever a stored act says is put into its
    digest again, and each docket's end is held against its own row and against the checkpoints.
    """
    named = _named_by_checkpoints()
    of_trail = {one: named.pop(one) for one in [*named] if trail.is_strand(one[0])}
    found: set[str] = set()
    with damaged_text_readable():
        matters = {
            key: (reference, procedure, acts, head)
            for key, reference, procedure, acts, head in Matter.objects.values_list(
                "pk", "reference", "procedure", "acts_entered", "head"
            ).iterator(_CHUNK)
        }
        for key, group in groupby(_stored_acts(), key=attrgetter("matter")):
            acts = list(group)
            matter = matters.pop(key, None)
            if matter is None:
                yield Finding(
                    gettext("matter {key}").format(key=key), _("It has acts, but no docket.")
                )
            else:
                for finding in _verify_chain(*matter, acts, named):
                    found.add(finding.reference)
                    yield finding
            progress(len(acts))
    for reference, _procedure, entered, _head in matters.values():
        if entered:
            found.add(reference)
            yield Finding(reference, _("All its acts are gone."))
    # Of a docket that is known to be wrong, what a checkpoint says adds nothing.
    for reference, number in sorted(one for one in named if one[0] not in found):
        yield Finding(
            reference, _("Act {number}, which a checkpoint names, cannot be confirmed."), number
        )
    yield from verify_trail(of_trail, progress)
    yield from _verify_checkpoints()


def remember(*, by: str, read: int, findings: int, permission: str = "") -> None:
    """Leave a line that somebody had all of it verified, how much was read, what was found."""
    record(VERIFIED, by=by, permission=permission, read=read, findings=findings)


def _stored_acts() -> Iterator[_Stored]:
    as_text = {
        name: Cast(column, CharField())
        for name, column in (("day", "on"), ("entered", "entered_at"), ("recorded", "recorded_at"))
    }
    rows = (
        Act.objects.annotate(**as_text)
        .order_by("matter_id", "number")
        .values_list("matter_id", *_Stored._fields[1:])
    )
    return (_Stored(*row) for row in rows.iterator(_CHUNK))


def _verify_chain(
    reference: str,
    procedure: str,
    entered: int,
    head: str,
    acts: list[_Stored],
    named: dict[tuple[str, int], set[str]],
) -> Iterator[Finding]:
    if procedure not in PROCEDURES:
        yield Finding(reference, _("Its procedure is not known."))
    before = ""
    for position, act in enumerate(acts, start=1):
        if act.number != position:
            yield Finding(reference, _("Act {number} is missing."), position)
            return
        digest = _digest_again(act, reference, procedure, before)
        if digest is None:
            yield Finding(reference, _("Act {number} cannot be read."), position)
            return
        if digest != act.digest:
            yield Finding(
                reference, _("Act {number} is not as it was when it was entered."), position
            )
            return
        if named.pop((reference, position), {digest}) != {digest}:
            yield Finding(
                reference, _("Act {number} is not the one that a checkpoint names."), position
            )
        before = act.digest
    if (entered, head) != (len(acts), before):
        yield Finding(reference, _("Its last act is not the one that was entered last."))


def _digest_again(act: _Stored, reference: str, procedure: str, before: str) -> str | None:
    """Return the digest of an act from what is stored, or None if that cannot be read."""
    try:
        json.loads(act.fields)
        return act_digest(
            procedure=procedure,
            reference=reference,
            number=act.number,
            kind=act.kind,
            on=date.fromisoformat(act.day),
            precision=act.precision,
            entered_at=stored_moment(act.entered),
            recorded_at=stored_moment(act.recorded),
            by=act.by,
            fields=act.fields,
            sealed=None if act.sealed is None else bytes(act.sealed),
            rectifies=act.rectifies,
            source=act.source,
            before=before,
        )
    except (ValueError, TypeError, AttributeError):
        return None


def _named_by_checkpoints() -> dict[tuple[str, int], set[str]]:
    named: dict[tuple[str, int], set[str]] = {}
    rows = CheckpointHead.objects.values_list("reference", "acts_entered", "digest")
    for reference, number, digest in rows.iterator(_CHUNK):
        named.setdefault((reference, number), set()).add(digest)
    return named


def _verify_checkpoints() -> Iterator[Finding]:
    chain = list(Checkpoint.objects.order_by("number"))
    if not chain:
        return
    keys = checkpoints.known_keys()
    before = ""
    for position, one in enumerate(chain, start=1):
        name = gettext("checkpoint {number}").format(number=one.number)
        heads = one.heads.values_list("reference", "acts_entered", "digest")
        digest = checkpoint_digest(
            number=position, taken_at=one.taken_at, heads=heads, before=before
        )
        if digest != one.digest:
            yield Finding(name, _("It is not as it was when it was signed."))
            return
        if not any(checkpoints.is_signed(one, key) for key in keys):
            yield Finding(name, _("It is not signed with this installation's key."))
        before = one.digest
