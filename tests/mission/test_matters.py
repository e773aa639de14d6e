"""The list of what is shared, and a docket as far as it is shared."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import Post, Role
from amparo.audit.models import Line
from amparo.docket import actions, team
from amparo.docket.models import Matter
from amparo.visits.procedures.report import (
    COMMITTEE_ASKED,
    DIALOGUE_HELD,
    MEETING_INVITED,
    REPLY_RECEIVED,
)
from amparo.visits.procedures.visit import PROGRAMMED, VISIT
from tests.people import acting, browser_of, make_person

from .conftest import KEEPER, entered, today
from .pages import linked, said, sections

REFERENCE = "SPT/REPORT/MOZ/2025"


def programmed(reference: str = "SPT/VISIT/MOZ/2025") -> Matter:
    content = PROGRAMMED(state="MOZ", year=2025)
    return actions.open_docket(VISIT, reference, content, on=today(), by=KEEPER)


def test_only_what_is_shared_is_listed_that_with_the_latest_act_first(mission: Client, report):
    report("SPT/REPORT/MOZ/1", days_ago=20)
    report("SPT/REPORT/MOZ/2", days_ago=10)
    report("SPT/REPORT/PER/1", "PER")

    page = mission.get("/mission/matters/")

    assert linked(page, "matters") == ["SPT/REPORT/MOZ/2", "SPT/REPORT/MOZ/1"]
    assert "PER" not in page.text


def test_the_list_is_narrowed_by_kind_standing_and_what_is_asked(mission: Client, report):
    entered(report("SPT/REPORT/MOZ/1"), REPLY_RECEIVED())
    report("SPT/REPORT/MOZ/2")
    programmed()

    def found(asked: str) -> list[str]:
        return sorted(linked(mission.get(f"/mission/matters/?{asked}"), "matters"))

    assert found("procedure=visit") == ["SPT/VISIT/MOZ/2025"]
    assert found("procedure=visit_report&status=replied") == ["SPT/REPORT/MOZ/1"]
    assert found("asked=on") == ["SPT/REPORT/MOZ/2"]
    assert len(found("")) == 3


def test_a_kind_of_which_nothing_is_shared_is_not_offered(mission: Client, report):
    report()

    page = mission.get("/mission/matters/")

    assert 'value="visit_report"' in page.text
    assert 'value="visit"' not in page.text


@pytest.mark.parametrize("asked", ["page=0", "page=x", "procedure=none", "status=sent"])
def test_a_choice_that_is_none_is_refused_in_a_sentence(mission: Client, report, asked: str):
    report()

    page = mission.get(f"/mission/matters/?{asked}")

    assert page.status_code == 400
    assert "This is not a choice or a page of this list." in said(page)
    assert linked(page, "matters") == []


def test_a_long_list_has_pages_and_what_is_asked_stands_in_the_order_of_its_days(
    mission: Client, report
):
    for number in range(27):
        report(f"SPT/REPORT/MOZ/{number:02}", days_ago=60 - number)

    first = mission.get("/mission/matters/?asked=on")
    second = mission.get("/mission/matters/?asked=on&page=2")

    assert len(linked(first, "matters")) == 25
    assert linked(second, "matters") == ["SPT/REPORT/MOZ/25", "SPT/REPORT/MOZ/26"]
    assert 'href="?asked=True&amp;page=2"' in first.text
    assert 'href="?asked=True&amp;page=1"' in second.text


def test_a_docket_shows_the_shared_acts_and_nothing_internal(mission: Client, chidi, report):
    matter = report()
    entered(matter, MEETING_INVITED(), days_ago=3)
    entered(matter, COMMITTEE_ASKED(refusal="art12_14"), days_ago=2)
    entered(matter, REPLY_RECEIVED(content="We have read it."), days_ago=1, by=acting(chidi))

    page = mission.get(f"/mission/matters/{REFERENCE}/")

    happened = sections(page)["What happened"]
    for title in ("Report transmitted", "Invited to a meeting", "Reply received"):
        assert title in happened
    assert "We have read it." in happened
    assert "Entered by you" in happened
    assert "Committee against Torture" not in page.text
    for internal in (KEEPER.name, chidi.code, "Team", "You read up to", "sealed"):
        assert internal not in page.text
    assert linked(page, "enter") == [
        "reply_received/SPT/REPORT/MOZ/2025",
        "publication_requested/SPT/REPORT/MOZ/2025",
    ]


def test_what_was_said_confidentially_to_them_is_read_by_them(mission: Client, report):
    entered(report(), DIALOGUE_HELD(content="The wing will be closed."))

    assert "The wing will be closed." in mission.get(f"/mission/matters/{REFERENCE}/").text


def test_what_was_replaced_stays_and_says_by_what(mission: Client, report):
    matter = report()
    actions.enter(
        matter,
        MEETING_INVITED(),
        on=today(),
        by=KEEPER,
    )
    actions.enter(
        matter,
        MEETING_INVITED(session="SPT/SESSION/60"),
        on=today(),
        by=KEEPER,
        rectifies=2,
        reason="The wrong session, said Farid.",
    )

    page = mission.get(f"/mission/matters/{REFERENCE}/")

    assert "Replaced by:" in said(page)
    assert "In the place of:" in said(page)
    assert "Farid" not in page.text


@pytest.mark.parametrize(
    "reference", ["SPT/REPORT/PER/1", "SPT/REPORT/MOZ/NONE", "SPT/REPORT/MOZ/NPM"]
)
@pytest.mark.parametrize("room", ["matters", "files", "enter/reply_received"])
def test_what_is_not_shared_is_not_there(mission: Client, report, reference: str, room: str):
    report("SPT/REPORT/PER/1", "PER")
    report("SPT/REPORT/MOZ/NPM", recipient="npm")
    report()

    assert mission.get(f"/mission/matters/{REFERENCE}/").status_code == 200
    assert mission.get(f"/mission/{room}/{reference}/").status_code == 404
    assert mission.post(f"/mission/{room}/{reference}/").status_code in (404, 405)


def test_reading_leaves_a_line_at_this_face(mission: Client, chidi, report):
    report()
    mission.get(f"/mission/matters/{REFERENCE}/")
    mission.get("/mission/matters/SPT/REPORT/NONE/")

    lines = Line.objects.filter(by=chidi.code).order_by("number")
    assert list(lines.values_list("event", "face", "about", "outcome")) == [
        ("docket.read", "mission", REFERENCE, "done"),
        ("access.refused", "mission", "", "refused"),
    ]


def test_whoever_knows_a_matter_from_inside_does_not_find_it_here(report):
    report()
    report("SPT/REPORT/MOZ/2")
    both = make_person(
        "grace", Post(Role.STATE_FOCAL_POINT, state="MOZ"), Post(Role.MEMBER, "CAT"),
        nationalities=("CHE",),
    )  # fmt: skip
    team.give(REFERENCE, both, Role.CASE_OFFICER, by=KEEPER, at=timezone.now())
    browser = browser_of(both)

    assert linked(browser.get("/mission/matters/"), "matters") == ["SPT/REPORT/MOZ/2"]
    assert browser.get("/mission/matters/SPT/REPORT/MOZ/2/").status_code == 200
    assert browser.get(f"/mission/matters/{REFERENCE}/").status_code == 404


def test_a_tie_by_another_role_is_not_lifted_here(report):
    report()
    posts = Post(Role.STATE_FOCAL_POINT, state="MOZ"), Post(Role.MEMBER, "CAT")
    free = browser_of(make_person("blanca", *posts, nationalities=("PER",)))
    tied = browser_of(make_person("bruno", *posts, nationalities=("MOZ",)))

    assert free.get(f"/mission/matters/{REFERENCE}/").status_code == 200
    assert tied.get(f"/mission/matters/{REFERENCE}/").status_code == 404
    assert linked(tied.get("/mission/matters/"), "matters") == []
