"""What is followed: the same search is the same text, and what is no search is refused."""

from datetime import date

import pytest

from amparo.core.errors import Refused
from amparo.following.rules.searches import Search, search_from, search_of
from amparo.search.questions import Order


def test_the_same_search_is_the_same_text_whatever_its_order():
    one = search_of([("state", "PER"), ("q", " solitary  confinement "), ("state", "MOZ")])
    other = search_of([("q", "solitary confinement"), ("state", "MOZ"), ("state", "PER")])

    assert one == other
    assert one.as_text() == "q=solitary+confinement&state=MOZ&state=PER"
    assert search_from(one.as_text()) == one


def test_page_order_and_what_is_unknown_are_no_part_of_a_search():
    found = search_of([("page", "3"), ("order", "oldest"), ("at", "7"), ("utm_source", "letter")])

    assert found.is_everything
    assert found.as_text() == ""


def test_a_search_is_asked_as_the_index_asks():
    search = search_of(
        [("q", "torture"), ("state", "PER"), ("body", "SPT"), ("since", "2025-01-01")]
    )
    asked = search.question(among=("docket/A",), reader="fr", size=5)

    assert (asked.text, asked.since, asked.until) == ("torture", date(2025, 1, 1), None)
    assert asked.chosen == {"body": ("SPT",), "state": ("PER",)}
    assert (asked.among, asked.reader, asked.size) == (("docket/A",), "fr", 5)
    assert asked.order is Order.RELEVANCE
    assert Search().question(among=("a",), reader="en", size=1).order is Order.NEWEST


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([("q", "x" * 501)], id="too many letters"),
        pytest.param([("state", f"S{n}") for n in range(51)], id="too many choices"),
        pytest.param([("state", "x" * 101)], id="a choice that is none"),
        pytest.param([("since", "yesterday")], id="no day"),
        pytest.param([("since", "2025-02-01"), ("until", "2025-01-01")], id="days the wrong way"),
    ],
)
def test_what_cannot_be_followed_is_refused(pairs: list[tuple[str, str]]):
    with pytest.raises(Refused):
        search_of(pairs)
