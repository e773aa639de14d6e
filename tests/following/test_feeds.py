"""Feeds and the calendar for calendars: what programs ask for again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar

from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions
from amparo.following import matching, novelties
from amparo.following.models import Novelty
from amparo.publication import changes
from amparo.visits.procedures.visit import PROGRAMMED, VISIT
from tests.following.conftest import World
from tests.gate import publish

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(world: World, path: str = "/feeds/new.atom") -> ElementTree.Element:
    """Return a feed, read as programs read it."""
    answer = world.browser.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    return fromstring(answer.content)


def texts(of: ElementTree.Element, name: str) -> list[str | None]:
    """Return what the elements of a name say, directly below one."""
    return [one.text for one in of.findall(f"{ATOM}{name}")]


def entries(of: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the entries of a feed."""
    return of.findall(f"{ATOM}entry")


def links(of: ElementTree.Element) -> dict[str, str]:
    """Return the addresses of links, by what they are to the feed."""
    return {one.attrib["rel"]: one.attrib["href"] for one in of.findall(f"{ATOM}link")}


def test_what_is_new_comes_first_and_each_thing_keeps_its_name(world: World):
    world.programme("MOZ", 2025)
    world.later(minutes=5)
    world.look()
    before = feed(world)
    world.conduct("PER", 2024)
    world.later(minutes=5)
    world.look()
    after = feed(world)

    assert [texts(one, "title")[0].split(":")[0] for one in entries(after)] == [
        "Visit to Peru, 2024",
        "Visit to Mozambique, 2025",
        "Visit to Peru, 2024",
    ]
    names = [texts(one, "id")[0] for one in entries(after)]
    assert len(set(names)) == 3
    assert [texts(one, "id")[0] for one in entries(before)] == names[1:]
    assert texts(after, "id") == texts(before, "id")
    assert texts(after, "updated") > texts(before, "updated")
    assert links(entries(after)[0]) == {
        "alternate": "http://localhost:8000/dockets/SPT/VISIT/PER/2024/"
    }


def test_a_feed_of_a_search_holds_what_the_search_finds(world: World):
    world.programme("MOZ", 2025)
    world.look()
    found = feed(world, "/feeds/search.atom?state=MOZ&page=7")

    assert [texts(one, "title")[0].split(":")[0] for one in entries(found)] == [
        "Visit to Mozambique, 2025"
    ]
    assert links(found) == {
        "alternate": "http://localhost:8000/search/?state=MOZ",
        "self": "http://localhost:8000/feeds/search.atom?state=MOZ",
    }
    assert texts(feed(world, "/feeds/search.atom?q=nothingofthekind"), "updated") == [
        "2000-01-01T00:00:00+00:00"
    ]


@pytest.mark.parametrize(
    ("language", "said"), [("/ar", "ar"), ("/zh-hans", "zh-Hans"), ("/fr", "fr")]
)
def test_a_feed_speaks_the_language_of_its_address(world: World, language: str, said: str):
    found = feed(world, f"{language}/feeds/new.atom")

    assert found.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == said
    assert links(entries(found)[0])["alternate"].startswith(f"http://localhost:8000{language}/")


def test_a_feed_that_is_unchanged_costs_next_to_nothing(world: World):
    for path in ("/feeds/new.atom", "/feeds/search.atom?state=PER", "/calendar.ics"):
        first = world.browser.get(path)
        same = world.browser.get(path, headers={"If-None-Match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
    world.programme("PER", 2025)
    world.look()
    for path in ("/feeds/new.atom", "/feeds/search.atom?state=PER"):
        again = world.browser.get(path, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 200


def test_a_feed_is_bounded(world: World):
    for year in range(1950, 2005):
        world.programme("PER", year)
    world.look()

    assert len(entries(feed(world))) == 50


def test_a_docket_goes_on_however_far_apart_its_acts_stand_in_the_ledger(world: World, monkeypatch):
    monkeypatch.setattr(matching, "_SOURCES_AT_FIRST", 1)
    world.programme("MOZ", 2024)
    world.look()
    world.later(seconds=1)
    world.conduct("PER", 2024)
    world.look()

    about = [one.findtext(f"{ATOM}title").partition(":")[0] for one in entries(feed(world))]
    assert about == ["Visit to Peru, 2024", "Visit to Mozambique, 2024", "Visit to Peru, 2024"]


def test_what_was_taken_back_is_in_no_feed_and_no_news_when_it_comes_again(world: World):
    reference = "SPT/VISIT/PER/2024"
    (novelty,) = Novelty.objects.filter(source=f"docket/{reference}")
    from amparo.docket.models import Act, Clock, Matter

    rows = {model: list(model.objects.using("public").all()) for model in (Matter, Act, Clock)}
    for model in (Clock, Act, Matter):
        model.objects.using("public").all()._raw_delete("public")
    changes.note([("docket", reference)])
    novelties.look(world.now)
    novelty.refresh_from_db()
    assert not novelty.is_there
    assert entries(feed(world)) == []

    for model, those in rows.items():
        model.objects.using("public").bulk_create(those)
    # Nobody noted that it is back.
    assert novelties.look(world.now) == 0
    assert not Novelty.objects.filter(is_there=True).exists()
    assert novelties.compare(world.now) == 0
    novelty.refresh_from_db()
    assert novelty.is_there


def test_what_a_ledger_begins_with_is_of_its_own_day_and_news_to_nobody(world: World):
    (novelty,) = Novelty.objects.filter(is_there=True)

    assert novelty.thing == "docket/SPT/VISIT/PER/2024/1"
    assert novelty.at == datetime(2024, 1, 10, tzinfo=UTC)
    world.follow("")
    assert world.tell() == []


def test_a_question_that_cannot_be_read_is_refused(world: World):
    for path in ("/feeds/search.atom?since=soon", "/calendar.ics?kind=party"):
        assert world.browser.get(path).status_code == 400


# The calendar.


@pytest.fixture
def planned(counter: World) -> World:
    """A visit to each of two States, a month from now."""
    first = datetime.now(UTC).date() + timedelta(days=30)
    for state in ("PER", "MOZ"):
        actions.open_docket(
            VISIT,
            f"SPT/VISIT/{state}/{first.year}",
            PROGRAMMED(
                state=state,
                year=first.year,
                planned_first_day=first,
                planned_last_day=first + timedelta(days=4),
            ),
            on=date(2025, 11, 1),
            by=RECORD_LOADER,
            at=datetime(2025, 11, 1, 12, tzinfo=UTC),
        )
    publish(counter.now)
    return counter


def events(world: World, path: str = "/calendar.ics") -> list:
    """Return the events of a calendar, read as calendars read it."""
    answer = world.browser.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_what_is_announced_can_be_subscribed_to(planned: World):
    first = datetime.now(UTC).date() + timedelta(days=30)
    one, other = sorted(events(planned), key=lambda one: str(one["SUMMARY"]))

    assert str(other["SUMMARY"]).startswith(f"Visit to Peru, {first.year}")
    assert other.decoded("DTSTART") == first
    assert other.decoded("DTEND") == first + timedelta(days=5)
    assert str(other["URL"]) == f"http://localhost:8000/dockets/SPT/VISIT/PER/{first.year}/"
    assert str(one["UID"]) != str(other["UID"])
    assert [str(again["UID"]) for again in events(planned)] == [
        str(again["UID"]) for again in events(planned)
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=PER", 1),
        ("state=per", 1),
        ("state=FRA", 0),
        ("body=SPT", 2),
        ("body=CAT", 0),
        ("kind=visit", 2),
        ("kind=session", 0),
        ("body=SPT&state=MOZ&kind=visit", 1),
    ],
)
def test_a_calendar_is_narrowed_by_state_body_and_kind(planned: World, query: str, count: int):
    assert len(events(planned, f"/calendar.ics?{query}")) == count
