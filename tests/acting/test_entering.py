"""Acts are entered at the desk, on pages that are made from the procedure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from re import findall

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from amparo.access.models import User
from amparo.access.permissions import RECORD_LOADER, Post, Role
from amparo.audit.models import Line
from amparo.docket import actions, team
from amparo.docket.attachments import attach
from amparo.docket.disposal import dispose
from amparo.docket.models import Act, Matter
from amparo.docket.queries import opened_entries_of
from amparo.vault.models import File
from amparo.visits.procedures.report import PUBLICATION_REQUESTED
from amparo.visits.procedures.visit import PRESS_RELEASED
from tests.acting.filling import a_file, held, sent, words, wrong
from tests.people import acting, browser_of, make_person

Made = Callable[..., Matter]
pytestmark = pytest.mark.django_db

VISIT, REPORT = "SPT/VISIT/PER/2025", "SPT/REPORT/PER/2025"
REPLY = f"/desk/enter/reply_received/{REPORT}/"
ASKED = f"/desk/enter/publication_requested/{REPORT}/"
HEARD = f"/desk/enter/interviewed/{VISIT}/"


@pytest.fixture
def bruno(db: None) -> User:
    """Bruno, of the secretariat too, so that two people can do the same."""
    return make_person("bruno", Role.SECRETARIAT)


def last_of(matter: Matter) -> Act:
    """Return the latest act of a docket."""
    return matter.acts.order_by("number").last()  # type: ignore[return-value]


def location(answer: HttpResponse) -> tuple[int, str]:
    """Return the status of an answer and where it leads."""
    return answer.status_code, answer.headers.get("Location", "")


def test_an_act_is_entered_and_the_docket_shows_it(desk: Client, amina: User, report: Made):
    matter = report()

    answer = sent(
        desk,
        REPLY,
        {"on": "2025-10-01", "says_content": "A full reply.", "source": "CAT/OP/PER/1"},
    )

    assert location(answer) == (303, f"/desk/matters/{REPORT}/?entered=2#act-2")
    entry = opened_entries_of(matter)[-1]
    assert (entry.kind, entry.on, entry.by) == ("reply_received", date(2025, 10, 1), amina.code)
    assert (entry.fields, entry.source) == ({"content": "A full reply."}, "CAT/OP/PER/1")
    matter.refresh_from_db()
    assert (matter.status, matter.next_due_on) == ("replied", None)
    shown = desk.get(f"/desk/matters/{REPORT}/?entered=2")
    assert "Reply received" in words(shown)


def test_a_form_says_what_it_is_about_and_who_will_know(
    desk: Client, visit: Made, report: Made, states: None
):
    visit()
    report()

    heard, asked, reply = (words(desk.get(path)) for path in (HEARD, ASKED, REPLY))

    assert "Visit to Peru, 2025 · SPT/VISIT/PER/2025 · OPCAT-14-1" in heard
    assert "The world is not told of this act." in heard
    assert "Account sealed" in heard
    assert "goes out to the public" not in heard
    assert "Of the report public" in asked
    assert "It becomes public as soon as the act “Report published” is public." in asked
    assert "It becomes public at once." in reply
    assert "its source, and: Of the report and Of the reply." in asked
    assert "It is made known to: State focal point." in asked
    assert "It is made known to: NPM focal point" not in asked
    assert "Enter: Publication requested Leave it as it is public This goes out" in asked
    assert "its day and its source, and nothing more." in reply


def test_a_form_begins_where_there_is_something_to_do(desk: Client, report: Made):
    report()

    opened = desk.get(REPLY).content.decode()
    again = sent(desk, REPLY, {"on": "", "says_content": "A full reply."}).content.decode()

    assert findall(r'name="([^"]+)"[^>]*\sautofocus', opened) == ["says_content"]
    assert findall(r'name="([^"]+)"[^>]*\sautofocus', again) == ["on"]


def test_what_does_not_fit_is_said_at_its_field_and_all_that_was_typed_is_there(
    desk: Client, visit: Made
):
    matter = visit()
    path = HEARD
    typed = {
        "on": "yesterday",
        "says_person": "Ana Paz\nBo Li",
        "says_account": "",
        "says_where": "Block 4",
        "says_may_be_named": "no",
        "source": "A note",
    }

    answer = sent(desk, path, typed)

    assert answer.status_code == 400
    assert wrong(answer) == {
        "": "Nothing has been entered: something below is missing or does not fit."
        " All that you typed is still there.",
        "on": "Enter a valid date.",
        "says_account": "This field is required.",
    }
    again = held(path, answer)
    assert {name: again[name] for name in typed} == typed
    page = answer.content.decode()
    assert 'aria-invalid="true" aria-describedby="id_says_account_error"' in page
    assert matter.acts.count() == 4


def test_what_the_law_refuses_is_said_with_its_rule_and_all_that_was_typed_is_there(
    desk: Client, report: Made
):
    matter = report()

    answer = sent(
        desk,
        ASKED,
        {"on": "2025-10-01", "says_report_requested": "no", "says_reply_requested": "no"},
    )

    assert answer.status_code == 400
    assert wrong(answer) == {"": "Say what is to be published: the report, the reply, or both."}
    again = held(ASKED, answer)
    assert (again["on"], again["says_report_requested"]) == ("2025-10-01", "no")
    assert matter.acts.count() == 1
    assert Line.objects.filter(event="access.refused", about=REPORT).count() == 1
    assert sent(desk, ASKED, {**again, "says_report_requested": "yes"}).status_code == 303


def test_a_form_sent_twice_counts_once(desk: Client, report: Made):
    matter = report()
    typed = {**held(REPLY, desk.get(REPLY)), "on": "2025-10-01", "says_content": "A full reply."}

    answers = [desk.post(REPLY, typed) for _ in range(3)]

    assert [location(one) for one in answers] == [
        (303, f"/desk/matters/{REPORT}/?entered=2#act-2")
    ] * 3
    assert matter.acts.count() == 2
    changed = desk.post(REPLY, {**typed, "says_content": "Another reply."})
    assert changed.status_code == 400
    assert "entered as act 2" in wrong(changed)[""]
    assert held(REPLY, changed)["says_content"] == "Another reply."
    assert matter.acts.count() == 2


def test_an_act_that_may_not_follow_any_more_is_not_entered_twice_either(desk: Client, visit: Made):
    matter = visit()
    path = f"/desk/enter/press_released/{VISIT}/"
    typed = {**held(path, desk.get(path)), "on": "2025-06-20", "says_address": "A page"}
    answers = [desk.post(path, typed) for _ in range(2)]

    assert {location(one) for one in answers} == {(303, f"/desk/matters/{VISIT}/?entered=5#act-5")}
    assert matter.acts.count() == 5


def test_of_two_people_with_the_same_form_the_second_is_told_and_may_enter_again(
    desk: Client, report: Made, bruno: User
):
    matter = report()
    his = browser_of(bruno)
    hers = {**held(REPLY, desk.get(REPLY)), "on": "2025-10-01", "says_content": "Hers."}
    sent(his, REPLY, {"on": "2025-10-02", "says_content": "His."})

    told = desk.post(REPLY, hers)

    assert told.status_code == 409
    said = wrong(told)[""]
    assert said.startswith("Since this form was opened, others entered into the docket: act 2,")
    assert f"“Reply received”, on {timezone.now().day} " in said
    assert f"UTC by {bruno.code}. Look at it first" in said
    assert f'href="/desk/matters/{REPORT}/#act-2"' in told.content.decode()
    assert "His." not in told.content.decode()
    assert matter.acts.count() == 2
    again = held(REPLY, told)
    assert (again["says_content"], again["token"], again["seen"]) == ("Hers.", hers["token"], "2")
    assert location(desk.post(REPLY, again)) == (
        303,
        f"/desk/matters/{REPORT}/?entered=3#act-3",
    )


def test_who_opens_a_form_too_late_is_led_back_to_the_docket(desk: Client, visit: Made):
    matter = visit()
    path = f"/desk/enter/begun/{VISIT}/"

    assert location(desk.get(path)) == (302, f"/desk/matters/{VISIT}/")
    answer = desk.post(path, {"on": "2025-06-20", "precision": "day", "seen": "4"})
    assert answer.status_code == 400
    assert "cannot follow while the standing is" in wrong(answer)[""]
    assert matter.acts.count() == 4


def test_acts_that_are_not_the_readers_to_enter_are_not_there(
    desk: Client, visit: Made, report: Made, states: None
):
    visit()
    report()
    member = browser_of(make_person("member", Role.MEMBER, nationalities=("FRA",)))
    national = browser_of(make_person("national", Role.MEMBER, nationalities=("PER",)))
    reader = browser_of(make_person("reader", Role.STATISTICIAN))
    nobody = Client()

    for browser, path in (
        (desk, f"/desk/enter/struck/{VISIT}/"),
        (desk, f"/desk/enter/disposed/{VISIT}/"),
        (desk, f"/desk/enter/withheld/{VISIT}/"),
        (desk, f"/desk/enter/reply_received/{VISIT}/"),
        (desk, "/desk/enter/reply_received/SPT/REPORT/PER/2099/"),
        (desk, f"/desk/enter/cleared/{REPORT}/"),
        (desk, f"/desk/rectify/9/{VISIT}/"),
        (desk, f"/desk/strike/0/{VISIT}/"),
        (desk, "/desk/open/visit/conducted/"),
        (desk, "/desk/open/nothing/programmed/"),
        (member, REPLY),
        (member, f"/desk/rectify/2/{VISIT}/"),
        (member, f"/desk/strike/2/{VISIT}/"),
        (member, "/desk/open/visit/programmed/"),
        (national, REPLY),
        (reader, REPLY),
    ):
        assert browser.get(path).status_code == 404, path
        assert browser.post(path, {"on": "2025-10-01"}).status_code == 404, path
    assert location(nobody.get(REPLY)) == (302, f"/sign-in/?next={REPLY}")
    assert Act.objects.count() == 5
    for path in (REPLY, HEARD, f"/desk/rectify/2/{VISIT}/", f"/desk/strike/2/{VISIT}/"):
        assert desk.get(path).status_code == 200, path


def test_nothing_is_entered_into_a_docket_whose_content_was_destroyed(
    desk: Client, amina: User, report: Made
):
    matter = report(on=date(1980, 9, 1))
    actions.enter(
        matter, PUBLICATION_REQUESTED(report_requested=True), on=date(1981, 1, 1), by=RECORD_LOADER
    )
    sent(desk, REPLY, {"on": "1981-02-01"})
    dispose(matter, by=acting(amina), at=timezone.now())

    for path in (REPLY, f"/desk/rectify/2/{REPORT}/", f"/desk/strike/2/{REPORT}/"):
        assert desk.get(path).status_code == 404, path
        assert desk.post(path, {"on": "2025-10-01"}).status_code == 404, path


# Opening


def test_a_docket_is_opened_with_the_reference_that_comes_next(desk: Client, states: None):
    path = "/desk/open/visit/programmed/"
    assert held(path, desk.get(path))["reference"] == ""
    year = timezone.now().year
    typed = {"reference": f"SPT/V/{year}/4", "says_state": "PER", "says_year": str(year)}

    answer = sent(desk, path, {"on": "2025-01-10", **typed})

    assert location(answer) == (303, f"/desk/matters/SPT/V/{year}/4/?entered=1#act-1")
    matter = Matter.objects.get()
    assert (matter.procedure, matter.state, matter.status) == ("visit", "PER", "programmed")
    assert held(path, desk.get(path))["reference"] == f"SPT/V/{year}/5"
    offered = desk.get("/desk/open/")
    assert "Put on the programme" in words(offered)
    assert f'href="{path}"' in offered.content.decode()
    assert "Report published" not in words(offered)


def test_a_docket_is_opened_once_and_a_reference_that_is_taken_is_refused(
    desk: Client, states: None, bruno: User
):
    path = "/desk/open/visit/programmed/"
    typed = {
        **held(path, desk.get(path)),
        "reference": "SPT/V/2025/1",
        "on": "2025-01-10",
        "says_state": "PER",
        "says_year": "2025",
    }

    assert [location(desk.post(path, typed)) for _ in range(2)] == [
        (303, "/desk/matters/SPT/V/2025/1/?entered=1#act-1")
    ] * 2
    taken = sent(browser_of(bruno), path, {**typed, "token": ""})
    named = sent(desk, path, {**typed, "token": "", "reference": "Ana Paz"})

    assert (taken.status_code, named.status_code) == (400, 400)
    assert wrong(taken)[""] == "There already is a docket SPT/V/2025/1."
    assert "made of letters, digits" in wrong(named)[""]
    assert held(path, named)["says_state"] == "PER"
    assert [one.reference for one in Matter.objects.all()] == ["SPT/V/2025/1"]


# Files


def test_a_file_is_added_with_the_act_that_names_it(desk: Client, report: Made):
    matter = report()
    typed = {"on": "2025-10-01", "says_report_requested": "yes"}

    answer = sent(desk, ASKED, {**typed, "says_letter_new": a_file()})

    assert location(answer) == (303, f"/desk/matters/{REPORT}/?entered=2#act-2")
    file = File.objects.get()
    assert (file.holder, file.level) == (matter.key, "confidential")
    assert opened_entries_of(matter)[-1].fields["letter"] == str(file.pk)


def test_a_file_that_the_matter_has_is_chosen(desk: Client, amina: User, report: Made):
    matter = report()
    file = attach(REPORT, "letter.txt", b"We ask.", by=acting(amina), at=timezone.now())

    page = words(desk.get(ASKED))
    answer = sent(
        desk,
        ASKED,
        {"on": "2025-10-01", "says_report_requested": "yes", "says_letter": str(file.pk)},
    )

    assert "letter.txt (" in page
    assert answer.status_code == 303
    assert opened_entries_of(matter)[-1].fields["letter"] == str(file.pk)
    assert File.objects.count() == 1


def test_a_form_with_a_file_sent_twice_counts_once(desk: Client, report: Made):
    matter = report()
    typed = {
        **held(ASKED, desk.get(ASKED)),
        "on": "2025-10-01",
        "says_report_requested": "yes",
    }

    answers = [desk.post(ASKED, {**typed, "says_letter_new": a_file()}) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert (matter.acts.count(), File.objects.count()) == (2, 1)


def test_a_file_that_was_sent_is_chosen_where_the_act_is_refused(desk: Client, report: Made):
    matter = report()
    typed = {"on": "2025-10-01", "says_report_requested": "no", "says_letter_new": a_file()}

    refused = sent(desk, ASKED, typed)

    assert refused.status_code == 400
    file = File.objects.get()
    again = held(ASKED, refused)
    assert again["says_letter"] == str(file.pk)
    assert sent(desk, ASKED, {**again, "says_report_requested": "yes"}).status_code == 303
    assert opened_entries_of(matter)[-1].fields["letter"] == str(file.pk)
    assert File.objects.count() == 1


def test_a_file_that_is_too_large_is_refused_and_what_was_typed_is_there(
    desk: Client, report: Made, settings
):
    matter = report()
    settings.FILE_LIMIT_MB = 1
    large = a_file("letter.txt", b"x" * (2 * 1024 * 1024))

    answer = sent(
        desk,
        ASKED,
        {"on": "2025-10-01", "says_report_requested": "yes", "says_letter_new": large},
    )

    assert answer.status_code == 400
    assert "larger than 1 MB" in wrong(answer)[""]
    assert held(ASKED, answer)["says_report_requested"] == "yes"
    assert (matter.acts.count(), File.objects.count()) == (1, 0)


# Rectifying and striking


def test_an_act_is_rectified_from_a_form_filled_with_what_it_says(desk: Client, visit: Made):
    matter = visit()
    path = f"/desk/rectify/2/{VISIT}/"

    opened = desk.get(path)
    unexplained = sent(desk, path, {"says_nationalities": ["FRA", "KEN"]})
    answer = sent(
        desk,
        path,
        {
            "says_nationalities": ["FRA", "KEN"],
            "says_places": "A prison\nA police station",
            "reason": "A place was forgotten",
        },
    )

    assert held(path, opened)["says_places"] == "A prison"
    assert "takes the place of act 2 of 1 May 2025" in words(opened)
    assert set(wrong(unexplained)) == {"", "reason"}
    assert wrong(answer) == {"": ""}
    assert location(answer) == (303, f"/desk/matters/{VISIT}/?entered=5#act-5")
    entry = opened_entries_of(matter)[-1]
    assert (entry.rectifies, entry.reason, entry.on) == (
        2,
        "A place was forgotten",
        date(2025, 5, 1),
    )
    assert entry.fields == {
        "nationalities": ["FRA", "KEN"],
        "places": ["A prison", "A police station"],
    }
    assert location(desk.get(path)) == (302, f"/desk/matters/{VISIT}/")
    late = desk.post(path, {**held(path, opened), "reason": "Again", "says_nationalities": ["FRA"]})
    assert late.status_code == 409


def test_what_the_reader_may_not_read_stays_as_it_was(desk: Client, visit: Made):
    matter = visit()
    path = f"/desk/rectify/4/{VISIT}/"
    assert opened_entries_of(matter)[-1].fields["person"] == ["Xiomara Quetzalcoatl"]

    opened = desk.get(path)
    answer = sent(
        desk,
        path,
        {"says_account": "A scar on the left arm.", "says_person": "Nobody", "reason": "A slip"},
    )

    assert "Xiomara" not in opened.content.decode()
    assert "What you may not read stays as it is: Name" in words(opened)
    assert "says_person" not in held(path, opened)
    assert answer.status_code == 303
    assert opened_entries_of(matter)[-1].fields == {
        "person": ["Xiomara Quetzalcoatl"],
        "account": "A scar on the left arm.",
    }


def test_the_team_rectifies_names_too(desk: Client, amina: User, bruno: User, visit: Made):
    matter = visit()
    team.give(VISIT, bruno, Role.CASE_OFFICER, by=acting(amina), at=timezone.now())
    path = f"/desk/rectify/4/{VISIT}/"
    his = browser_of(bruno)

    opened = his.get(path)
    answer = sent(his, path, {"says_person": "Xiomara Quetzal", "reason": "Misspelt"})

    assert held(path, opened)["says_person"] == "Xiomara Quetzalcoatl"
    assert answer.status_code == 303
    assert opened_entries_of(matter)[-1].fields["person"] == ["Xiomara Quetzal"]


def test_an_act_is_taken_back_once_it_was_said_why(desk: Client, visit: Made):
    matter = visit()
    path = f"/desk/strike/4/{VISIT}/"

    opened = desk.get(path)
    unexplained = sent(desk, path, {})
    form = {**held(path, opened), "reason": "Of another visit"}
    answers = [desk.post(path, form) for _ in range(2)]

    assert "A scar on the arm." in words(opened)
    assert "Xiomara" not in words(opened)
    assert unexplained.status_code == 400
    assert {location(one) for one in answers} == {(303, f"/desk/matters/{VISIT}/?entered=5#act-5")}
    entry = opened_entries_of(matter)[-1]
    assert (entry.kind, entry.rectifies, entry.reason) == ("struck", 4, "Of another visit")
    assert matter.acts.count() == 5
    assert location(desk.get(path)) == (302, f"/desk/matters/{VISIT}/")
    assert desk.get(f"/desk/strike/5/{VISIT}/").status_code == 404


def test_what_others_need_is_not_taken_back_and_what_was_typed_is_there(desk: Client, visit: Made):
    matter = visit()
    actions.enter(matter, PRESS_RELEASED(), on=date(2025, 6, 20), by=RECORD_LOADER)
    path = f"/desk/strike/3/{VISIT}/"

    answer = sent(desk, path, {"reason": "A slip"})

    assert answer.status_code == 400
    assert "cannot follow while the standing is" in wrong(answer)[""]
    assert held(path, answer)["reason"] == "A slip"
    assert matter.acts.count() == 5


def test_what_is_typed_is_neither_in_an_address_nor_kept_by_a_browser(
    desk: Client, visit: Made, caplog: pytest.LogCaptureFixture
):
    visit()
    caplog.set_level("DEBUG")

    shown = desk.get(HEARD)
    refused = sent(desk, HEARD, {"on": "", "says_account": "Ferelith was beaten"})
    entered = sent(desk, HEARD, {"on": "2025-06-14", "says_account": "Ferelith was beaten"})

    assert "Ferelith was beaten" in refused.content.decode()
    for one in (shown, refused, entered):
        assert "no-store" in one.headers["Cache-Control"]
    assert "Ferelith" not in entered.headers["Location"]
    assert "Ferelith" not in caplog.text
    assert not Act.objects.filter(fields__contains="Ferelith").exists()


def test_dockets_are_opened_for_the_body_of_ones_post(db: None):
    officer = browser_of(make_person("officer", Post(Role.SECRETARIAT, body="CAT")))
    other = browser_of(make_person("other", Post(Role.SECRETARIAT, body="SPT")))

    assert "no kind of docket that you may open" in words(officer.get("/desk/open/"))
    assert officer.get("/desk/open/visit/programmed/").status_code == 404
    assert "Put on the programme" in words(other.get("/desk/open/"))
    assert other.get("/desk/open/visit/programmed/").status_code == 200
