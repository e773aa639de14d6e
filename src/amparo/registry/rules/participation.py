"""
How far a State takes part in a treaty on a day, from what it did about it.

A State counts as a party from the day of its deposit, and until the day its denunciation takes
effect. Source: OPCAT-STATUS, OPCAT-28-1, OPCAT-28-2, GEN-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from ..enums import DEPOSITS, SIGNINGS, ActionKind, ParticipationStatus, RegionalGroup
from .treaty_terms import TreatyTerms


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a State did about one treaty; only a denunciation takes effect later."""

    kind: ActionKind
    on: date
    takes_effect_on: date | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Days without a break on which a State is a party; `left_on` is the first day it no longer is."""

    since: date
    left_on: date | None
    instrument: ActionKind

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where a State stands on a day.

    `since` is the day of the signature for a signatory, of the deposit for a party. `in_force_on`
    is the day the treaty enters or entered into force for it; `left_on` is known as soon as the
    denunciation is.
    """

    status: ParticipationStatus
    since: date | None = None
    signed_on: date | None = None
    instrument: ActionKind | None = None
    in_force_on: date | None = None
    left_on: date | None = None

    @property
    def is_party(self) -> bool:
        """Whether the State counts as a party: from deposit on. Source: OPCAT-STATUS."""
        return self.status in (ParticipationStatus.PARTY, ParticipationStatus.IN_FORCE)

    @property
    def is_signatory(self) -> bool:
        """Whether the State has signed and not deposited. Source: OPCAT-STATUS."""
        return self.status is ParticipationStatus.SIGNATORY


def signed_on(steps: Iterable[Step]) -> date | None:
    """Return the day of the first signature, or of the succession to one. Source: OPCAT-STATUS."""
    return min((step.on for step in steps if step.kind in SIGNINGS), default=None)


def runs(steps: Sequence[Step]) -> list[Run]:
    """
    Return the times a State is a party, in order, without those that run into each other.

    A denunciation ends the deposits made before the day of its notice; a State that accedes again
    before the effect, or on that day, was a party all along (Guyana in 1999). Source: OPCAT-STATUS.
    """
    found: list[Run] = []
    for deposit in sorted((s for s in steps if s.kind in DEPOSITS), key=lambda step: step.on):
        run = Run(deposit.on, _end_of(deposit, steps), deposit.kind)
        if found and (found[-1].left_on is None or run.since <= found[-1].left_on):
            run = Run(found[-1].since, _later(found[-1].left_on, run.left_on), found[-1].instrument)
            found.pop()
        found.append(run)
    return found


def standing(
    steps: Sequence[Step], on: date, terms: TreatyTerms, treaty_in_force_on: date | None
) -> Standing:
    """
    Return where a State stands on a day, from all it did about the treaty.

    A State that deposits leaves the signatories for good: after a denunciation it is neither.
    Source: OPCAT-STATUS.
    """
    done = [step for step in steps if step.on <= on]
    signed = signed_on(done)
    times = runs(done)
    for run in times:
        if on in run:
            in_force_on = _in_force_on(run, terms, treaty_in_force_on)
            reached = in_force_on is not None and in_force_on <= on
            status = ParticipationStatus.IN_FORCE if reached else ParticipationStatus.PARTY
            return Standing(status, run.since, signed, run.instrument, in_force_on, run.left_on)
    if times:
        return Standing(ParticipationStatus.NONE, signed_on=signed, left_on=times[-1].left_on)
    if signed:
        return Standing(ParticipationStatus.SIGNATORY, signed, signed)
    return Standing(ParticipationStatus.NONE)


def series(histories: Iterable[Sequence[Step]], on: Sequence[date]) -> list[tuple[date, int, int]]:
    """
    Return, for each day of `on`, how many States are parties and how many signatories only.

    The histories are one State's steps each. Agrees with `standing` day by day, at one pass.
    Source: OPCAT-STATUS.
    """
    counts = {day: [0, 0] for day in on}
    for steps in histories:
        times = runs(steps)
        signed = signed_on(steps)
        first = times[0].since if times else None
        for day, count in counts.items():
            if any(day in run for run in times):
                count[0] += 1
            elif signed and signed <= day and (first is None or day < first):
                count[1] += 1
    return [(day, parties, signatories) for day, (parties, signatories) in counts.items()]


def check_may_take(
    treaty: str, kind: ActionKind, on: date, convention: Sequence[Step], terms: TreatyTerms
) -> None:
    """
    Raise unless a State may do this about a treaty, given what it did about the Convention.

    `convention` is what the State did about the Convention against Torture; it matters for the
    Optional Protocol only, which may be signed by those who signed the Convention, and ratified
    or acceded to by those who ratified or acceded to it.

    Source: OPCAT-27-1.
    """
    if treaty != "OPCAT":
        return
    if kind in DEPOSITS and not any(on in run for run in runs(convention)):
        raise Refused(
            _(
                "Only a State that has ratified or acceded to the Convention against Torture may"
                " ratify or accede to its Optional Protocol."
            ),
            rule="OPCAT-27-1",
        )
    has_signed = any(step.kind in SIGNINGS | DEPOSITS and step.on <= on for step in convention)
    if kind in SIGNINGS and not has_signed:
        raise Refused(
            _(
                "Only a State that has signed the Convention against Torture may sign its"
                " Optional Protocol."
            ),
            rule="OPCAT-27-1",
        )


def check_may_reserve(treaty: str) -> None:
    """Raise if the treaty admits no reservations. Source: OPCAT-30-1."""
    if treaty == "OPCAT":
        raise Refused(_("No reservations may be made to the Optional Protocol."), rule="OPCAT-30-1")


def denunciation_takes_effect_on(notice_on: date, terms: TreatyTerms) -> date:
    """
    Return the day a denunciation takes effect under the treaty.

    :raises Refused: if the treaty provides for none; the depositary's day must then be given.

    Source: the article on denunciation named in `terms`.
    """
    if terms.denunciation is None:
        raise Refused(
            _("This treaty does not provide for denunciation: give the day it takes effect.")
        )
    return terms.denunciation.after(notice_on)


@dataclass(frozen=True, slots=True)
class GroupInterval:
    """A regional group from one day to another; an open end means no day is known."""

    group: RegionalGroup
    valid_from: date | None = None
    valid_until: date | None = None


def group_on(intervals: Iterable[GroupInterval], on: date) -> RegionalGroup | None:
    """
    Return the regional group of a State on a day, or none if no source names one.

    Of two that hold, the one that began later. Source: DOC-16, INC-07.
    """
    held = [
        one
        for one in intervals
        if (one.valid_from is None or one.valid_from <= on)
        and (one.valid_until is None or on <= one.valid_until)
    ]
    latest = max(held, key=lambda one: one.valid_from or date.min, default=None)
    return latest.group if latest else None


def _end_of(deposit: Step, steps: Iterable[Step]) -> date | None:
    return min(
        (
            step.takes_effect_on
            for step in steps
            if step.kind is ActionKind.DENUNCIATION
            and step.takes_effect_on is not None
            and step.on > deposit.on
        ),
        default=None,
    )


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _in_force_on(run: Run, terms: TreatyTerms, treaty_in_force_on: date | None) -> date | None:
    """
    Return the day the treaty enters into force for a State.

    A successor State is bound from the day of succession; nobody before the treaty itself is in
    force. Source: OPCAT-28-1, OPCAT-28-2.
    """
    if treaty_in_force_on is None:
        return None
    if run.instrument is ActionKind.SUCCESSION:
        own = run.since
    else:
        own = terms.entry_into_force.after(run.since)
    return max(own, treaty_in_force_on)
