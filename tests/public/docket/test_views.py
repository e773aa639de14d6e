"""Any docket, as the world may see it."""

from datetime import UTC, date, datetime

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions
from amparo.visits.procedures import visit
from amparo.visits.procedures.visit import VISIT

PATH = "/dockets/SPT/VISIT/FRA/2032/"
DATA = "/dockets/SPT/VISIT/FRA/2032.json"


@pytest.fixture
def docket(shipped, db):
    """A visit that is on the programme since 1 February 2026."""
    return actions.open_docket(
        VISIT,
        "SPT/VISIT/FRA/2032",
        visit.PROGRAMMED(state="FRA", year=2032),
        on=date(2026, 2, 1),
        by=RECORD_LOADER,
        at=datetime(2026, 2, 1, 12, tzinfo=UTC),
    )


def enter(docket, content, on, **more):
    actions.enter(
        docket,
        content,
        on=on,
        by=RECORD_LOADER,
        at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        **more,
    )


def test_a_docket_tells_its_acts_and_what_may_come_next(get, docket):
    page, text = get(DATA).json(), get(PATH).text

    assert page["title"] == "Visit to France, 2032"
    assert [(act["kind"], act["on"]) for act in page["docket"]["acts"]] == [
        ("programmed", "2026-02-01")
    ]
    assert "Put on the programme" in text
    assert "Dates notified to the State" in text
    assert "public since 1 February 2026" in text


def test_what_is_sealed_changes_nothing_on_the_page(get, docket):
    before = (get(PATH).text, get(DATA).json())

    enter(
        docket,
        visit.PREPARED(nationalities=["DEU", "CHL"], places=["The old prison of Ruritania"]),
        on=date(2026, 3, 1),
    )

    assert (get(PATH).text, get(DATA).json()) == before


def test_a_rectified_act_stays_struck_and_points_to_its_replacement(get, docket):
    enter(docket, visit.CANCELLED(), on=date(2026, 3, 1))
    enter(docket, visit.POSTPONED(), on=date(2026, 3, 2), rectifies=2, reason="Misread.")
    text = get(PATH).text

    assert 'class="act replaced" id="act-2"' in text
    assert '<a href="#act-3">Replaced by: Postponed</a>' in text
    assert "Misread." not in text


def test_a_docket_is_shown_as_at_a_day(get, docket):
    enter(docket, visit.CANCELLED(), on=date(2026, 3, 1))

    then = get(DATA, on="2026-02-15").json()["docket"]
    now = get(DATA).json()["docket"]

    assert (then["standing"], now["standing"]) == ("programmed", "cancelled")


def test_a_docket_of_which_nothing_is_public_yet_is_not_there(get, docket):
    assert get(PATH, on="2026-01-31").status_code == 404
