"""
The end of what is confidential in a docket: recorded first, then destroyed for good.

What is destroyed is the matter's key and its files: no copy of the data, however old, can be read
any more. The acts, their days and their public fields stay, and with them every figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from amparo.access.permissions import Actor, Permission
from amparo.audit.actions import record
from amparo.core.words import gettext_noop as _
from amparo.vault import keystore
from amparo.vault.files import store

from . import events
from .actions import record_disposal
from .entries import Standing
from .folding import disposal_due_on
from .models import Matter, MatterQuerySet
from .procedure import PROCEDURES, procedure_named
from .reading import readers_of

_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Due:
    """A docket whose confidential content is to be destroyed, since when, under which schedule."""

    reference: str
    procedure: str
    since: date
    schedule: str


@dataclass(frozen=True, slots=True)
class Content:
    """How much of a docket its disposal touches, and how much of it stays."""

    acts: int
    sealed_acts: int
    files: int
    notes: int
    accesses: int


def due(on: date) -> Iterator[Due]:
    """Yield the dockets that have confidential content and whose time is over, the oldest first."""
    return (found for _matter, found in _due(Matter.objects.all(), on))


def due_for(actor: Actor, at: datetime) -> list[Due]:
    """Return those dockets that are due and of which the actor may dispose, the oldest first."""
    waiting = list(_due(Matter.objects.visible_to(actor, at), at.date()))
    may_dispose = {
        matter.pk
        for matter, reader in readers_of(actor, (matter for matter, _due in waiting), at)
        if reader.may(Permission.MATTERS_DISPOSE)
    }
    return [found for matter, found in waiting if matter.pk in may_dispose]


def content_of(matter: Matter) -> Content:
    """Return what the disposal of a docket would destroy, in numbers."""
    return Content(
        acts=matter.acts_entered,
        sealed_acts=matter.acts.filter(sealed__isnull=False).count(),
        files=store.files_of(matter.key).count(),
        notes=matter.notes.count(),
        accesses=matter.grants.filter(reason_sealed__isnull=False).count(),
    )


def _due(matters: MatterQuerySet, on: date) -> Iterator[tuple[Matter, Due]]:
    kept_for_a_time = [one.name for one in PROCEDURES.values() if one.retention is not None]
    waiting = matters.filter(
        procedure__in=kept_for_a_time, disposed_on__isnull=True, next_due_on__isnull=True
    ).order_by("last_on", "reference")
    keys = set(keystore.holders())
    for matter in waiting.iterator(_CHUNK):
        procedure = procedure_named(matter.procedure)
        standing = Standing(status=matter.status, last_on=matter.last_on)
        since = disposal_due_on(procedure, standing)
        if matter.key in keys and since is not None and since <= on and procedure.retention:
            yield matter, Due(matter.reference, procedure.title, since, procedure.retention.rule)


def dispose(matter: Matter, *, by: Actor, at: datetime | None = None) -> None:
    """
    Destroy what is confidential in a docket, having recorded it there.

    Recorded first: should the destruction be cut short, `finish` completes it.

    :raises Refused: if the content is still needed, or `by` may not.
    """
    at = at or timezone.now()
    retention = procedure_named(matter.procedure).retention
    record_disposal(matter, by=by, schedule=retention.rule if retention else _("None"), at=at)
    _destroy(matter.key, matter.reference, by=by, at=at)


def finish(*, by: Actor, at: datetime) -> int:
    """
    Complete disposals, and return how many there were.

    Destroys what dockets say is destroyed and is not yet; and says it again in dockets that were
    brought back from a copy made before their key was destroyed.
    """
    left = list(Matter.objects.filter(disposed_on__isnull=False, key__in=list(keystore.holders())))
    for matter in left:
        _destroy(matter.key, matter.reference, by=by, at=at)
    brought_back = _brought_back()
    for matter in brought_back:
        # What is sealed there cannot be opened, and nothing could be entered beside it.
        Matter.objects.filter(pk=matter.pk).update(sealed=None)
        retention = procedure_named(matter.procedure).retention
        schedule = retention.rule if retention else _("None")
        record_disposal(matter, by=by, schedule=schedule, at=at)
        store.drop(matter.key, at=at)
    return len(left) + len(brought_back)


def _brought_back() -> list[Matter]:
    keys = Matter.objects.filter(disposed_on__isnull=True, sealed__isnull=False)
    gone = keystore.destroyed(keys.values_list("key", flat=True))
    return list(Matter.objects.filter(key__in=gone).order_by("reference"))


def recorded() -> set[UUID]:
    """Return the keys that the dockets say are destroyed; no key store may bring them back."""
    found = Matter.objects.filter(disposed_on__isnull=False).values_list("key", flat=True)
    return set(found)


def _destroy(key: UUID, reference: str, *, by: Actor, at: datetime) -> None:
    keystore.destroy(key, at=at)
    store.drop(key, at=at)
    record(
        events.CONTENT_DESTROYED,
        by=by.name,
        about=reference,
        permission=Permission.MATTERS_DISPOSE,
        at=at,
    )
