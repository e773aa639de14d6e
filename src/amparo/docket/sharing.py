"""
What is shared with an outsider: each matter as far as they may know it.

How these stand is folded from the shared acts alone: what is stored of a matter says more than they
may know. Lists find and order them by `Outlook`, and fold only what they show.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from amparo.access.permissions import Actor
from amparo.access.rules.need_to_know import from_outside, is_outsider
from amparo.access.visibility import kept_from_outside
from amparo.core.errors import NotVisible

from .finding import is_matter, keys_of_day, keys_of_page, of_roles, parts_for
from .models import Matter, MatterQuerySet, Outlook
from .outlooks import last_on
from .procedure import Procedure, procedure_named
from .queries import entries_by_matter
from .reading import Reader, SeenDocket, matter_for, readers_of, seen


@dataclass(frozen=True, slots=True)
class SharedDay:
    """
    What there is to do and to know for an outsider, the matters of each part in the order shown.

    In `ours` something is asked of them, `asks` times in all of their matters; in `others` of
    others; in `open_to` they may enter an act though nothing is asked. `changed` are those with the
    latest news, `done` those in which they answered last.
    """

    has_matters: bool
    asks: int
    ours: list[SeenDocket]
    others: list[SeenDocket]
    open_to: list[SeenDocket]
    changed: list[SeenDocket]
    done: list[SeenDocket]


def shared_day(
    actor: Actor, at: datetime, *, since: datetime, limit: int, limit_of_rest: int
) -> SharedDay:
    """Return the day of an outsider: `limit` matters in which something is asked, fewer of the rest."""
    parts = parts_for(actor, at)
    pages, asks = keys_of_day(parts, since=since, limit=limit, limit_of_rest=limit_of_rest)
    known = _seen_named(actor, {key for page in pages for key in page}, at)
    ours, others, open_to, changed, done = (
        [known[key] for key in page if key in known] for page in pages
    )
    has_matters = bool(known) or any(part.exists() for part in parts)
    return SharedDay(has_matters, asks, ours, others, open_to, changed, done)


def shared_page(
    actor: Actor,
    at: datetime,
    *,
    procedure: str = "",
    status: str = "",
    asked: bool = False,
    skip: int = 0,
    limit: int,
) -> list[SeenDocket]:
    """
    Return what is shared with an outsider, at most `limit`, that with the latest act first.

    Only where something is `asked` of them, in the order of the days by which it is.
    """
    columns = {"procedure": procedure, "status": status}
    wanted = Q(**{name: value for name, value in columns.items() if value})
    if asked:
        wanted &= Q(due_on__isnull=False)
    keys = keys_of_page(parts_for(actor, at), wanted, asked=asked, skip=skip, limit=limit)
    known = _seen_named(actor, keys, at)
    return [known[key] for key in keys if key in known]


def shared_procedures(actor: Actor, at: datetime) -> list[Procedure]:
    """Return the procedures of the matters that are shared with an outsider."""
    # On any day, for they are the same on all; and in each role by itself, whatever others they hold.
    rows = Outlook.objects.all()
    if kept := kept_from_outside(actor, at):
        rows = rows.exclude(is_matter(kept))
    parts = (part for role in actor.roles for part in of_roles(rows, actor, at, {role}))
    found = [set(part.values_list("procedure", flat=True).distinct()) for part in parts]
    return [procedure_named(name) for name in sorted(set().union(*found))]


def shared_dockets(actor: Actor, at: datetime, *, among: Q) -> list[SeenDocket]:
    """
    Return those `among` what is shared with an outsider, that with the latest act first.

    What is sealed in it stays shut. Three statements, whatever the number, and every one of them is
    folded. Whoever knows a matter from inside finds it at the desk.
    """
    shared = Matter.objects.visible_to(from_outside(actor), at).filter(among, acts_entered__gt=0)
    found = _seen_all(actor, shared, at).values()
    return sorted(found, key=lambda one: (-last_on(one).toordinal(), one.reference))


def shared_matter_for(actor: Actor, reference: str, at: datetime) -> tuple[Matter, Reader]:
    """
    Return a matter and what this outsider is towards it, if something of it is shared with them.

    :raises NotVisible: if there is none, nothing of it is, or they know it from inside.
    """
    matter, reader = matter_for(actor, reference, at)
    if not is_outsider(reader.roles):
        raise NotVisible("Who knows it from inside finds it at the desk.", about=reference)
    return matter, reader


def _seen_named(actor: Actor, keys: Collection[int], at: datetime) -> dict[int, SeenDocket]:
    return _seen_all(actor, Matter.objects.filter(pk__in=keys), at)


def _seen_all(actor: Actor, matters: MatterQuerySet, at: datetime) -> dict[int, SeenDocket]:
    """Return those of these matters that are shared with an outsider, by key."""
    # Asked again of each, with the rules themselves.
    known = readers_of(actor, matters.defer("sealed", "facts", "head"), at)
    found = [one for one in known if is_outsider(one[1].roles)]
    # In clear: how a matter stands hangs on nothing sealed, and a list shows nothing of it.
    entries = entries_by_matter([matter.pk for matter, _reader in found])
    return {
        matter.pk: seen(matter, reader, entries.get(matter.pk, []), today=at.date())
        for matter, reader in found
    }
