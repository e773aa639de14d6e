"""Which dockets of the inside a list holds: by what it is narrowed, in parts that are each quick to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q

from amparo.access.permissions import Actor
from amparo.access.visibility import Part, parts

from .models import Matter, MatterQuerySet
from .waiting import named, waiting_for, without

WEEK = timedelta(days=7)
_NONE = Q(pk__in=[])


class Due(StrEnum):
    """How the first time limit of a matter stands."""

    LATE = "late"
    THIS_WEEK = "week"
    LATER = "later"
    NOTHING = "nothing"


class Waits(StrEnum):
    """For whom a matter waits."""

    FOR_ME = "me"
    FOR_OTHERS = "others"


class Order(StrEnum):
    """In which order matters are listed: by latest act, by next time limit, by reference."""

    LATEST = "latest"
    DUE = "due"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which matters are listed; what is empty does not narrow the list."""

    procedure: str = ""
    status: str = ""
    state: str = ""
    body: str = ""
    reference: str = ""
    due: Due | None = None
    waits: Waits | None = None

    def names(self) -> list[str]:
        """Return by what the list is narrowed."""
        return [name for name in self.__slots__ if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: after the matter with this reference, whose day in this order is `day`."""

    day: date | None
    reference: str


class Reach:
    """By which roles somebody reaches matters, and what waits for each; found out once for a page."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.parts = list(parts(actor, at))

    @cached_property
    def waiting(self) -> list[tuple[Part, Q]]:
        """The roles for which matters ever wait, and what is so of those."""
        found = ((one, waiting_for({one.role})) for one in self.parts)
        return [(one, theirs) for one, theirs in found if theirs is not None]


def in_parts(
    reach: Reach, today: date, narrowed: Narrowed, also: Q | None = None
) -> list[MatterQuerySet]:
    """Return the list in parts, one for each role by which matters are reached."""
    rows, wanted = rows_of_matters(), _wanted(narrowed, today) & (also or Q())
    if narrowed.waits is Waits.FOR_OTHERS:
        wanted &= Q(next_due_on__isnull=False)
        rows = without(rows, reduce(or_, (one.reach & its for one, its in reach.waiting), _NONE))
    elif narrowed.waits is Waits.FOR_ME:
        # Each role waits for something else: a matter may be in several parts.
        return [
            named(rows).filter(wanted & of_state & part.reached & theirs)
            for of_state in _of_state(narrowed.state)
            for part, theirs in reach.waiting
        ]
    if not narrowed.state:
        return [rows.filter(wanted & part.alone) for part in reach.parts]
    alone, several = _of_state(narrowed.state)
    anywhere = reduce(or_, (part.reached for part in reach.parts), _NONE)
    return [
        *(rows.filter(wanted & alone & part.alone) for part in reach.parts),
        rows.filter(wanted & several & anywhere),
    ]


def _of_state(state: str) -> list[Q]:
    """Return what is so of matters that concern one State, and of those that concern others too."""
    # The few that concern several States apart, so that the others are found by their column.
    return [Q(state=state), Q(state="", states__contains=f"|{state}|")] if state else [Q()]


def _wanted(narrowed: Narrowed, today: date) -> Q:
    columns = {"procedure": narrowed.procedure, "status": narrowed.status, "body": narrowed.body}
    wanted = Q(**{name: value for name, value in columns.items() if value})
    if narrowed.reference:
        wanted &= Q(reference__icontains=narrowed.reference)
    match narrowed.due:
        case Due.LATE:
            wanted &= Q(next_due_on__lt=today)
        case Due.THIS_WEEK:
            wanted &= Q(next_due_on__gte=today, next_due_on__lt=today + WEEK)
        case Due.LATER:
            wanted &= Q(next_due_on__gte=today + WEEK)
        case Due.NOTHING:
            wanted &= Q(next_due_on__isnull=True)
    return wanted


def rows_of_matters() -> MatterQuerySet:
    """Return all matters, as lists read them."""
    return Matter.objects.defer("sealed", "head")
