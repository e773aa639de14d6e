"""From an entry to its row: sealed where it must be, linked to the head, projected."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from amparo.access.permissions import Actor
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .. import projections, sealing
from ..digests import act_digest, canonical
from ..entries import Entry, Precision, Standing
from ..models import Act, Matter
from ..procedure import Content, Procedure

_LONGEST_DAY = timedelta(hours=14)  # somewhere it is already tomorrow


def entry_of(
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


def check_day(on: date, known_at: datetime) -> None:
    if on > (known_at + _LONGEST_DAY).date():
        raise Refused(
            _("An act cannot take effect on {day}, after it became known."),
            day=on.isoformat(),
        )


def chained(matter: Matter, procedure: Procedure, entry: Entry, at: datetime) -> Act:
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


def project(matter: Matter, procedure: Procedure, standing: Standing) -> None:
    projections.project(
        matter,
        projections.of_matter(
            procedure, standing, acts_entered=matter.acts_entered, head=matter.head
        ),
    )
    facts = projections.sealed_facts(procedure, standing)
    matter.sealed = sealing.seal_facts(matter.key, facts)
