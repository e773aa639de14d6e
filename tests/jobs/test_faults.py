"""What is kept of an error and of what a turn says."""

from datetime import timedelta

import pytest

from amparo.core.errors import Refused
from amparo.docket.procedure import PROCEDURES
from amparo.jobs.faults import class_of, kept_line, place_of, wait_after

MINUTE = timedelta(minutes=1)


def test_an_error_is_known_by_its_class_and_the_last_line_of_ours():
    with pytest.raises(Refused) as caught:
        next(iter(PROCEDURES.values())).act("Amina Diallo")

    assert class_of(caught.value) == "amparo.core.errors.Refused"
    file, line = place_of(caught.value).split(":")
    assert (file, line.isdigit()) == ("docket/procedure.py", True)


@pytest.mark.parametrize(
    "line",
    ["", "released 3, withdrew 0", "checkpoint 12", "SPT/V/2026/1: done", "finished 0, due 2"],
)
def test_counts_references_and_plain_words_are_kept(line):
    assert kept_line(line) == line


def test_nothing_said_is_an_empty_line():
    assert kept_line(None) == ""


@pytest.mark.parametrize(
    "line",
    ["released Amina", "Amina Diallo", "amina@example.org", "one\ntwo", "أمينة", "word " * 50],
)
def test_more_is_not_kept(line):
    with pytest.raises(ValueError, match="one line"):
        kept_line(line)


@pytest.mark.parametrize(("faults", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 5), (900, 5)])
def test_each_wait_is_twice_the_one_before_up_to_the_longest(faults, minutes):
    assert wait_after(faults, first=MINUTE, longest=5 * MINUTE) == minutes * MINUTE
