"""The first page: what is asked, by when and of whom, what changed, what is done."""

from __future__ import annotations

from django.test import Client

from amparo.access.permissions import Post, Role
from amparo.docket import actions
from amparo.docket.procedure import PROCEDURES
from amparo.visits.procedures.report import (
    COMMITTEE_ASKED,
    DIALOGUE_HELD,
    MEETING_INVITED,
    REPLY_RECEIVED,
)
from tests.desk.conftest import counting
from tests.docket.example import PETITION, RECEIVED, SENT
from tests.people import browser_of, make_person

from .conftest import KEEPER, entered, today
from .pages import linked, said, sections


def test_what_is_late_comes_first_and_says_so_in_words(mission: Client, report):
    report("SPT/REPORT/MOZ/1", days_ago=10)
    report("SPT/REPORT/MOZ/2", days_ago=400)

    asked = sections(mission.get("/mission/"))["What is asked of you"]

    late, due = asked.index("SPT/REPORT/MOZ/2"), asked.index("SPT/REPORT/MOZ/1")
    assert late < due
    assert "late" in asked[late:due]
    assert "left" in asked[due:]
    assert asked.count("To be done by: you") == 2


def test_what_ends_a_time_limit_is_a_button_in_the_words_of_the_procedure(mission: Client, report):
    report()

    asked = mission.get("/mission/")

    assert linked(asked, "enter") == [
        "reply_received/SPT/REPORT/MOZ/2025",
        "publication_requested/SPT/REPORT/MOZ/2025",
    ]
    assert 'class="button main" href="/mission/enter/reply_received/' in asked.text
    assert "Reply received" in sections(asked)["What is asked of you"]


def test_what_may_be_done_besides_is_offered_once_nothing_is_due(mission: Client, report):
    entered(report(), REPLY_RECEIVED(content="We have read it."))

    page = mission.get("/mission/")

    offered = sections(page)["What you may do"]
    assert "Publication requested" in offered
    assert "publication_requested/SPT/REPORT/MOZ/2025" in linked(page, "enter")
    assert "committee_asked" not in page.text
    assert "Nothing is awaited from you today." in said(page)


def test_what_changed_is_told_without_who_did_it_or_what_is_not_shared(mission: Client, report):
    matter = report()
    entered(matter, MEETING_INVITED(), days_ago=3)
    entered(matter, COMMITTEE_ASKED(refusal="art12_14"), days_ago=2)
    entered(matter, DIALOGUE_HELD(content="A scar shaped like a sickle"), days_ago=1)

    page = mission.get("/mission/")

    changed = sections(page)["What changed lately"]
    titles = ["Follow-up dialogue held", "Invited to a meeting", "Report transmitted"]
    assert [changed.index(one) for one in titles] == sorted(changed.index(one) for one in titles)
    assert "Committee against Torture" not in page.text
    assert "sickle" not in page.text
    assert KEEPER.name not in page.text


def test_what_was_answered_is_done_and_asks_for_nothing_more(mission: Client, report):
    entered(report(), REPLY_RECEIVED())

    page = mission.get("/mission/")

    done = sections(page)["What is done"]
    assert "Written reply" in done
    assert "ended in time" in done
    assert "Publication requested" not in done
    assert 'class="button main"' not in page.text


def test_what_is_old_is_not_a_change(mission: Client, report):
    report(days_ago=100)

    assert "What changed lately" not in sections(mission.get("/mission/"))


def test_nothing_shared_is_one_sentence(mission: Client, report):
    report(state="PER")

    page = mission.get("/mission/")

    assert sections(page) == {}
    assert "Nothing is shared with you yet." in said(page)


def test_a_report_to_the_mechanism_is_not_the_states(report):
    report("SPT/REPORT/MOZ/NPM", recipient="npm")
    npm = browser_of(make_person("nadia", Post(Role.NPM_FOCAL_POINT, state="MOZ")))
    state = browser_of(make_person("chidi", Post(Role.STATE_FOCAL_POINT, state="MOZ")))

    assert "SPT/REPORT/MOZ/NPM" in sections(npm.get("/mission/"))["What is asked of you"]
    assert "What is asked of you" not in sections(state.get("/mission/"))


def test_what_others_are_to_do_stands_apart(mission: Client, monkeypatch):
    monkeypatch.setitem(PROCEDURES, "petition", PETITION)
    opened = RECEIVED(state="MOZ", author="Somebody")
    matter = actions.open_docket(PETITION, "PETITION/MOZ/1", opened, on=today(), by=KEEPER)
    actions.enter(matter, SENT(), on=today(), by=KEEPER)

    found = sections(mission.get("/mission/"))

    assert "To be done by: SPT" in found["What others are to do"]
    assert "Nothing is awaited from you today." in found["What is asked of you"]
    assert "Somebody" not in found["What changed lately"]


def test_the_first_page_asks_the_same_questions_whatever_the_number(mission: Client, report):
    asked = []
    for number in range(3):
        report(f"SPT/REPORT/MOZ/{number}")
        mission.get("/mission/")
        with counting() as counted:
            mission.get("/mission/")
        asked += counted

    # Who this is and what they hold, the names of States; then five parts, how much is asked, the
    # matters, their acts.
    assert asked == [asked[0]] * 3
    assert asked[0] <= 14


def test_so_many_time_limits_lead_to_the_list(mission: Client, report):
    for number in range(12):
        report(f"SPT/REPORT/MOZ/{number:02}", days_ago=30 + number)

    page = mission.get("/mission/")

    assert "2 more time limits run for you." in said(page)
    assert "What you may do" not in sections(page)
    assert 'href="/mission/matters/?asked=on"' in page.text
