"""
What is shared with an outsider: each matter as far as they may know it, all of them at once.

How these stand is folded from the shared acts alone: what is stored says more than they may know.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from amparo.access.permissions import Actor
from amparo.access.rules.need_to_know import from_outside, is_outsider
from amparo.core.errors import NotVisible

from .models import Matter
from .queries import entries_by_matter
from .reading import Reader, SeenDocket, matter_for, readers_of, seen


def shared_dockets(actor: Actor, at: datetime, *, among: Q | None = None) -> list[SeenDocket]:
    """
    Return all that is shared with an outsider, that with the latest act first; `among` narrows it.

    What is sealed in it stays shut. Three statements, whatever the number. Whoever knows a matter from inside finds it at the desk.
    """
    shared = Matter.objects.visible_to(from_outside(actor), at).filter(acts_entered__gt=0)
    if among is not None:
        shared = shared.filter(among)
    shared = shared.defer("sealed", "facts", "head")
    found = [one for one in readers_of(actor, shared, at) if is_outsider(one[1].roles)]
    dockets = _seen_all(found, today=at.date())
    return sorted(dockets, key=lambda one: (-last_on(one).toordinal(), one.reference))


def shared_matter_for(actor: Actor, reference: str, at: datetime) -> tuple[Matter, Reader]:
    """
    Return a matter and what this outsider is towards it, if something of it is shared with them.

    :raises NotVisible: if there is none, nothing of it is, or they know it from inside.
    """
    matter, reader = matter_for(actor, reference, at)
    if not is_outsider(reader.roles):
        raise NotVisible("Who knows it from inside finds it at the desk.", about=reference)
    return matter, reader


def last_on(docket: SeenDocket) -> date:
    """Return the day of the latest act of which the reader knows."""
    return max((act.on for act in docket.acts if act.counts), default=date.min)


def _seen_all(found: Iterable[tuple[Matter, Reader]], *, today: date) -> list[SeenDocket]:
    found = list(found)
    # In clear: how a matter stands hangs on nothing sealed, and a list shows nothing of it.
    entries = entries_by_matter([matter.pk for matter, _reader in found])
    return [
        seen(matter, reader, entries.get(matter.pk, []), today=today) for matter, reader in found
    ]
