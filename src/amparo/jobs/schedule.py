"""
What comes at its time: functions that areas write down in `tasks.py`, and when each is due again.

Who takes a turn, and what becomes of it, is kept in `turns`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol, TypeVar

Work = Callable[[datetime], str | None]
Marked = TypeVar("Marked", bound=Work)
IsDue = Callable[[datetime], bool]

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class When(Protocol):
    """How a schedule goes on."""

    def first(self, now: datetime) -> datetime:
        """Return the moment of the first turn, for a schedule that never ran."""

    def after(self, moment: datetime) -> datetime:
        """Return the first moment after this one at which a turn is due."""


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, at a fixed distance."""

    distance: timedelta

    def first(self, now: datetime) -> datetime:
        """Return now: nothing is known yet of what waits to be done."""
        return now

    def after(self, moment: datetime) -> datetime:
        """Return the next moment of a grid that is the same whenever somebody looks."""
        return moment - (moment - _EPOCH) % self.distance + self.distance

    def __str__(self) -> str:
        return str(self.distance)


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, at a time of the day in UTC."""

    at: time

    def first(self, now: datetime) -> datetime:
        """Return the next such time; what is done at night does not begin at noon."""
        return self.after(now)

    def after(self, moment: datetime) -> datetime:
        """Return the next such time after this moment."""
        today = datetime.combine(moment.astimezone(UTC).date(), self.at, tzinfo=UTC)
        return today if today > moment else today + _DAY

    def __str__(self) -> str:
        return f"{self.at:%H:%M} UTC"


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    Work that comes at its time.

    With `if_due` a turn is taken only when that says so, or when none was for a minute: a look that
    finds nothing is not written down.
    """

    name: str
    work: Work
    when: When
    if_due: IsDue | None = None

    def is_due(self, now: datetime, done_at: datetime | None) -> bool:
        """Test whether a turn whose moment has come is worth taking."""
        if self.if_due is None or done_at is None or now - done_at >= _MINUTE:
            return True
        return self.if_due(now)

    @property
    def pace(self) -> timedelta:
        """How far its turns lie apart."""
        return self.when.distance if isinstance(self.when, Every) else _DAY


SCHEDULES: dict[str, Schedule] = {}


def scheduled(
    name: str, every: timedelta, *, if_due: IsDue | None = None
) -> Callable[[Marked], Marked]:
    """
    Register a function to be called again and again, by one worker at a time.

    It is given the moment, and returns a line for the log, of identifiers and counts, or None.
    Where `every` is short, let `if_due` ask, by one cheap read, whether there is anything to do.
    """
    if every < timedelta(seconds=1):
        raise ValueError(f"{name}: the schedule goes by the second.")
    return _registering(name, Every(every), if_due)


def daily(name: str, at: time) -> Callable[[Marked], Marked]:
    """Register a function to be called once a day, at this time in UTC."""
    return _registering(name, Daily(at), None)


def _registering(name: str, when: When, if_due: IsDue | None) -> Callable[[Marked], Marked]:
    if not _NAME.fullmatch(name) or len(name) > 40:
        raise ValueError(f"{name!r} names no schedule: lower-case words with hyphens.")

    def register(work: Marked) -> Marked:
        known = SCHEDULES.get(name)
        if known is not None and known.work.__module__ != work.__module__:
            raise ValueError(f"There are two schedules {name}.")
        SCHEDULES[name] = Schedule(name, work, when, if_due)
        return work

    return register
