"""Making the projections again from the acts, or only comparing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from . import projections
from .folding import fold
from .models import Act, Matter
from .procedure import procedure_named
from .queries import entries_from

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
    acts = Act.objects.filter(matter__in=keys).order_by("matter_id", "number")
    by_matter = {key: list(group) for key, group in groupby(acts, key=attrgetter("matter_id"))}
    wrong = {}
    for key, matter in matters.items():
        own = by_matter.get(key, [])
        procedure = procedure_named(matter.procedure)
        standing = fold(procedure, entries_from(own))
        columns = projections.of_matter(
            procedure, standing, acts_entered=len(own), head=own[-1].digest if own else ""
        )
        found = list(
            projections.differences(
                matter, columns, projections.clocks_of(standing), stored.get(key, [])
            )
        )
        if found:
            wrong[key] = standing
            projections.project(matter, columns)
            yield from found
    if write and wrong:
        Matter.objects.bulk_update([matters[key] for key in wrong], Matter.PROJECTED)
        projections.save_clocks(wrong)


def count_matters() -> int:
    """Return how many dockets there are to go through."""
    return Matter.objects.count()


def count_acts() -> int:
    """Return how many acts there are to go through."""
    return Act.objects.count()
