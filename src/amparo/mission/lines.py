"""Matters, acts and time limits as outsiders are shown them, in their language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access.permissions import ROLES
from amparo.docket.asking import Asked, asked
from amparo.docket.entitlement import may_rectify
from amparo.docket.outlooks import last_on
from amparo.docket.procedure import ActType
from amparo.docket.published import public_dockets
from amparo.docket.reading import SeenAct, SeenDocket
from amparo.docket.wording import field_in_words, title_in_words


@dataclass(frozen=True, slots=True)
class SharedMatter:
    """A matter in a list: its title, and the next day by which something is asked of the reader."""

    docket: SeenDocket
    title: str
    last_on: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Ask:
    """
    A time limit of a matter: the title of the matter, by whom it is to be kept, from which act.

    `besides` is what the reader may enter in the matter that does not end it.
    """

    asked: Asked
    title: str
    by: str
    started_by: str
    besides: tuple[ActType, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An act that became known to the reader, with the title of its matter."""

    docket: SeenDocket
    title: str
    act: SeenAct


@dataclass(frozen=True, slots=True)
class Line:
    """
    An act on the line: what it says in words, the time limits it started, since when public.

    `files` are those it names that the reader may read, each with what it is; `only_the_fact` says that the world knows that it happened, and not all that it says.
    """

    act: SeenAct
    says: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, UUID], ...]
    asks: tuple[Ask, ...]
    public_since: date | None
    only_the_fact: bool
    may_rectify: bool


def shared_matter(docket: SeenDocket, names: Mapping[str, str]) -> SharedMatter:
    """Return a matter as a list shows it."""
    return SharedMatter(docket, title_of(docket, names), last_on(docket), next_due(docket))


def next_due(docket: SeenDocket) -> date | None:
    """Return the next day by which something is asked of the reader, if anything is."""
    due = (one.clock.due_on for one in asked(docket) if one.of_reader and one.clock.runs)
    return min(due, default=None)


def ask(one: Asked, names: Mapping[str, str]) -> Ask:
    """Return a time limit in words."""
    titles = {act.number: act.title for act in one.docket.acts}
    started_by = _(titles.get(one.clock.started_by, ""))
    besides = tuple(act for act in one.docket.next_acts if act not in one.answers)
    return Ask(one, title_of(one.docket, names), _by(one), started_by, besides)


def changes(
    dockets: Iterable[SeenDocket], names: Mapping[str, str], *, since: datetime, limit: int
) -> list[Change]:
    """Return the acts that were entered since a moment and still count, at most `limit`, the latest first."""
    found = [
        (act.entered_at, docket.reference, act.number, docket, act)
        for docket in dockets
        for act in docket.acts
        if act.counts and act.entered_at >= since
    ]
    latest = sorted(found, key=lambda one: one[:3], reverse=True)[:limit]
    return [Change(docket, title_of(docket, names), act) for *_place, docket, act in latest]


def title_of(docket: SeenDocket, names: Mapping[str, str]) -> str:
    """Return the title of a docket, filled from what its reader may know and nothing sealed."""
    opened_on = min((act.on for act in docket.acts if act.counts), default=None)
    sealed = docket.procedure.sealed_names
    facts = {name: value for name, value in docket.facts.items() if name not in sealed}
    return title_in_words(
        docket.procedure, docket.reference, docket.naming, facts, opened_on, names
    )


def lines_of(
    docket: SeenDocket, names: Mapping[str, str], today: date, readable: Collection[UUID]
) -> list[Line]:
    """Return the acts of a docket in the order in which they were entered."""
    public = {
        act.number: act.public_since
        for one in public_dockets([docket.reference], today=today)
        for act in one.acts
    }
    asks = [ask(one, names) for one in asked(docket)]
    return [
        Line(
            act,
            _says(docket, act, names),
            tuple(
                (_(act.labels.get(name, name)), file)
                for name, file in act.files.items()
                if file in readable
            ),
            tuple(one for one in asks if one.asked.clock.started_by == act.number),
            public.get(act.number),
            not docket.procedure.act(act.kind).public_fields().issuperset(act.fields),
            may_rectify(docket, act),
        )
        for act in docket.acts
    ]


def _says(
    docket: SeenDocket, act: SeenAct, names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_(act.labels.get(name, name)), words)
        for name, value in act.fields.items()
        if name not in act.files
        and (words := field_in_words(docket.procedure.name, act.kind, name, value, names))
    )


def _by(one: Asked) -> str:
    """Return whose turn it is; of the body nobody is told apart."""
    if one.of_reader:
        return _("you")
    outside = sorted((role for role in one.of if ROLES[role].outsider), key=str)
    if outside:
        return ", ".join(_(ROLES[role].title) for role in outside)
    return one.docket.body
