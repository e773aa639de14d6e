"""Making the projections again from the acts, or only comparing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from amparo.vault import keystore
from amparo.vault.envelope import Unreadable

from . import outlooks, projections, sealing
from .entries import Fields
from .folding import fold
from .models import Act, Matter
from .procedure import procedure_named
from .queries import entries_with_sealed

_MATTERS_AT_ONCE = 500


def rebuild(
    *, write: bool, progress: Callable[[int], None] = lambda _matters: None
) -> Iterator[str]:
    """
    Yield, in words, each difference between the projections and the acts; if `write`, mend it.

    Some hundred dockets at a time, each batch under lock, so that work goes on meanwhile.
    """
    keys = list(Matter.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _MATTERS_AT_ONCE):
        some = keys[start : start + _MATTERS_AT_ONCE]
        with transaction.atomic():
            yield from list(_rebuild_some(some, write=write))
        progress(len(some))


def _rebuild_some(keys: list[int], *, write: bool) -> Iterator[str]:
    matters = {
        one.pk: one for one in Matter.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    stored = projections.stored_clocks(matters.values())
    seen_outside = outlooks.stored(matters.values())
    acts = Act.objects.filter(matter__in=keys).order_by("matter_id", "number")
    by_matter = {key: list(group) for key, group in groupby(acts, key=attrgetter("matter_id"))}
    data_keys = keystore.keys_of([one.key for one in matters.values()])
    wrong, outside = {}, {}
    for key, matter in matters.items():
        own = by_matter.get(key, [])
        procedure = procedure_named(matter.procedure)
        held = sealing.opened(entries_with_sealed(own), matter.key, data_keys)
        standing = fold(procedure, held)
        columns = projections.of_matter(
            procedure, standing, acts_entered=len(own), head=own[-1].digest if own else ""
        )
        found = [
            *projections.differences(
                matter, columns, projections.clocks_of(standing), stored.get(key, [])
            ),
            *_sealed_differences(matter, projections.sealed_facts(procedure, standing), data_keys),
        ]
        if found:
            wrong[key] = standing
            projections.project(matter, columns)
            yield from found
        if outlooks.outlooks_of(matter, held) != seen_outside.get(key, []):
            outside[matter] = held
            yield _(
                "{reference}: how it stands for those outside is not what the acts give"
            ).format(reference=matter.reference)
        if write and matter.key in data_keys:
            sealing.index_again(matter.key, procedure, held)
    if write and wrong:
        for key, standing in wrong.items():
            matter = matters[key]
            if matter.key in data_keys:
                facts = projections.sealed_facts(procedure_named(matter.procedure), standing)
                matter.sealed = sealing.seal_facts(matter.key, facts)
        Matter.objects.bulk_update([matters[key] for key in wrong], Matter.PROJECTED)
        projections.save_clocks(wrong)
    if write:
        outlooks.save(outside)


def _sealed_differences(
    matter: Matter, facts: Fields, data_keys: Mapping[UUID, bytes]
) -> Iterator[str]:
    if matter.key not in data_keys:
        return  # destroyed, or still to be brought back: nobody can tell, and it stays as it is
    try:
        held = sealing.open_facts(matter.key, matter.sealed, data_keys)
    except Unreadable:
        held = None
    if held != facts:
        yield _("{reference}: the sealed facts are not those that the acts give").format(
            reference=matter.reference
        )


def count_matters() -> int:
    """Return how many dockets there are to go through."""
    return Matter.objects.count()


def count_acts() -> int:
    """Return how many acts there are to go through."""
    return Act.objects.count()
