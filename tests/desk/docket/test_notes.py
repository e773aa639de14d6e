"""The notes on a matter: who reads, writes and strikes them, and what is left of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import Role
from amparo.audit.models import Line
from amparo.docket.models import Note
from amparo.vault import keystore
from tests import people
from tests.desk.conftest import counting
from tests.desk.pages import errors, linked, refused, said
from tests.people import browser_of, make_person

PATH = "/desk/notes/SPT/VISIT/PER/2025/"
TEXT = "Call the ombudsman before Thursday."


def strike_path(note: Note) -> str:
    return f"/desk/note/{note.pk}/SPT/VISIT/PER/2025/"


@pytest.fixture
def noted(desk: Client, visit) -> Note:
    """A note that Amina wrote on a visit to Peru."""
    visit()
    assert desk.post(PATH, {"text": TEXT}).status_code == 302
    return Note.objects.get()


def test_a_note_is_written_read_and_sealed(amina, desk: Client, noted: Note):
    page = said(desk.get(PATH))

    assert TEXT in page
    assert amina.code in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_sealed FROM docket_note")
        assert TEXT.encode() not in bytes(cursor.fetchone()[0])
    lines = [(one.event, one.by, one.about) for one in Line.objects.filter(event__contains="note")]
    assert lines == [
        ("docket.note_written", amina.code, "SPT/VISIT/PER/2025"),
        ("docket.notes_read", amina.code, "SPT/VISIT/PER/2025"),
    ]


def test_the_docket_says_how_many_notes_there_are_and_not_what_they_say(desk: Client, noted: Note):
    page = said(desk.get("/desk/matters/SPT/VISIT/PER/2025/"))

    assert "1 note for those who work on the matter." in page
    assert TEXT not in page


def test_where_nobody_noted_anything_no_line_is_left(desk: Client, visit):
    visit()

    assert "will be listed here" in said(desk.get(PATH))
    assert not Line.objects.filter(event="docket.notes_read").exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001])
def test_a_note_that_says_nothing_or_too_much_is_refused_and_not_lost(
    desk: Client, visit, text: str
):
    visit()

    page = desk.post(PATH, {"text": text})

    assert page.status_code == 400
    assert len(errors(page)) == 1
    assert text.strip() in page.text
    assert not Note.objects.exists()


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.PUBLISHER, Role.CUSTODIAN_OF_IDENTITIES])
def test_notes_are_for_those_who_work_on_the_matter(db, noted: Note, role: Role):
    browser = browser_of(make_person("somebody", role))

    assert browser.get(PATH).status_code == 404
    assert browser.post(PATH, {"text": "Mine."}).status_code == 404
    assert browser.get(strike_path(noted)).status_code == 404
    assert Note.objects.count() == 1


def test_notes_are_never_for_outsiders(db, desk: Client, visit):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    desk.post("/desk/notes/SPT/VISIT/MOZ/2025/", {"text": TEXT})
    chidi = browser_of(people.chidi())

    assert chidi.get("/desk/notes/SPT/VISIT/MOZ/2025/").status_code == 404
    page = chidi.get("/mission/matters/SPT/VISIT/MOZ/2025/")
    assert page.status_code == 200
    assert TEXT not in page.text


def test_a_member_of_the_nationality_concerned_reads_no_note(db, desk: Client, visit):
    visit("SPT/VISIT/MOZ/2025", "MOZ")
    desk.post("/desk/notes/SPT/VISIT/MOZ/2025/", {"text": TEXT})

    bruno = browser_of(people.bruno())

    assert bruno.get("/desk/notes/SPT/VISIT/MOZ/2025/").status_code == 404


def test_a_note_is_struck_out_by_its_author_and_stays(desk: Client, noted: Note):
    asked = desk.get(strike_path(noted))
    done = desk.post(strike_path(noted))
    page = desk.get(PATH)

    assert "Strike out this note?" in said(asked)
    assert (done.status_code, done["Location"]) == (302, PATH)
    assert f"<s>{TEXT}</s>" in page.text
    assert "Struck out on" in said(page)
    assert linked(page, "note/") == []
    assert Line.objects.get(event="docket.note_struck").details == f'{{"note":"{noted.pk}"}}'


def test_a_note_is_struck_out_once(desk: Client, noted: Note):
    desk.post(strike_path(noted))

    again = desk.post(strike_path(noted))

    assert again.status_code == 400
    assert refused(again) == ["This note is struck out already."]


def test_only_its_author_and_the_registrar_strike_out_a_note(db, desk: Client, visit):
    visit()
    secretary = browser_of(make_person("secretary", Role.SECRETARIAT))
    other = browser_of(make_person("other", Role.SECRETARIAT))
    secretary.post(PATH, {"text": TEXT})
    note = Note.objects.get()

    page = other.post(strike_path(note))

    assert page.status_code == 400
    assert refused(page) == ["A note is struck out by its author or the registrar."]
    assert linked(other.get(PATH), "note/") == []
    assert desk.post(strike_path(note)).status_code == 302


def test_a_note_is_found_at_its_own_matter_alone(desk: Client, noted: Note, visit):
    visit("V/2")

    assert desk.get(f"/desk/note/{noted.pk}/V/2/").status_code == 404
    assert desk.post(f"/desk/note/{noted.pk}/V/2/").status_code == 404


def test_once_the_key_is_destroyed_a_note_says_nothing(desk: Client, noted: Note):
    keystore.destroy(noted.matter.key, at=timezone.now())
    type(noted.matter).objects.update(disposed_on=timezone.now().date())

    page = desk.get(PATH)

    assert TEXT not in page.text
    assert "Destroyed." in said(page)
    assert linked(page, "note/") == []
    written = desk.post(PATH, {"text": "Another."})
    assert refused(written) == [
        "The content of this docket was destroyed; nothing more can be entered."
    ]


def test_notes_take_as_many_statements_for_three_as_for_one(desk: Client, noted: Note):
    desk.get(PATH)
    with counting() as one:
        desk.get(PATH)
    desk.post(PATH, {"text": "Two."}), desk.post(PATH, {"text": "Three."})
    with counting() as three:
        desk.get(PATH)

    assert one == three
