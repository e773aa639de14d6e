"""
Counting at meetings of States parties: quorum, majority, who is elected, who may stand again.

The same count serves every body elected by States parties (TB-EL-2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from amparo.core.calendar import add_months, add_weeks
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

OBJECTION_WEEKS = 6
TERM_YEARS = 4
BUREAU_YEARS = 2
SEATS_AT_FIRST, SEATS_AFTER_FIFTY = 10, 25


def seats(instruments: int) -> int:
    """Return the number of members: 10, and 25 after the fiftieth instrument. OPCAT-5-1."""
    return SEATS_AFTER_FIFTY if instruments >= 50 else SEATS_AT_FIRST


def quorum(parties: int) -> int:
    """Return how many States parties must be present: two thirds, rounded up. OPCAT-7-1."""
    return -(-2 * parties // 3)


def absolute_majority(present_and_voting: int) -> int:
    """
    Return the votes that elect: more than half of those present and voting.

    Absences, abstentions and invalid ballots do not count among them. Source: OPCAT-7-1.
    """
    return present_and_voting // 2 + 1


def blocking_objections(parties: int) -> int:
    """Return how many negative answers block a replacement: half or more. OPCAT-8-1."""
    return -(-parties // 2)


def is_replacement_approved(parties: int, negative: int) -> bool:
    """Test whether a replacement stands: fewer than half object. Source: OPCAT-8-1."""
    return negative < blocking_objections(parties)


def replacement_starts(informed_on: date) -> date:
    """
    Return the day a replacement's term starts, if half the States parties have not objected.

    Six weeks after the Secretary-General informed them. Source: OPCAT-8-1, GEN-3.
    """
    return add_weeks(informed_on, OBJECTION_WEEKS)


@dataclass(frozen=True, slots=True)
class Nominations:
    """When nominations are invited at the latest, and when they close."""

    invite_by: date
    close_on: date


def nominations(meeting_on: date, invited_on: date | None = None) -> Nominations:
    """
    Return the two days before an election.

    The invitation goes out at least five months before the meeting; nominations close three months
    after it. Source: OPCAT-6-3.
    """
    invite_by = add_months(meeting_on, -5)
    if invited_on is not None and invited_on > invite_by:
        raise Refused(
            _("Nominations are invited at least five months before the meeting."),
            rule="OPCAT-6-3",
        )
    return Nominations(invite_by, add_months(invited_on or invite_by, 3))


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A candidate, their State, and the votes received in one ballot.

    `by_own_state` says whether the State of nationality made the nomination.
    """

    name: str
    nationality: str
    votes: int
    by_own_state: bool = True


@dataclass(frozen=True, slots=True)
class Ballot:
    """
    What one ballot decides.

    `elected` in the order of votes; `tied` must be voted on again for the seats that are left;
    `same_state` are pairs of nationals of one State with equal votes, for a separate ballot.
    """

    elected: tuple[Candidate, ...]
    tied: tuple[Candidate, ...]
    same_state: tuple[tuple[Candidate, Candidate], ...]
    seats_left: int


def count(candidates: Sequence[Candidate], present_and_voting: int, to_fill: int) -> Ballot:
    """
    Return who is elected: most votes and an absolute majority, one national of a State.

    Of two nationals of one State the one with more votes serves; at equal votes the one their own
    State nominated, if it nominated only one of them, else a separate ballot decides. Equal votes
    for the last seat leave it to a further ballot.

    :raises Refused: if somebody has more votes than there are States voting.

    Source: OPCAT-5-5, OPCAT-7-1, OPCAT-7-2.
    """
    if any(one.votes > present_and_voting for one in candidates):
        raise Refused(_("A candidate has more votes than States were voting."), rule="OPCAT-7-1")
    enough = [one for one in candidates if one.votes >= absolute_majority(present_and_voting)]
    kept, undecided = _one_per_state(enough)
    ranked = sorted(kept, key=lambda one: -one.votes)
    elected, tied = ranked[:to_fill], []
    if len(ranked) > to_fill and to_fill and ranked[to_fill].votes == ranked[to_fill - 1].votes:
        bar = ranked[to_fill].votes
        elected = [one for one in ranked if one.votes > bar]
        tied = [one for one in ranked if one.votes == bar]
    return Ballot(tuple(elected), tuple(tied), tuple(undecided), to_fill - len(elected))


def may_be_elected(terms: Sequence[tuple[date, date]], new_term_from: date) -> bool:
    """
    Test whether a member may be elected for a term: re-election once, consecutively.

    `terms` are the first and last days of the terms served. Two that run into each other and into
    the new one bar it; a break opens the way again, as for the member of 2008 to 2016 who came
    back in 2019. Source: OPCAT-9-1.
    """
    served, following = 0, new_term_from
    for first, last in sorted(terms, reverse=True):
        if (following - last).days > 1:
            break
        served, following = served + 1, first
    return served < 2


def check_one_of_each_nationality(nationalities: Sequence[str]) -> None:
    """Raise if two members are nationals of one State; unknown ones are empty. OPCAT-5-5."""
    known = [one for one in nationalities if one]
    if len(known) != len(set(known)):
        raise Refused(_("Two members may not be nationals of the same State."), rule="OPCAT-5-5")


def _one_per_state(
    candidates: Sequence[Candidate],
) -> tuple[list[Candidate], list[tuple[Candidate, Candidate]]]:
    kept: list[Candidate] = []
    undecided = []
    by_state: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_state.setdefault(candidate.nationality, []).append(candidate)
    for nationals in by_state.values():
        first, *others = sorted(nationals, key=lambda one: (-one.votes, not one.by_own_state))
        if others and _is_undecided(first, others[0]):
            undecided.append((first, others[0]))
        else:
            kept.append(first)
    return kept, undecided


def _is_undecided(first: Candidate, second: Candidate) -> bool:
    return first.votes == second.votes and first.by_own_state == second.by_own_state
