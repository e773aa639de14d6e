"""
Writing dockets into the public store.

What is written was made by `docket.disclosure`; here it only finds its rows. A docket is written
whole or not at all, and writing it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from amparo.docket import projections
from amparo.docket.digests import canonical
from amparo.docket.entries import Entry
from amparo.docket.folding import fold
from amparo.docket.models import Act, Clock, Matter
from amparo.docket.procedure import Procedure

from . import changes

_ROWS_AT_ONCE = 500
_ACT_COLUMNS = (
    "number",
    "kind",
    "on",
    "precision",
    "entered_at",
    "fields",
    "rectifies",
    "source",
)
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class OpenDocket:
    """A docket as the world may know it; without entries, there is nothing to know."""

    reference: str
    procedure: Procedure
    entries: Sequence[Entry]

    def rows(self) -> list[Row]:
        """Return its acts as they stand in the store, by `_ACT_COLUMNS`."""
        return [_row(self.procedure, entry) for entry in self.entries]


def settle(dockets: Sequence[OpenDocket]) -> list[str]:
    """Make the store hold these dockets as they are; return the references of those changed."""
    held = held_rows(one.reference for one in dockets)
    changed = [one for one in dockets if held.get(one.reference, []) != one.rows()]
    with transaction.atomic(using=settings.PUBLIC_STORE):
        changes.note(("docket", one.reference) for one in changed)
        _take_out([one.reference for one in changed if not one.entries])
        _write([one for one in changed if one.entries])
    return [one.reference for one in changed]


def empty() -> None:
    """Take every docket out of the store."""
    with transaction.atomic(using=settings.PUBLIC_STORE):
        changes.note(("docket", one) for one in sorted(references_held()))
        for model in (Clock, Act, Matter):
            _delete(model._default_manager.using(settings.PUBLIC_STORE).all())


def held_rows(references: Iterable[str]) -> dict[str, list[Row]]:
    """Return the acts that the store holds of these dockets, in their order."""
    acts = Act.objects.using(settings.PUBLIC_STORE)
    rows = acts.filter(matter__reference__in=list(references)).order_by("number")
    found: dict[str, list[Row]] = {}
    for reference, *row in rows.values_list("matter__reference", *_ACT_COLUMNS):
        found.setdefault(reference, []).append(tuple(row))
    return found


def references_held() -> set[str]:
    """Return the references of the dockets in the store."""
    rows = Matter.objects.using(settings.PUBLIC_STORE).values_list("reference", flat=True)
    return set(rows)


def _take_out(references: list[str]) -> None:
    for model in (Clock, Act):
        rows = model._default_manager.using(settings.PUBLIC_STORE)
        _delete(rows.filter(matter__reference__in=references))
    _delete(Matter.objects.using(settings.PUBLIC_STORE).filter(reference__in=references))


def _delete(rows: QuerySet[Any]) -> None:
    # Not `delete()`: that looks for what else points here in tables that only the inside has.
    rows._raw_delete(settings.PUBLIC_STORE)


def _write(dockets: Sequence[OpenDocket]) -> None:
    matters = _matters(dockets)
    acts = Act.objects.using(settings.PUBLIC_STORE)
    stale, new = _differing(dockets, matters)
    _delete(acts.filter(pk__in=stale))
    acts.bulk_create(new, batch_size=_ROWS_AT_ONCE)
    clocks = Clock.objects.using(settings.PUBLIC_STORE)
    _delete(clocks.filter(matter__in=[one.pk for one in matters.values()]))
    clocks.bulk_create(_clocks(dockets, matters), batch_size=_ROWS_AT_ONCE)


def _differing(
    dockets: Sequence[OpenDocket], matters: Mapping[str, Matter]
) -> tuple[list[int], list[Act]]:
    """Return the keys of acts that may not stay, and the acts that are missing."""
    rows = Act.objects.using(settings.PUBLIC_STORE).filter(
        matter__in=[one.pk for one in matters.values()]
    )
    held = {
        (matter, row[0]): (key, tuple(row))
        for key, matter, *row in rows.values_list("pk", "matter_id", *_ACT_COLUMNS)
    }
    new = []
    for docket in dockets:
        matter = matters[docket.reference]
        for row in docket.rows():
            there = held.get((matter.pk, row[0]))
            if there is not None and there[1] == row:
                del held[matter.pk, row[0]]
            else:
                new.append(_act(matter, row))
    return [key for key, _row in held.values()], new


def _matters(dockets: Sequence[OpenDocket]) -> dict[str, Matter]:
    rows = Matter.objects.using(settings.PUBLIC_STORE)
    rows.bulk_create(
        [_matter(one) for one in dockets],
        update_conflicts=True,
        unique_fields=["reference"],
        update_fields=[*Matter.PROJECTED],
        batch_size=_ROWS_AT_ONCE,
    )
    found = rows.filter(reference__in=[one.reference for one in dockets])
    return {one.reference: one for one in found}


def _matter(docket: OpenDocket) -> Matter:
    standing = fold(docket.procedure, docket.entries)
    columns = projections.of_matter(
        docket.procedure, standing, acts_entered=len(docket.entries), head=""
    )
    return Matter(
        procedure=docket.procedure.name,
        reference=docket.reference,
        key=uuid5(NAMESPACE_URL, docket.reference),  # names no key: nothing is sealed here
        **{**columns, "shared": ""},
    )


def _act(matter: Matter, row: Row) -> Act:
    act = Act(matter_id=matter.pk, by="", digest="", **dict(zip(_ACT_COLUMNS, row, strict=True)))
    act.recorded_at = act.entered_at
    return act


def _row(procedure: Procedure, entry: Entry) -> Row:
    return (
        entry.number,
        f"{procedure.name}.{entry.kind}",
        entry.on,
        entry.precision.value,
        entry.entered_at,
        canonical(entry.fields),
        entry.rectifies,
        entry.source,
    )


def _clocks(dockets: Iterable[OpenDocket], matters: Mapping[str, Matter]) -> Iterator[Clock]:
    for docket in dockets:
        for columns in projections.clocks_of(fold(docket.procedure, docket.entries)):
            yield Clock(matter_id=matters[docket.reference].pk, **columns)
