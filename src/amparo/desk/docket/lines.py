"""Matters and acts as the desk shows them: each row and each act beside what its page needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.access.rules.need_to_know import is_within
from amparo.core.confidentiality import Confidentiality
from amparo.docket.entries import Clock
from amparo.docket.published import public_dockets
from amparo.docket.reading import Listed, SeenAct, SeenDocket
from amparo.docket.wording import field_in_words, title_in_words
from amparo.registry.queries import state_names


@dataclass(frozen=True, slots=True)
class Row:
    """
    A matter in a list.

    `public_since` is the day since when the world knows of it; `is_sealed` says that the reader
    does not read what is confidential in it.
    """

    matter: Listed
    state_name: str
    public_since: date | None
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class HeldClock:
    """A clock under its title."""

    title: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Line:
    """
    An act on the line, what it says in words, and the clocks that hang from it.

    `public_since` is the day since when the world knows of it, or None.
    """

    act: SeenAct
    says: tuple[tuple[str, str], ...]
    clocks: tuple[HeldClock, ...]
    public_since: date | None


def spoken_names() -> dict[str, str]:
    """Return the names of the States in the language being spoken."""
    return state_names(get_language() or "en")


def rows(found: Iterable[Listed], names: Mapping[str, str], today: date) -> list[Row]:
    """Return matters as rows; what of them is public is asked of all at once."""
    found = list(found)
    public = {
        one.reference: min(act.public_since for act in one.acts)
        for one in public_dockets([one.reference for one in found], today=today)
    }
    return [
        Row(
            matter=one,
            state_name=names.get(one.state, ""),
            public_since=public.get(one.reference),
            is_sealed=not is_within(Confidentiality.CONFIDENTIAL, one.level),
        )
        for one in found
    ]


def title_of(seen: SeenDocket, names: Mapping[str, str]) -> str:
    """Return the title of a docket, filled from what its reader may know."""
    opened_on = min((act.on for act in seen.acts if act.counts), default=None)
    open_facts = {name: value for name, value in seen.facts.items() if name not in _sealed(seen)}
    return title_in_words(seen.procedure, seen.reference, seen.naming, open_facts, opened_on, names)


def _sealed(seen: SeenDocket) -> frozenset[str]:
    # A title is kept by browsers and read over shoulders: nothing sealed stands in it.
    return seen.procedure.sealed_names


def lines_of(seen: SeenDocket, names: Mapping[str, str], today: date) -> list[Line]:
    """Return the acts of a docket in the order in which they were entered."""
    public = {
        act.number: act.public_since
        for docket in public_dockets([seen.reference], today=today)
        for act in docket.acts
    }
    return [_line(act, seen, names, public.get(act.number)) for act in seen.acts]


def running(seen: SeenDocket) -> list[HeldClock]:
    """Return the clocks that run, the next due first."""
    held = [_held(seen, one) for one in seen.clocks if one.runs]
    return sorted(held, key=lambda one: one.clock.due_on)


def _line(
    act: SeenAct, seen: SeenDocket, names: Mapping[str, str], public_since: date | None
) -> Line:
    says = tuple(
        (_(act.labels.get(name, name)), words)
        for name, value in act.fields.items()
        if (words := field_in_words(seen.procedure.name, act.kind, name, value, names))
    )
    clocks = tuple(_held(seen, one) for one in seen.clocks if one.started_by == act.number)
    return Line(act, says, clocks, public_since)


def _held(seen: SeenDocket, clock: Clock) -> HeldClock:
    return HeldClock(seen.procedure.clock(clock.name).title, clock)
