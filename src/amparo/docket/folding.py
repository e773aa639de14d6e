"""
From acts to a standing: what is in force, which clocks run, what may come next.

Pure: entries in, standings out. An act that another one rectifies does not count from the moment
the other was entered; before that moment it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter

from amparo.core.calendar import Period
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .entries import NOTHING, Clock, Entry, Standing
from .procedure import DISPOSAL, STRIKE, WITHHELD, ActType, Procedure


class ActRefused(Refused):
    """One act of a docket may not stand where it stands; `number` says which."""

    def __init__(self, refusal: Refused, number: int) -> None:
        super().__init__(refusal.message, rule=refusal.rule, **refusal.values)
        self.number = number


_SAY_NOTHING = frozenset({STRIKE, WITHHELD})


def in_force(
    entries: Iterable[Entry],
    *,
    on: date | None = None,
    known_at: datetime | None = None,
) -> list[Entry]:
    """
    Return the acts that count as at a day, as known at a moment, in the order they took effect.

    A rectified act is left out, its replacement takes its place; what was struck is left out.
    """
    known = [one for one in entries if known_at is None or one.entered_at <= known_at]
    replaced = {one.rectifies: one.number for one in known if one.rectifies is not None}
    counting = [
        one
        for one in known
        if one.number not in replaced
        and one.kind not in _SAY_NOTHING
        and (on is None or one.on <= on)
    ]
    if replaced:
        first = {new: old for old, new in replaced.items()}
        counting.sort(key=lambda one: (one.on, _place(one.number, first)))
    else:
        counting.sort(key=attrgetter("on", "number"))
    return counting


def _place(number: int, first: Mapping[int, int]) -> int:
    """Return the number of the act whose place this one took, so that a day keeps its order."""
    while number in first:
        number = first[number]
    return number


def fold(
    procedure: Procedure,
    entries: Iterable[Entry],
    *,
    on: date | None = None,
    known_at: datetime | None = None,
) -> Standing:
    """Return the standing of a docket as at a day, as known at a moment."""
    standing = Standing()
    for entry in in_force(entries, on=on, known_at=known_at):
        standing = step(procedure, standing, entry)
    return standing


def step(procedure: Procedure, standing: Standing, entry: Entry) -> Standing:
    """Return the standing after one more act, which is taken as it is."""
    act = procedure.by_name[entry.kind]
    running, stopped = standing.clocks, standing.stopped
    if act.stops:
        running, stopped = _stop(act, entry, running, stopped)
    if act.extends:
        running = tuple(_extended(act, entry, clock) for clock in running)
    if act.starts:
        running = running + tuple(_started(act, entry, standing))
    status = act.leads_to
    if status is None or standing.status in act.keeps:
        status = standing.status
    facts = {**standing.facts, **entry.fields} if entry.fields else standing.facts
    return Standing(
        status=status,
        since=standing.since if status == standing.status else entry.on,
        opened_on=standing.opened_on or entry.on,
        last_on=entry.on,
        facts=facts,
        clocks=running,
        stopped=stopped,
        shared=standing.shared | act.known_to(facts) if act.shared_with else standing.shared,
        disposed_on=entry.on if entry.kind == DISPOSAL else standing.disposed_on,
    )


def check_step(procedure: Procedure, standing: Standing, entry: Entry) -> Standing:
    """Return the standing after one more act. :raises Refused: if the act may not follow."""
    act = procedure.act(entry.kind)
    if standing.disposed_on is not None:
        raise Refused(
            _("The content of this docket was destroyed; nothing more can be entered."),
            rule="SPT-CONF-1",
        )
    if entry.kind == DISPOSAL:
        check_disposal(procedure, standing, entry.on)
    elif standing.status not in act.after:
        raise _out_of_turn(procedure, act, standing)
    if act.guard is not None:
        act.guard(standing, entry.fields, entry.on)
    return step(procedure, standing, entry)


def check(procedure: Procedure, entries: Iterable[Entry]) -> Standing:
    """
    Return the standing, having checked every act that counts against the procedure.

    Run over the whole docket when an act is entered late or rectifies another: acts that took
    effect afterwards must still be able to follow.

    :raises ActRefused: naming the first act that may not follow.
    """
    standing = Standing()
    for entry in in_force(entries):
        try:
            standing = check_step(procedure, standing, entry)
        except Refused as refusal:
            raise ActRefused(refusal, entry.number) from None
    return standing


def disposal_due_on(procedure: Procedure, standing: Standing) -> date | None:
    """
    Return the day from which the confidential content of a docket is to be destroyed.

    The time runs from its last act. None while something is awaited, or where nothing is destroyed.
    """
    awaited = bool(procedure.final) and standing.status not in procedure.final
    if procedure.retention is None or standing.last_on is None or awaited or standing.clocks:
        return None
    return procedure.retention.period.after(standing.last_on)


def check_disposal(procedure: Procedure, standing: Standing, on: date) -> None:
    """Raise `Refused` unless the time for which the content is kept has run out by `on`."""
    due = disposal_due_on(procedure, standing)
    if due is None:
        raise Refused(
            _("The content of this docket is still needed, or kept for good."), rule="SPT-CONF-1"
        )
    if on < due:
        raise Refused(
            _("The content of this docket is kept until {day}."),
            rule="SPT-CONF-1",
            day=due.isoformat(),
        )


def check_rectification(entries: Sequence[Entry], entry: Entry) -> None:
    """Raise `Refused` unless the act that `entry` rectifies is there and still counts."""
    numbers = {one.number: one for one in entries}
    if entry.rectifies is None:
        if entry.kind == STRIKE:
            raise Refused(_("Say which act is to be struck."), rule="GEN-6")
        return
    if entry.rectifies not in numbers or numbers[entry.rectifies].kind in (STRIKE, DISPOSAL):
        raise Refused(
            _("There is no act {number} to rectify in this docket."),
            number=entry.rectifies,
        )
    for one in entries:
        if one.rectifies == entry.rectifies:
            raise Refused(
                _("Act {number} has already been rectified, by act {by}; rectify that one."),
                number=entry.rectifies,
                by=one.number,
            )


def _out_of_turn(procedure: Procedure, act: ActType, standing: Standing) -> Refused:
    if standing.status == NOTHING:
        return Refused(
            _('The matter cannot open with the act "{act}".'),
            rule=act.rule,
            act=act.title,
        )
    return Refused(
        _('The act "{act}" cannot follow while the standing is "{standing}".'),
        rule=act.rule,
        act=act.title,
        standing=procedure.standings[standing.status],
    )


def _stop(
    act: ActType, entry: Entry, running: tuple[Clock, ...], stopped: tuple[Clock, ...]
) -> tuple[tuple[Clock, ...], tuple[Clock, ...]]:
    ended = tuple(
        replace(clock, stopped_by=entry.number, stopped_on=entry.on)
        for clock in running
        if clock.name in act.stops
    )
    return tuple(clock for clock in running if clock.name not in act.stops), stopped + ended


def _started(act: ActType, entry: Entry, standing: Standing) -> Iterable[Clock]:
    for clock in act.starts:
        first = clock.first_due(standing, entry.fields, entry.on)
        if first is not None:
            yield Clock(
                name=clock.name,
                rule=clock.rule,
                started_by=entry.number,
                starts_on=first[0],
                first_due_on=first[1],
                due_on=first[1],
                precision=entry.precision,
            )


def _extended(act: ActType, entry: Entry, clock: Clock) -> Clock:
    for extension in act.extends:
        if extension.clock == clock.name:
            length = int(str(entry.fields[extension.field]))
            return replace(
                clock,
                due_on=Period(length, extension.unit).after(clock.due_on),
                extensions=(*clock.extensions, (entry.number, extension.rule)),
            )
    return clock
