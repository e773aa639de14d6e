"""A docket as the desk shows it: each act beside what its page needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.docket.awaiting import awaited
from amparo.docket.entitlement import may_rectify, may_strike
from amparo.docket.entries import Clock
from amparo.docket.procedure import ActType, Procedure
from amparo.docket.reading import SeenAct, SeenDocket
from amparo.docket.wording import field_in_words, title_in_words
from amparo.registry.queries import state_names


@dataclass(frozen=True, slots=True)
class HeldClock:
    """A clock under its title."""

    title: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Line:
    """
    An act on the line, what it says in words, and the clocks that hang from it.

    `files` are those that it names, each with what it is; `may_rectify` and `may_strike` say whether
    the reader may put another act in its place, or none.
    """

    act: SeenAct
    says: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, UUID], ...]
    clocks: tuple[HeldClock, ...]
    may_rectify: bool
    may_strike: bool


@dataclass(frozen=True, slots=True)
class NextAct:
    """An act that the reader may enter now; `is_awaited` if it is what the matter waits for."""

    act: ActType
    is_awaited: bool


def spoken_names() -> dict[str, str]:
    """Return the names of the States in the language being spoken."""
    return state_names(get_language() or "en")


def title_of(seen: SeenDocket, names: Mapping[str, str]) -> str:
    """Return the title of a docket, filled from what its reader may know."""
    opened_on = min((act.on for act in seen.acts if act.counts), default=None)
    open_facts = {name: value for name, value in seen.facts.items() if name not in _sealed(seen)}
    return title_in_words(seen.procedure, seen.reference, seen.naming, open_facts, opened_on, names)


def _sealed(seen: SeenDocket) -> frozenset[str]:
    # A title is kept by browsers and read over shoulders: nothing sealed stands in it.
    return seen.procedure.sealed_names


def lines_of(seen: SeenDocket, names: Mapping[str, str], *, newest_first: bool) -> list[Line]:
    """Return the acts of a docket in the order in which they were entered, or the other way."""
    lines = [_line(act, seen, names) for act in seen.acts]
    return lines[::-1] if newest_first else lines


def next_acts(seen: SeenDocket) -> list[NextAct]:
    """Return what the reader may enter now, what the matter waits for first."""
    running = {one.name for one in seen.clocks if one.runs}
    waited = awaited(seen.procedure, seen.standing, running, seen.facts)
    found = [NextAct(act, act in waited) for act in seen.next_acts]
    return sorted(found, key=lambda one: not one.is_awaited)


def running(seen: SeenDocket) -> list[HeldClock]:
    """Return the clocks that run, the next due first."""
    held = [_held(seen.procedure, one) for one in seen.clocks if one.runs]
    return sorted(held, key=lambda one: one.clock.due_on)


def _line(act: SeenAct, seen: SeenDocket, names: Mapping[str, str]) -> Line:
    files = seen.procedure.act(act.kind).files_named(act.fields)
    says = tuple(
        (_(act.labels.get(name, name)), words)
        for name, value in act.fields.items()
        if name not in files
        and (words := field_in_words(seen.procedure.name, act.kind, name, value, names))
    )
    return Line(
        act=act,
        says=says,
        files=tuple((_(act.labels.get(name, name)), file) for name, file in files.items()),
        clocks=tuple(
            _held(seen.procedure, one) for one in seen.clocks if one.started_by == act.number
        ),
        may_rectify=may_rectify(seen, act),
        may_strike=may_strike(seen, act),
    )


def _held(procedure: Procedure, clock: Clock) -> HeldClock:
    return HeldClock(procedure.clock(clock.name).title, clock)
