"""Counts in memory: a window that moves, and a size that no flood exceeds."""

import pytest

from amparo.core.windows import BoundedMemory


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_window_moves_with_the_clock(clock: Clock):
    memory = BoundedMemory(clock=clock)
    taken = []
    for moment in (0, 10, 20, 59, 60, 61, 70):
        clock.now = 1_000.0 + moment
        taken.append(memory.acquire_entry("a", 3, 60))

    # The first falls out of the window after sixty seconds, the second after seventy.
    assert taken == [True, True, True, False, True, False, True]


def test_a_window_says_when_its_first_moment_was_and_how_many_there_are(clock: Clock):
    memory = BoundedMemory(clock=clock)
    for moment in (0, 10, 20):
        clock.now = 1_000.0 + moment
        memory.acquire_entry("a", 3, 60)
    clock.now = 1_065.0

    assert memory.get_moving_window("a", 3, 60) == (1_010.0, 2)
    assert memory.get_moving_window("nobody", 3, 60) == (1_065.0, 0)


def test_those_who_are_refused_wait_no_longer_for_having_tried(clock: Clock):
    memory = BoundedMemory(clock=clock)
    memory.acquire_entry("a", 1, 60)
    for _ in range(50):
        clock.now += 1
        assert memory.acquire_entry("a", 1, 60) is False

    clock.now = 1_060.0
    assert memory.acquire_entry("a", 1, 60) is True


def test_a_flood_of_visitors_makes_it_no_larger_than_it_may_be(clock: Clock):
    memory = BoundedMemory(clock=clock, most_keys=100, most_moments=1_000)

    for number in range(5_000):
        assert memory.acquire_entry(f"visitor {number}", 10, 60) is True

    assert memory.size == (100, 100)


def test_a_flood_of_requests_makes_it_no_larger_than_it_may_be(clock: Clock):
    memory = BoundedMemory(clock=clock, most_keys=100, most_moments=1_000)

    for number in range(5_000):
        memory.acquire_entry(f"visitor {number % 50}", 90, 60)

    keys, moments = memory.size
    assert (keys <= 100, moments <= 1_000, moments > 900) == (True, True, True)


def test_in_a_flood_those_who_asked_longest_ago_are_forgotten_first(clock: Clock):
    memory = BoundedMemory(clock=clock, most_keys=3)
    for who in ("a", "b", "c", "a", "d"):
        memory.acquire_entry(who, 2, 60)

    # `a` is still counted, `b` begins anew.
    assert memory.acquire_entry("a", 2, 60) is False
    assert [memory.acquire_entry("b", 2, 60) for _ in range(3)] == [True, True, False]


def test_those_whose_time_is_over_are_forgotten_without_a_flood(clock: Clock):
    memory = BoundedMemory(clock=clock)
    for number in range(500):
        memory.acquire_entry(f"visitor {number}", 10, 60)

    clock.now += 61
    memory.acquire_entry("the next", 10, 60)

    assert memory.size == (1, 1)


def test_one_is_forgotten_when_asked_to_and_all_are(clock: Clock):
    memory = BoundedMemory(clock=clock)
    for who in ("a", "a", "b", "c"):
        memory.acquire_entry(who, 5, 60)

    memory.clear("a")
    assert memory.size == (2, 2)
    assert memory.reset() == 2
    assert memory.size == (0, 0)
