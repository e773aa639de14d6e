"""
Keeping what is dear to make for as long as the record it was made from stays as it is.

A report takes a second to count and five to set as PDF; asked for again, it is the same to the byte
until something is entered.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar, cast

from django.core.cache import cache
from django.db.models import Count, Max

from amparo.docket.models import Act
from amparo.registry.models import TreatyAction

from .models import PublishedAggregate

Made = TypeVar("Made")

_NOT_KEPT = object()


def kept(make: Callable[[], Made], *what: object) -> Made:
    """Return what was made before for the same `what` from the same record, or make it now."""
    said = "|".join(str(one) for one in (*what, *_record()))
    key = sha256(said.encode()).hexdigest()
    found = cache.get(key, _NOT_KEPT)
    if found is _NOT_KEPT:
        found = make()
        cache.set(key, found)
    return cast(Made, found)


def _record() -> tuple[object, ...]:
    """
    Return what changes whenever anything is entered or taken back: of each kind the last and how many.

    What is taken out of the public store comes back under a number of its own, never an old one.
    """
    return tuple(
        tuple(model._default_manager.aggregate(last=Max("pk"), many=Count("pk")).values())
        for model in (Act, TreatyAction, PublishedAggregate)
    )
