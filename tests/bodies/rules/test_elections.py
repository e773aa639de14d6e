"""Counting at meetings of States parties; the table of RULES 1.2."""

from datetime import date

import pytest

from amparo.bodies.rules.elections import (
    Candidate,
    absolute_majority,
    blocking_objections,
    check_one_of_each_nationality,
    count,
    is_replacement_approved,
    may_be_elected,
    nominations,
    quorum,
    replacement_starts,
    seats,
)
from amparo.core.errors import Refused


def test_the_quorum_is_two_thirds_rounded_up() -> None:
    assert [quorum(parties) for parties in (96, 95, 94, 90)] == [64, 64, 63, 60]


@pytest.mark.parametrize(("voting", "majority"), [(80, 41), (81, 41), (1, 1), (2, 2)])
def test_an_absolute_majority_is_more_than_half_of_those_voting(voting: int, majority: int) -> None:
    assert absolute_majority(voting) == majority


@pytest.mark.parametrize(("parties", "blocking"), [(96, 48), (95, 48), (90, 45)])
def test_half_or_more_negative_answers_block_a_replacement(parties: int, blocking: int) -> None:
    assert blocking_objections(parties) == blocking
    assert is_replacement_approved(parties, blocking - 1)
    assert not is_replacement_approved(parties, blocking)


@pytest.mark.parametrize(
    ("informed", "starts"),
    [(date(2019, 10, 19), date(2019, 11, 30)), (date(2019, 11, 27), date(2020, 1, 8))],
    ids=["Malick", "Langfeldt"],
)
def test_a_replacement_starts_when_six_weeks_are_over(informed: date, starts: date) -> None:
    assert replacement_starts(informed) == starts


def test_there_are_twenty_five_seats_from_the_fiftieth_instrument_on() -> None:
    assert (seats(49), seats(50)) == (10, 25)


def test_nominations_are_invited_five_months_before_and_close_three_months_later() -> None:
    found = nominations(date(2026, 10, 22))

    assert (found.invite_by, found.close_on) == (date(2026, 5, 22), date(2026, 8, 22))
    assert nominations(date(2026, 10, 22), date(2026, 5, 1)).close_on == date(2026, 8, 1)
    with pytest.raises(Refused) as refused:
        nominations(date(2026, 10, 22), date(2026, 5, 23))
    assert refused.value.rule == "OPCAT-6-3"


def names(candidates: tuple[Candidate, ...]) -> list[str]:
    """Return the names in their order."""
    return [one.name for one in candidates]


def test_the_most_votes_win_among_those_with_a_majority() -> None:
    ballot = count(
        [Candidate("A", "A1", 41), Candidate("B", "B1", 60), Candidate("C", "C1", 40)], 80, 3
    )

    assert names(ballot.elected) == ["B", "A"]
    assert ballot.seats_left == 1
    assert ballot.tied == ()


def test_seats_go_no_further_than_there_are() -> None:
    ballot = count([Candidate(name, name, 50 + place) for place, name in enumerate("ABC")], 80, 2)

    assert names(ballot.elected) == ["C", "B"]
    assert ballot.seats_left == 0


def test_equal_votes_for_the_last_seat_leave_it_to_a_further_ballot() -> None:
    ballot = count(
        [Candidate("A", "A1", 60), Candidate("B", "B1", 50), Candidate("C", "C1", 50)], 80, 2
    )

    assert names(ballot.elected) == ["A"]
    assert names(ballot.tied) == ["B", "C"]
    assert ballot.seats_left == 1


def test_of_two_nationals_of_one_state_the_one_with_more_votes_serves() -> None:
    ballot = count(
        [Candidate("A", "X", 60), Candidate("B", "X", 70), Candidate("C", "Y", 50)], 80, 3
    )

    assert names(ballot.elected) == ["B", "C"]


def test_at_equal_votes_the_one_nominated_by_their_own_state_serves() -> None:
    ballot = count([Candidate("A", "X", 60, by_own_state=False), Candidate("B", "X", 60)], 80, 2)

    assert names(ballot.elected) == ["B"]
    assert ballot.same_state == ()


@pytest.mark.parametrize("by_own_state", [True, False], ids=["both", "neither"])
def test_otherwise_a_separate_ballot_decides_between_them(by_own_state: bool) -> None:
    pair = [Candidate(name, "X", 60, by_own_state=by_own_state) for name in "AB"]

    ballot = count(pair, 80, 2)

    assert ballot.elected == ()
    assert [names(pair) for pair in ballot.same_state] == [["A", "B"]]


def test_more_votes_than_states_voting_are_refused() -> None:
    with pytest.raises(Refused):
        count([Candidate("A", "X", 81)], 80, 1)


def test_re_election_is_once_in_a_row() -> None:
    first = (date(2011, 1, 1), date(2014, 12, 31))
    second = (date(2015, 1, 1), date(2018, 12, 31))

    assert may_be_elected([], date(2019, 1, 1))
    assert may_be_elected([second], date(2019, 1, 1))
    assert not may_be_elected([first, second], date(2019, 1, 1))
    assert may_be_elected([first, second], date(2021, 1, 1))


def test_the_member_of_2008_to_2016_could_come_back_in_2019() -> None:
    served = [(date(2009, 1, 1), date(2012, 12, 31)), (date(2013, 1, 1), date(2016, 12, 31))]

    assert may_be_elected(served, date(2019, 1, 1))
    assert not may_be_elected(served, date(2017, 1, 1))


def test_two_members_of_one_nationality_are_refused_and_unknown_ones_are_not_compared() -> None:
    check_one_of_each_nationality(["FRA", "", "", "DEU"])
    with pytest.raises(Refused) as refused:
        check_one_of_each_nationality(["FRA", "DEU", "FRA"])
    assert refused.value.rule == "OPCAT-5-5"
