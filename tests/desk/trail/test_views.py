"""The trail as the auditor reads it, takes it away and verifies it."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from amparo.access.events import ACCOUNT_READ, APPOINTED, EMERGENCY_GRANTED, REFUSED
from amparo.access.models import EmergencyRequest, User
from amparo.access.permissions import ROLES, Permission, Post, Role
from amparo.audit.actions import record
from amparo.audit.events import Outcome
from amparo.audit.models import Line
from amparo.desk.trail import views
from amparo.docket import team
from amparo.docket.models import Act, Matter
from amparo.vault import keystore
from tests.people import acting, browser_of, make_person

TRAIL = "/desk/trail/"
BRUNO = "P-3XW8RT"
OUTSIDE = [role for role in Role if role not in (Role.AUDITOR, Role.SERVICE)]
REASON = "Farid Rahmani was moved last night; his life is at risk."


def shown(text: str) -> list[str]:
    """Return what each line on a page says, without its small print."""
    found = re.findall(r"<div><p>(.*?)</p>", text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", "", one).split()) for one in found]


def exported(response) -> str:
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def lines(emil: User) -> None:
    """Bruno read an account, was given a role by a service, and was refused at a door."""
    record(ACCOUNT_READ, by=BRUNO, about="P-7KQ2M9")
    record(APPOINTED, by="installation", about=BRUNO, role=Role.MEMBER, body="SPT", state="")
    record(REFUSED, by=BRUNO, outcome=Outcome.REFUSED, door="desk:people:list")


@pytest.mark.parametrize("path", ["", "verify/", "emergencies/"])
def test_a_page_opens_and_has_one_heading(desk: Client, path: str):
    response = desk.get(TRAIL + path)

    assert (response.status_code, response.text.count("<h1")) == (200, 1)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("path", ["", "export/", "verify/", "emergencies/"])
def test_who_does_not_audit_finds_no_page(db: None, role: Role, path: str):
    assert Permission.TRAIL_READ not in ROLES[role].may
    state = "MOZ" if role in (Role.STATE_FOCAL_POINT, Role.NPM_FOCAL_POINT) else ""
    client = browser_of(make_person("farid", Post(role, state=state), nationalities=("MOZ",)))
    before = Line.objects.exclude(event="access.refused").count()

    assert client.get(TRAIL + path).status_code == 404
    assert client.post(TRAIL + path, {"form": "csv"}).status_code == 404
    assert Line.objects.exclude(event="access.refused").count() == before


def test_lines_are_sentences_the_newest_first(desk: Client, lines: None):
    page = desk.get(TRAIL)

    assert shown(page.text)[:3] == [
        f"{BRUNO}: Was refused at a door. Refused.",
        f"installation: Gave a role, about {BRUNO}.",
        f"{BRUNO}: Account read, about P-7KQ2M9.",
    ]
    assert re.search(r"<bdi>\d\d:\d\d:\d\d</bdi> UTC</time>", page.text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?by=P-3XW8RT", ["Was refused", "Account read"]),
        ("?by=p-3xw8rt", ["Was refused", "Account read"]),
        ("?event=access.appointed&about=P-3XW8RT", ["Gave a role"]),
        ("?outcome=refused", ["Was refused"]),
        ("?about=P-7KQ2M9", ["Account read"]),
        ("?face=desk", []),
        ("?area=audit", []),
        ("?since=2999-01-01", []),
        ("?until=2001-01-01", []),
        ("?by=P-3XW8RT&until=9999-12-31&since=0001-01-01", ["Was refused", "Account read"]),
    ],
)
def test_lines_are_narrowed(desk: Client, lines: None, query: str, expected: list[str]):
    found = shown(desk.get(TRAIL + query).text)

    assert len(found) == len(expected)
    assert [one for one, words in zip(found, expected, strict=True) if words not in one] == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?since=2025-02-30", "This is not a day. Write a day as 2025-12-31."),
        ("?until=tomorrow", "This is not a day. Write a day as 2025-12-31."),
        ("?since=99999-01-01", "This is not a day. Write a day as 2025-12-31."),
        ("?since=2025-02-02&until=2025-02-01", "The last day lies before the first."),
        ("?before=nonsense", "This is not a place in the trail."),
        ("?before=" + "9" * 30 + "-1", "This is not a place in the trail."),
        ("?before=" + "9" * 6000 + "-1", "This is not a place in the trail."),
        ("?before=1-" + "9" * 40, "This is not a place in the trail."),
        ("?before=١-١", "This is not a place in the trail."),
        ("?event=nothing.happened", "Select a valid choice."),
        ("?outcome=perhaps", "Select a valid choice."),
        ("?face=moon", "Select a valid choice."),
        ("?by=" + "x" * 81, "Ensure this value has at most 80 characters"),
        ("?about=a%00b", "The request could not be read."),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(desk: Client, lines: None, query: str, sentence: str):
    response = desk.get(TRAIL + query)

    assert response.status_code == 400
    assert sentence in response.text
    assert shown(response.text) == []


def test_what_was_typed_stays_when_it_was_wrong(desk: Client):
    page = desk.get(TRAIL + "?by=P-3XW8RT&since=2025-02-30")

    assert 'value="P-3XW8RT"' in page.text
    assert 'value="2025-02-30"' in page.text


def test_pages_follow_each_other_without_a_gap(desk: Client, lines: None, monkeypatch):
    for _one in range(views.queries.PAGE):
        record(ACCOUNT_READ, by="counter", about="P-7KQ2M9")

    first = desk.get(TRAIL + "?about=P-7KQ2M9")
    (later,) = re.findall(r'rel="next" href="([^"]*)"', first.text)
    second = desk.get(TRAIL + later.replace("&amp;", "&"))

    assert shown(first.text) == ["counter: Account read, about P-7KQ2M9."] * 100
    assert shown(second.text) == [f"{BRUNO}: Account read, about P-7KQ2M9."]
    assert "To the newest" in second.text


def test_the_last_seven_days_are_counted_and_lead_to_their_lines(desk: Client, lines: None):
    now = timezone.now()
    record(EMERGENCY_GRANTED, by=BRUNO, about="PETITION/1", to="P-7KQ2M9")
    record(EMERGENCY_GRANTED, by=BRUNO, about="PETITION/1", to="P-7KQ2M9", at=now - timedelta(9))

    page = desk.get(TRAIL)
    told = re.findall(r'href="(\?[^"]*)"><strong>(\d+)</strong>', page.text)

    assert [count for _href, count in told] == ["0", "1", "1"]
    for href, count in told:
        assert len(shown(desk.get(TRAIL + href.replace("&amp;", "&")).text)) == int(count)


def test_the_auditor_sees_codes_and_no_name(desk: Client):
    make_person("bruno", Role.MEMBER, nationalities=("MOZ",))

    text = desk.get(TRAIL).text

    assert "Gave a role" in text
    assert "Sitoe" not in text
    assert "@example.org" not in text


def test_the_trail_takes_a_fixed_number_of_questions(
    desk: Client, lines: None, django_assert_num_queries
):
    for more in (0, 30):
        for _one in range(more):
            record(ACCOUNT_READ, by=BRUNO, about="P-7KQ2M9")
        with django_assert_num_queries(10):
            desk.get(TRAIL)


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh-hans"])
def test_the_pages_open_in_every_language(desk: Client, lines: None, language: str):
    for path in ("", "verify/", "emergencies/"):
        assert desk.get(f"/{language}{TRAIL}{path}").status_code == 200


# Taken away.


def test_an_export_holds_the_lines_asked_for_and_says_that_it_was_made(
    desk: Client, emil: User, lines: None
):
    response = desk.post(TRAIL + "export/", {"form": "csv", "by": BRUNO})
    rows = list(csv.DictReader(io.StringIO(exported(response))))

    assert [(one["event"], one["outcome"]) for one in rows] == [
        ("access.refused", "refused"),
        ("access.account_read", "done"),
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="trail-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"]
    )
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    line = Line.objects.get(event="audit.trail_exported")
    assert (line.by, line.face, line.permission) == (emil.code, "desk", "trail.export")
    assert json.loads(line.details) == {"form": "csv", "narrowed_by": "by"}


def test_an_export_is_a_json_object_a_line(desk: Client, lines: None):
    response = desk.post(TRAIL + "export/", {"form": "jsonl", "by": "installation"})
    (row,) = [json.loads(one) for one in exported(response).splitlines()]

    assert response["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert (row["event"], row["about"]) == ("access.appointed", BRUNO)
    assert row["details"] == {"body": "SPT", "role": "member", "state": ""}


def test_the_bytes_of_an_export_are_the_lines_and_nothing_else(desk: Client, lines: None):
    response = desk.post(TRAIL + "export/", {"form": "csv", "event": "access.account_read"})
    line = Line.objects.get(event="access.account_read")

    assert exported(response) == (
        "at,by,face,event,about,permission,outcome,details,strand,number\r\n"
        f"{line.at.isoformat(sep=' ')},{BRUNO},command,access.account_read,P-7KQ2M9,,done,{{}},"
        f"{line.strand},{line.number}\r\n"
    ).replace(line.at.isoformat(sep=" "), line.at.isoformat())


@pytest.mark.parametrize("about", ["+1/cmd", "-2/cmd"])
def test_no_cell_of_an_export_is_a_formula(desk: Client, emil: User, about: str):
    record(ACCOUNT_READ, by=BRUNO, about=about)

    response = desk.post(TRAIL + "export/", {"form": "csv", "by": BRUNO})
    (row,) = csv.DictReader(io.StringIO(exported(response)))

    assert row["about"] == f"'{about}"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"form": "csv", "since": "2025-02-30"}, "This is not a day."),
        ({"form": "csv", "by": "a\0b"}, "Null characters are not allowed."),
        ({"form": "csv", "event": "nothing.happened"}, "Select a valid choice."),
    ],
)
def test_an_export_that_cannot_be_made_says_why_and_leaves_no_line(
    desk: Client, sent: dict[str, str], sentence: str
):
    response = desk.post(TRAIL + "export/", sent)

    assert response.status_code == 400
    assert sentence in response.text
    assert not Line.objects.filter(event="audit.trail_exported").exists()


@pytest.mark.parametrize("sent", [{}, {"form": "xml"}, {"form": "\0"}])
def test_an_export_in_no_known_form_is_refused(desk: Client, sent: dict[str, str]):
    assert desk.post(TRAIL + "export/", sent).status_code == 400
    assert not Line.objects.filter(event="audit.trail_exported").exists()


def test_an_export_is_never_made_by_following_a_link(desk: Client):
    assert desk.get(TRAIL + "export/?form=csv").status_code == 405
    assert not Line.objects.filter(event="audit.trail_exported").exists()


# Verified.


def test_all_is_as_it_was_written_and_the_line_says_how_much_was_read(
    desk: Client, emil: User, matter: Matter, lines: None
):
    there = Line.objects.count() + 1

    page = desk.post(TRAIL + "verify/")

    assert "All is as it was written." in page.text
    line = Line.objects.get(event="audit.verified")
    assert (line.by, line.permission) == (emil.code, "trail.verify")
    assert json.loads(line.details) == {"findings": 0, "read": there}


def test_what_was_changed_behind_the_back_is_named(desk: Client, matter: Matter):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Act._meta.db_table} SET fields = replace(fields, 'PER', 'MOZ')")

    page = desk.post(TRAIL + "verify/")

    assert "1 thing is not as it was written." in page.text
    assert "PETITION/1" in page.text
    assert "Act 1 is not as it was when it was entered." in page.text
    assert json.loads(Line.objects.get(event="audit.verified").details)["findings"] == 1
    assert "found: 1." in desk.get(TRAIL).text


def test_looking_at_the_page_verifies_nothing(desk: Client):
    page = desk.get(TRAIL + "verify/")

    assert "All is as it was written." not in page.text
    assert not Line.objects.filter(event="audit.verified").exists()


def test_what_is_too_much_for_a_page_is_left_to_the_command(
    desk: Client, matter: Matter, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(views, "READ_AT_MOST", 0)

    page = desk.post(TRAIL + "verify/")

    assert "`amparo verify`" in page.text
    assert "Verify now" not in page.text
    assert not Line.objects.filter(event="audit.verified").exists()


# Emergencies.


@pytest.fixture
def asked(matter: Matter) -> EmergencyRequest:
    """A case officer asked for access; nobody decided."""
    officer = acting(make_person("farid", Role.CASE_OFFICER))
    team.ask_in_emergency("PETITION/1", REASON, by=officer, at=timezone.now())
    return EmergencyRequest.objects.get()


def test_the_auditor_reads_the_reason_and_that_leaves_a_line(
    desk: Client, emil: User, asked: EmergencyRequest
):
    page = desk.get(TRAIL + "emergencies/")

    assert REASON in page.text
    assert f"{asked.asked_by.code} asked for access to PETITION/1." in re.sub(
        "<[^>]*>", "", page.text
    )
    assert "Nobody decided yet." in page.text
    line = Line.objects.get(event="access.emergency_read")
    assert (line.by, line.about, line.details) == (emil.code, "PETITION/1", "{}")
    assert REASON not in desk.get(TRAIL).text


@pytest.mark.parametrize(("give", "words"), [(True, "gave it."), (False, "declined it.")])
def test_the_auditor_sees_who_decided(
    desk: Client, asked: EmergencyRequest, give: bool, words: str
):
    registrar = make_person("amina", Role.REGISTRAR)
    team.decide_emergency(asked.pk, give=give, by=acting(registrar), at=timezone.now())

    text = re.sub("<[^>]*>", "", desk.get(TRAIL + "emergencies/").text)

    assert f"{registrar.code} {words}" in text
    assert ("Until:" in text) is give


def test_a_destroyed_reason_says_so(desk: Client, asked: EmergencyRequest, matter: Matter):
    keystore.destroy(matter.key, at=timezone.now())

    page = desk.get(TRAIL + "emergencies/")

    assert REASON not in page.text
    assert "The reason was destroyed with the content of the matter." in page.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "٣", "9" * 40, ""])
def test_a_page_of_emergencies_that_is_none_says_so(desk: Client, page: str):
    response = desk.get(f"{TRAIL}emergencies/?page={page}")

    assert response.status_code == 400
    assert "This is not a page of the list." in response.text


def test_a_page_of_emergencies_past_the_end_is_empty(desk: Client, asked: EmergencyRequest):
    page = desk.get(TRAIL + "emergencies/?page=2")

    assert page.status_code == 200
    assert REASON not in page.text
    assert not Line.objects.filter(event="access.emergency_read").exists()
