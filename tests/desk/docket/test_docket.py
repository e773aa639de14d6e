"""The docket of a matter, as different people read it."""

import re
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from amparo.access.permissions import Role
from amparo.audit.models import Line
from amparo.core import wording
from amparo.docket import actions, attachments, notes, team
from amparo.visits.procedures.report import PUBLICATION_REQUESTED
from amparo.visits.procedures.visit import (
    BEGUN,
    CANCELLED,
    DATES_NOTIFIED,
    INTERVIEWED,
    POSTPONED,
    PROGRAMMED,
    VISIT,
)
from tests import people
from tests.desk.conftest import WITNESS, counting, moment
from tests.desk.pages import linked, said
from tests.people import acting, browser_of, make_person

PATH = "/desk/matters/SPT/VISIT/PER/2025/"


def test_a_docket_tells_its_acts_in_order(desk: Client, visit, states):
    visit()

    page = said(desk.get(PATH))

    acts = ["Put on the programme", "Prepared", "Conducted", "Person interviewed in private"]
    story = page.partition("What happened")[2]
    places = [story.index(f"{one} ") for one in acts]
    assert places == sorted(places)
    assert page.startswith("Matters Visit to Peru, 2025 Visit of the Subcommittee")
    assert page.index("How it stands") < page.index("What happened") < page.index("Files")
    assert "Account A scar on the arm." in page
    assert "Entered on 14 June 2025 by record loader" in page
    assert "Standing Conducted" in page


def test_what_a_reader_may_not_read_is_named_as_sealed(db, desk: Client, visit):
    visit()
    outside_the_team = said(desk.get(PATH))
    statistician = said(browser_of(make_person("sana", Role.STATISTICIAN)).get(PATH))

    assert WITNESS not in outside_the_team
    assert "sealed Name" in outside_the_team
    assert "A scar on the arm." not in statistician
    assert "sealed Name; Place; Account;" in statistician


def test_who_is_of_the_team_reads_who_it_was(amina, desk: Client, visit):
    reference = visit().reference
    fatou = make_person("fatou", Role.CASE_OFFICER)
    team.give(reference, fatou, Role.CASE_OFFICER, by=acting(amina), at=timezone.now())

    assert f"Name {WITNESS}" in said(browser_of(fatou).get(PATH))


def test_a_title_is_filled_from_what_is_not_sealed(desk: Client, visit):
    visit()

    assert WITNESS not in desk.get(PATH).text.partition("</title>")[0]


def test_each_act_says_who_may_know_of_it(desk: Client, visit):
    visit()
    page = said(desk.get(PATH))

    # Put on the programme; prepared; conducted; interviewed.
    assert "public since 10 January 2025" in page
    assert "public since 14 June 2025" in page
    assert page.count("inside") == 0
    assert page.count(" sealed Entered") == 0
    assert page.count("2025 by record loader sealed") == 2


def test_what_becomes_public_later_says_when(amina, desk: Client):
    today = timezone.now().date()
    matter = actions.open_docket(
        VISIT,
        "SPT/VISIT/PER/2025",
        PROGRAMMED(state="PER", year=2025),
        on=today,
        by=acting(amina),
    )
    days = {"planned_first_day": "2027-03-01", "planned_last_day": "2027-03-10"}
    actions.enter(matter, DATES_NOTIFIED(**days), on=today, by=acting(amina))

    page = said(desk.get(PATH))

    assert f"inside; becomes public on {wording.day(today + timedelta(days=7))}" in page


def test_what_becomes_public_with_another_act_names_it(amina, desk: Client, report):
    matter = report("SPT/REPORT/PER/2025")
    actions.enter(
        matter,
        PUBLICATION_REQUESTED(report_requested=True),
        on=date(2025, 10, 1),
        by=acting(amina),
    )

    page = said(desk.get("/desk/matters/SPT/REPORT/PER/2025/"))

    assert "inside; becomes public with “Report published”" in page


def test_a_docket_is_told_from_either_end(desk: Client, visit):
    visit()
    oldest, newest = desk.get(PATH), desk.get(f"{PATH}?order=newest")

    def numbers(page) -> list[str]:
        return re.findall(r'id="act-(\d)"', page.text)

    assert numbers(oldest) == ["1", "2", "3", "4"]
    assert numbers(newest) == ["4", "3", "2", "1"]
    assert 'href="?order=newest#acts"' in oldest.text


def test_what_may_be_entered_leads_to_its_form_and_what_is_awaited_comes_first(
    amina, desk: Client, visit
):
    matter = visit()
    other = actions.open_docket(
        VISIT,
        "V/2",
        PROGRAMMED(state="PER", year=2025),
        on=date(2025, 1, 10),
        by=acting(amina),
    )
    actions.enter(other, BEGUN(), on=date(2025, 2, 1), by=acting(amina))

    over, under_way = desk.get(PATH), desk.get("/desk/matters/V/2/")

    reference = matter.reference
    assert linked(over, "enter/") == [f"interviewed/{reference}", f"press_released/{reference}"]
    found = linked(under_way, "enter/")
    assert found[-1] == "interviewed/V/2"
    assert {"debriefed/V/2", "conducted/V/2"} <= set(found[:-1])
    assert over.text.count("button main") == 0
    assert under_way.text.count("button main") == len(found) - 1


def test_what_the_reader_may_not_do_is_absent(db, desk: Client, visit):
    visit()
    registrar = desk.get(PATH)
    page = browser_of(make_person("sana", Role.STATISTICIAN)).get(PATH)

    for room in ("enter/", "rectify/", "strike/", "files/", "notes/"):
        assert linked(registrar, room) != []
        assert linked(page, room) == []
    assert linked(page, "readings/") == ["SPT/VISIT/PER/2025"]


def test_the_page_says_what_was_just_entered_and_nothing_that_was_not(desk: Client, visit):
    visit()

    assert "Entered: Conducted." in said(desk.get(f"{PATH}?entered=3"))
    for wrong in ("9", "x", "-1", "٣", "3" * 40):
        page = desk.get(PATH, {"entered": wrong})
        assert (page.status_code, "Entered: " in said(page)) == (200, False)


def test_a_docket_names_its_team(amina, desk: Client, visit):
    reference = visit().reference
    fatou = make_person("fatou", Role.CASE_OFFICER)
    team.give(reference, fatou, Role.CASE_OFFICER, by=acting(amina), at=timezone.now())

    assert "Team Fatou Case officer" in said(desk.get(PATH))
    statistician = said(browser_of(make_person("sana", Role.STATISTICIAN)).get(PATH))
    assert f"Team {fatou.code} Case officer" in statistician


def test_a_docket_takes_as_many_statements_with_three_of_everything_as_with_one(
    amina, desk: Client, visit
):
    matter = visit()

    def one_more(number: int) -> None:
        at, by = timezone.now(), acting(amina)
        person = make_person(f"officer{number}", Role.CASE_OFFICER)
        team.give(matter.reference, person, Role.CASE_OFFICER, by=by, at=at)
        attachments.attach(matter.reference, f"{number}.txt", b"A file.", by=by, at=at)
        notes.write(matter.reference, f"Note {number}.", by=by, at=at)
        heard = INTERVIEWED(account="More of it.")
        actions.enter(matter, heard, on=date(2025, 6, 14), by=by)

    one_more(1)
    desk.get(PATH)
    with counting() as one:
        desk.get(PATH)
    one_more(2), one_more(3)
    with counting() as three:
        desk.get(PATH)

    assert one == three
    assert one[0] < 30


def test_a_rectified_act_stays_and_leads_to_the_one_in_its_place(amina, desk: Client):
    matter = actions.open_docket(
        VISIT,
        "SPT/VISIT/PER/2025",
        PROGRAMMED(state="PER", year=2025),
        on=date(2025, 1, 10),
        by=acting(amina),
        at=moment(2025, 1, 10),
    )
    actions.enter(matter, POSTPONED(), on=date(2025, 2, 1), by=acting(amina))
    actions.enter(
        matter,
        CANCELLED(),
        on=date(2025, 2, 1),
        by=acting(amina),
        rectifies=2,
        reason="Misread the letter.",
    )

    page = desk.get(PATH)

    assert "Replaced by: Cancelled" in said(page)
    assert "In the place of: Postponed Reason: Misread the letter." in said(page)
    assert '<li class="act replaced" id="act-2">' in page.text
    assert "<s>Postponed</s>" in page.text
    assert linked(page, "rectify/") == [f"{number}/SPT/VISIT/PER/2025" for number in (1, 3)]
    assert linked(page, "strike/") == linked(page, "rectify/")


def test_a_docket_says_what_is_due_and_what_may_be_entered(desk: Client, report):
    report("SPT/REPORT/PER/2025")

    page = said(desk.get("/desk/matters/SPT/REPORT/PER/2025/"))

    assert "What is due Written reply: due 1 March 2026" in page
    assert "What you may enter now" in page


def test_reading_a_docket_leaves_a_line(amina, desk: Client, visit):
    visit()
    desk.get(PATH)

    line = Line.objects.get(event="docket.read")
    assert (line.by, line.about, line.face) == (amina.code, "SPT/VISIT/PER/2025", "desk")


def test_absent_and_forbidden_look_the_same(db, visit, states):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    browser = browser_of(people.bruno())

    forbidden = browser.get("/desk/matters/SPT/VISIT/MOZ/2025/")
    absent = browser.get("/desk/matters/SPT/VISIT/MOZ/2026/")

    assert forbidden.status_code == absent.status_code == 404
    assert forbidden.text.replace("2025", "2026") == absent.text
