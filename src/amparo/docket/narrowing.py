"""Which dockets of the inside a list holds: by what it is narrowed, in parts that are each quick to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, F, Q
from django.db.models.lookups import Contains

from amparo.access.permissions import Actor
from amparo.access.visibility import Part, parts
from amparo.core.questions import Question, several

from .conditions import ALWAYS, NEVER, Condition, any_of, dated, so
from .models import Matter, MatterQuerySet
from .waiting import waiting_for

WEEK = timedelta(days=7)


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


@dataclass(frozen=True)
class Reached:
    """What a role reaches, in the words of the database; see `visibility.Part`."""

    part: Part

    @cached_property
    def alone(self) -> Condition:
        """Reached by it, and by no role before it."""
        return so(self.part.alone)

    @cached_property
    def reached(self) -> Condition:
        """Reached by it, recusal heeded."""
        return so(self.part.reached)

    @cached_property
    def waits(self) -> Condition:
        """It waits for who holds the role, wherever that is held."""
        return waiting_for(self.part.role)

    @cached_property
    def its_turn(self) -> Condition:
        """Reached by it, recusal apart, and waits for who holds it."""
        return self.waits if self.waits == NEVER else so(self.part.reach) & self.waits


class Reach:
    """By which roles somebody reaches matters, found out and put into words once for a page."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.parts = [Reached(one) for one in parts(actor, at)]


def in_parts(
    reach: Reach, today: date, narrowed: Narrowed, also: Condition = ALWAYS
) -> list[Condition]:
    """Return what is so of a list in parts, one for each role by which matters are reached."""
    wanted = _wanted(narrowed, today) & also
    return [part for part in _in_parts(reach, narrowed, wanted) if part != NEVER]


def _in_parts(reach: Reach, narrowed: Narrowed, wanted: Condition) -> Iterator[Condition]:
    if narrowed.waits is Waits.FOR_OTHERS:
        wanted &= dated("next_due_on") & ~any_of(one.its_turn for one in reach.parts)
    elif narrowed.waits is Waits.FOR_ME:
        # Each role waits for something else: a matter may be in several parts.
        for of_state in _of_state(narrowed.state):
            for one in reach.parts:
                if one.waits != NEVER:
                    yield wanted & of_state & one.reached & one.waits
        return
    of_states = _of_state(narrowed.state)
    for one in reach.parts:
        yield wanted & of_states[0] & one.alone
    for of_several in of_states[1:]:
        yield wanted & of_several & any_of(one.reached for one in reach.parts)


def _of_state(state: str) -> list[Condition]:
    """Return what is so of matters that concern one State, and of those that concern others too."""
    if not state:
        return [ALWAYS]
    # The few that concern several States apart, so that the others are found by their column.
    return [so(Q(state=state)), so(Q(state="", states__contains=f"|{state}|"))]


class _Holds(Contains):
    """A part stands in a text, in just these letters; SQLite is quicker where nothing is a pattern."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return this in the words of SQLite."""
        words, values = self.process_lhs(compiler, connection)
        return f"INSTR({words}, %s) > 0", [*values, self.rhs]


def _named_with(part: str) -> Q:
    """Return that this is a part of the reference, in small letters or in capitals."""
    # Where there is no letter, none is made a capital first in every reference there is.
    has_letters = part.lower() != part.upper()
    return Q(reference__icontains=part) if has_letters else Q(_Holds(F("reference"), part))


def _wanted(narrowed: Narrowed, today: date) -> Condition:
    columns = {"procedure": narrowed.procedure, "status": narrowed.status, "body": narrowed.body}
    wanted = Q(**{name: value for name, value in columns.items() if value})
    if narrowed.reference:
        wanted &= _named_with(narrowed.reference)
    match narrowed.due:
        case Due.LATE:
            wanted &= Q(next_due_on__lt=today)
        case Due.THIS_WEEK:
            wanted &= Q(next_due_on__gte=today, next_due_on__lt=today + WEEK)
        case Due.LATER:
            wanted &= Q(next_due_on__gte=today + WEEK)
        case Due.NOTHING:
            wanted &= Q(next_due_on__isnull=True)
    return so(wanted)


def rows_of_matters() -> MatterQuerySet:
    """Return all matters, as lists read them."""
    return Matter.objects.defer("key", "since", "sealed", "acts_entered", "head")


_WITH_KEYS = Question(
    lambda: (
        rows_of_matters().filter(pk__in=several("keys", BigIntegerField())).order_by("reference")
    )
)


def rows_with_keys(keys: Collection[int]) -> list[Matter]:
    """Return the matters with these keys, as lists read them, by reference."""
    return _WITH_KEYS.answers(keys=keys) if keys else []
