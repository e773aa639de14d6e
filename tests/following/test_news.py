"""What is told of something new says its day no more exactly than it is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from amparo.following import feeds, letters
from amparo.following.news import Item
from amparo.following.rules.searches import search_from

ITEM = Item(
    name="document/CAT-C-GC-2/en",
    kind="document",
    title="Lanterns",
    act="",
    citation="CAT/C/GC/2",
    address="/documents/CAT-C-GC-2/",
    text="",
    language="en",
    states=(),
    body="CAT",
    on=date(2008, 1, 1),
    precision="day",
    at=datetime(2026, 3, 4, 12, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("precision", "when"),
    [("day", "1 January 2008"), ("month", "January 2008"), ("year", "2008")],
)
def test_a_day_is_told_as_exactly_as_it_is_known(precision: str, when: str) -> None:
    item = replace(ITEM, precision=precision)
    everything = search_from("")
    address = "zephyrine.quill@example.org"

    letter = letters.news(
        address, everything, [item], "token", "en", has_more=False, name="one"
    ).body
    with translation.override("en"):
        feed = feeds.atom(everything, [item], place="/feeds/new.atom", page="/new/")

    assert f"\nCAT/C/GC/2 · {when}\n" in letter
    assert f">CAT/C/GC/2 · {when}<" in feed


def test_of_what_has_no_day_none_is_told() -> None:
    assert replace(ITEM, on=None).when == ""
