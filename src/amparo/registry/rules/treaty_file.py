"""
Checking rows of treaty actions before they are taken in: what a file says against what is known.

Pure: the States, treaties and actions on record come in as a `Known`, the rows go out as `Entry`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from ..enums import DEPOSITS, SIGNINGS, ActionKind
from ..imports import FileRow, Problem, day_of, problem
from .participation import Step, check_may_take, denunciation_takes_effect_on, runs
from .treaty_terms import terms_of

COLUMNS = ("treaty", "state", "action", "on", "source")
OPTIONAL = ("takes_effect_on", "known_on", "rectifies", "note")

LONGEST = {"source": 300, "note": 500}

Key = tuple[str, str, ActionKind, date]


@dataclass(frozen=True, slots=True)
class Entry:
    """One treaty action read from a file; `rectifies` is the day of the row it replaces."""

    line: int
    treaty: str
    state: str
    step: Step
    entered_at: datetime
    source: str
    note: str
    rectifies: date | None

    @property
    def key(self) -> Key:
        """What makes two rows the same action."""
        return (self.treaty, self.state, self.step.kind, self.step.on)


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is on record, and when this is.

    `treaties` has the day of adoption by code; `steps` what each State did about each treaty;
    `known_then` takes it that an action was known on the day it was done, for a record of the
    past; otherwise a row without `known_on` is known from now.
    """

    states: frozenset[str]
    treaties: Mapping[str, date]
    steps: Mapping[tuple[str, str], Sequence[Step]]
    now: datetime
    known_then: bool = False


def check_rows(rows: Iterable[FileRow], known: Known) -> tuple[list[Entry], list[Problem]]:
    """
    Return the actions that a file holds, and everything that is wrong with it.

    A row that is wrong by itself is left out of the comparison with the others, so that one slip
    is not reported twice.

    Source: OPCAT-27-1, and the columns described in data/treaties/README.md.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            entries.append(_entry(row, known))
        except Refused as refused:
            problems.append(Problem(row.line, refused))
    fresh, repeated = _without_repetitions(entries, known)
    problems += repeated
    problems += _out_of_order(fresh, known)
    return fresh, problems


def _entry(row: FileRow, known: Known) -> Entry:
    treaty, state = row["treaty"], row["state"]
    if treaty not in known.treaties:
        raise Refused(
            _("There is no treaty “{code}” on record; there are: {codes}."),
            code=treaty,
            codes=", ".join(sorted(known.treaties)),
        )
    if state not in known.states:
        raise Refused(_("“{code}” is not the three-letter code of a State on record."), code=state)
    kind, on = _kind(row["action"]), day_of(row["on"])
    adopted_on = known.treaties[treaty]
    if on < adopted_on:
        raise Refused(
            _("{treaty} was adopted on {adopted_on}; on {on} there was nothing to act on yet."),
            treaty=treaty,
            adopted_on=adopted_on,
            on=on,
        )
    if on > known.now.date():
        raise Refused(_("The day {on} has not come yet."), on=on)
    for column, longest in LONGEST.items():
        if len(row.get(column)) > longest:
            raise Refused(
                _("The cell “{column}” is longer than {longest} characters."),
                column=column,
                longest=longest,
            )
    if not row["source"]:
        raise Refused(_("The source is empty: say where the fact comes from."))
    return Entry(
        line=row.line,
        treaty=treaty,
        state=state,
        step=Step(kind, on, _effect(row.get("takes_effect_on"), treaty, kind, on)),
        entered_at=_entered_at(row.get("known_on"), on, known),
        source=row["source"],
        note=row.get("note"),
        rectifies=day_of(row.get("rectifies")) if row.get("rectifies") else None,
    )


def _kind(text: str) -> ActionKind:
    try:
        return ActionKind(text)
    except ValueError:
        raise Refused(
            _("“{text}” is not an action on a treaty; there are: {kinds}."),
            text=text,
            kinds=", ".join(ActionKind),
        ) from None


def _effect(text: str, treaty: str, kind: ActionKind, on: date) -> date | None:
    if kind is not ActionKind.DENUNCIATION:
        if text:
            raise Refused(_("Only a denunciation takes effect on another day."))
        return None
    effect = day_of(text) if text else denunciation_takes_effect_on(on, terms_of(treaty))
    if effect < on:
        raise Refused(
            _("A denunciation notified on {on} cannot have taken effect on {effect}."),
            on=on,
            effect=effect,
        )
    return effect


def _entered_at(text: str, on: date, known: Known) -> datetime:
    if not text:
        return _midnight(on) if known.known_then else known.now
    day = day_of(text)
    if day < on:
        raise Refused(_("What happened on {on} cannot have been known on {day}."), on=on, day=day)
    if day > known.now.date():
        raise Refused(_("The day {on} has not come yet."), on=day)
    return _midnight(day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _without_repetitions(
    entries: Iterable[Entry], known: Known
) -> tuple[list[Entry], list[Problem]]:
    fresh: list[Entry] = []
    problems: list[Problem] = []
    lines: dict[Key, int] = {}
    for entry in entries:
        on_record = known.steps.get((entry.treaty, entry.state), ())
        if entry.key in lines:
            first = lines[entry.key]
            said = _("The same action stands on line {first} already.")
            problems.append(problem(entry.line, said, first=first))
        elif any((one.kind, one.on) == (entry.step.kind, entry.step.on) for one in on_record):
            problems.append(problem(entry.line, _("The record has this action already.")))
        elif entry.rectifies and not any(
            (one.kind, one.on) == (entry.step.kind, entry.rectifies) for one in on_record
        ):
            said = _("There is no {kind} of {on} on record to rectify.")
            problems.append(problem(entry.line, said, kind=entry.step.kind, on=entry.rectifies))
        else:
            lines[entry.key] = entry.line
            fresh.append(entry)
    return fresh, problems


def _out_of_order(entries: Sequence[Entry], known: Known) -> list[Problem]:
    """Return what cannot have happened given the rest of what each State did."""
    steps: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for place, on_record in known.steps.items():
        steps[place] = list(on_record)
    for entry in entries:
        place = (entry.treaty, entry.state)
        if entry.rectifies:
            replaced = (entry.step.kind, entry.rectifies)
            steps[place] = [one for one in steps[place] if (one.kind, one.on) != replaced]
        steps[place].append(entry.step)
    problems = []
    for entry in entries:
        others = [one for one in steps[entry.treaty, entry.state] if one is not entry.step]
        try:
            _check_order(entry, others)
            convention = steps["CAT", entry.state]
            check_may_take(
                entry.treaty, entry.step.kind, entry.step.on, convention, terms_of("CAT")
            )
        except Refused as refused:
            problems.append(Problem(entry.line, refused))
    return problems


def _check_order(entry: Entry, others: Sequence[Step]) -> None:
    kind, on = entry.step.kind, entry.step.on
    about = {"state": entry.state, "treaty": entry.treaty}
    signed = min((one.on for one in others if one.kind in SIGNINGS), default=None)
    earlier = [one for one in others if one.on < on or (one.on == on and one.kind not in DEPOSITS)]
    current = next((run for run in runs(earlier) if on in run), None)
    if kind in SIGNINGS:
        if signed is not None:
            raise Refused(_("{state} has signed {treaty} already, on {day}."), day=signed, **about)
        if current is not None:
            said = _("{state} was a party to {treaty} before it signed, since {day}.")
            raise Refused(said, day=current.since, **about)
    elif kind is ActionKind.DENUNCIATION:
        if current is None:
            said = _("{state} was no party to {treaty} on {day}: there is nothing to denounce.")
            raise Refused(said, day=on, **about)
        if current.left_on is not None:
            raise Refused(_("{state} had denounced {treaty} already."), **about)
    else:
        if kind is ActionKind.RATIFICATION and (signed is None or on < signed):
            said = _("{state} had not signed {treaty}: without a signature it accedes.")
            raise Refused(said, **about)
        deposited = current.since if current and current.left_on is None else None
        deposited = deposited or _deposited_next(on, others)
        if deposited is not None:
            said = _("{state} has an instrument to {treaty} on record already, of {day}.")
            raise Refused(said, day=deposited, **about)


def _deposited_next(on: date, others: Sequence[Step]) -> date | None:
    """Return the next deposit from a day on, unless a denunciation stands between."""
    later = min((one.on for one in others if one.kind in DEPOSITS and one.on >= on), default=None)
    if later is None or any(
        one.kind is ActionKind.DENUNCIATION and on <= one.on <= later for one in others
    ):
        return None
    return later
