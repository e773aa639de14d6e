"""
What is shared with an outsider: each matter as far as they may know it.

How these stand is folded from the shared acts alone: what is stored of a matter says more than they
may know. Lists find and order them by `Outlook`, and fold only what they show.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from amparo.access.permissions import Actor, Role
from amparo.access.rules.need_to_know import from_outside, is_outsider
from amparo.access.visibility import kept_from_outside, outlooks_reached, reaches_from_outside
from amparo.core.errors import NotVisible

from .models import Matter, MatterQuerySet, Outlook
from .outlooks import last_on
from .procedure import Procedure, procedure_named
from .projections import listed
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
    parts = _parts(actor, at, _today(at))
    few = limit_of_rest
    # All of these are read, for their number.
    due = [_in_order(part, Q(due_on__isnull=False), _DUE, "asks") for part in parts]
    pages = _pages(
        _Found([[row[:2] for row in rows] for rows in due], _DUE, limit),
        _found(parts, Q(others_due_on__isnull=False), _OTHERS_DUE, few),
        _found(parts, Q(asks=0, may_enter=True), _LATEST, few),
        _found(parts, Q(known_at__gte=since), _NEWS, few),
        _found(parts, Q(done_due_on__isnull=False), _DONE, few),
    )
    known = _seen_named(actor, {key for page in pages for key in page}, at)
    ours, others, open_to, changed, done = (
        [known[key] for key in page if key in known] for page in pages
    )
    has_matters = bool(known) or any(part.exists() for part in parts)
    asks = sum({key: asks for rows in due for key, _day, asks in rows}.values())
    return SharedDay(has_matters, asks, ours, others, open_to, changed, done)


_DUE = ("due_on", "reference")
_OTHERS_DUE = ("others_due_on", "reference")
_LATEST = ("-last_on", "reference")
_NEWS = ("-known_at", "-reference")
_DONE = ("-done_due_on", "-reference")


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
    order = _DUE if asked else _LATEST
    [keys] = _pages(_found(_parts(actor, at, _today(at)), wanted, order, limit, skip))
    known = _seen_named(actor, keys, at)
    return [known[key] for key in keys if key in known]


def shared_procedures(actor: Actor, at: datetime) -> list[Procedure]:
    """Return the procedures of the matters that are shared with an outsider."""
    # On any day, for they are the same on all; and in each role by itself, whatever others they hold.
    rows = Outlook.objects.all()
    if kept := kept_from_outside(actor, at):
        rows = rows.exclude(_is_matter(kept))
    parts = (part for role in actor.roles for part in _of_roles(rows, actor, at, {role}))
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


def _today(at: datetime) -> QuerySet[Outlook]:
    return Outlook.objects.filter(from_on__lte=at.date(), until_on__gt=at.date())


def _parts(actor: Actor, at: datetime, rows: QuerySet[Outlook]) -> list[QuerySet[Outlook]]:
    """
    Return those of these outlooks that are on what is shared with an outsider, in parts.

    Each part is read along an index. Who holds a single role reads nothing else; for anybody else,
    the matter of each outlook is asked whether they hold just these roles there.
    """
    if len(actor.roles) == 1:
        return _of_roles(rows, actor, at, actor.roles)
    sets = dict(reaches_from_outside(actor, at))
    return [
        part
        for roles in _there(actor, sets)
        for part in _of_roles(rows.filter(_is_matter(sets[roles])), actor, at, roles)
    ]


def _there(actor: Actor, sets: Collection[frozenset[Role]]) -> Iterable[frozenset[Role]]:
    """Return those of these sets of roles that may be held in a matter: mostly, one is."""
    if actor.own_roles:
        return sets
    named = {listed(roles): roles for roles in sets}
    states = {post.state for post in actor.posts}
    there = Outlook.objects.filter(roles__in=named, state__in=states)
    return [named[one] for one in there.values_list("roles", flat=True).distinct()]


def _of_roles(
    rows: QuerySet[Outlook], actor: Actor, at: datetime, roles: Collection[Role]
) -> list[QuerySet[Outlook]]:
    reached = outlooks_reached(min(roles), actor, at)
    return [rows.filter(one, roles=listed(roles)) for one in reached]


def _is_matter(reached: Q) -> Exists:
    return Exists(Matter.objects.filter(reached, pk=OuterRef("matter_id")))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a list in each of its parts, each matter with its day; and which page it is."""

    parts: list[list[tuple[int, Any]]]
    order: tuple[str, str]
    limit: int
    skip: int = 0

    @property
    def latest_first(self) -> bool:
        return self.order[0].startswith("-")

    def days(self) -> dict[int, Any]:
        """Return the day of each matter; one that is in two parts is in the list once."""
        return {key: day for rows in self.parts for key, day in rows}

    def near(self) -> tuple[dict[int, Any], int]:
        """Return what the page may hold by its days, and how many are before that."""
        days = self.days()
        every = sorted(days.values(), reverse=self.latest_first)
        shown = {*every[self.skip : self.skip + self.limit]}
        before = next((place for place, day in enumerate(every) if day in shown), 0)
        return {key: day for key, day in days.items() if day in shown}, before

    def cut(self, by_reference: list[int]) -> list[int]:
        """Return the page; where days are the same, these keys say what is first."""
        days, before = self.near()
        keys = [key for key in by_reference if key in days]
        if self.order[1].startswith("-"):
            keys.reverse()
        keys.sort(key=days.__getitem__, reverse=self.latest_first)
        return keys[self.skip - before :][: self.limit]


def _found(
    parts: Sequence[QuerySet[Outlook]],
    wanted: Q,
    order: tuple[str, str],
    limit: int,
    skip: int = 0,
) -> _Found:
    if len(parts) == 1:
        return _Found([list(_in_order(parts[0], wanted, order)[skip : skip + limit])], order, limit)
    rows = [list(_in_order(part, wanted, order)[: skip + limit]) for part in parts]
    return _Found(rows, order, limit, skip)


def _in_order(
    part: QuerySet[Outlook], wanted: Q, order: tuple[str, str], *columns: str
) -> QuerySet[Any, Any]:
    rows = part.filter(wanted).order_by(*order)
    return rows.values_list("matter_id", order[0].lstrip("-"), *columns)


def _pages(*lists: _Found) -> list[list[int]]:
    """Return the matters of the page of each list, by key."""
    if all(len(one.parts) == 1 for one in lists):
        return [[key for key, _day in one.parts[0]][: one.limit] for one in lists]
    keys = {key for one in lists for key in one.near()[0]}
    # Put in order by the database, which may order references otherwise than Python does.
    rows = Matter.objects.filter(pk__in=keys).order_by("reference").values_list("pk", flat=True)
    by_reference = list(rows) if keys else []
    return [one.cut(by_reference) for one in lists]


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
