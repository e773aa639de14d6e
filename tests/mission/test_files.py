"""The files of an outsider in a matter: their own, and nobody else's."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import Post, Role
from amparo.docket.attachments import attach
from amparo.vault.models import File
from amparo.visits.procedures.report import PUBLICATION_REQUESTED
from tests.people import acting, browser_of, make_person

from .conftest import KEEPER, entered
from .pages import linked, said, sections

REFERENCE = "SPT/REPORT/MOZ/2025"
FILES = f"/mission/files/{REFERENCE}/"


def sent(name: str = "reply.txt", content: bytes = b"We have read it.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_added_and_saved_again(mission: Client, report):
    report()

    answer = mission.post(FILES, {"file": sent()})

    assert (answer.status_code, answer["Location"]) == (302, FILES)
    page = mission.get(FILES)
    (address,) = linked(page, "file")
    assert "reply.txt" in said(page)
    saved = mission.get(f"/mission/file/{address}/")
    assert b"".join(saved.streaming_content).startswith(b"We have read it.")
    assert File.objects.get().level == "confidential"


def test_files_of_others_are_not_there(mission: Client, chidi, report):
    report()
    other = make_person("zita", Post(Role.STATE_FOCAL_POINT, state="MOZ"))
    mine = attach(REFERENCE, "mine.txt", b"Mine.", by=acting(chidi), at=timezone.now())
    for by, name in ((KEEPER, "staff.txt"), (acting(other), "theirs.txt")):
        attach(REFERENCE, name, b"Not yours.", by=by, at=timezone.now())

    assert linked(mission.get(FILES), "file") == [f"{mine.pk}/{REFERENCE}"]
    for file in File.objects.exclude(pk=mine.pk):
        assert mission.get(f"/mission/file/{file.pk}/{REFERENCE}/").status_code == 404
    assert browser_of(chidi).get(f"/mission/file/{mine.pk}/{REFERENCE}/").status_code == 200


def test_a_file_that_a_shared_act_names_is_read_from_the_act(mission: Client, report):
    matter, at = report(), timezone.now()
    named = attach(REFERENCE, "letter.txt", b"To whom it may concern.", by=KEEPER, at=at)
    attach(REFERENCE, "other.txt", b"Not yours.", by=KEEPER, at=at)
    entered(matter, PUBLICATION_REQUESTED(report_requested=True, letter=named.pk), days_ago=0)

    docket = mission.get(f"/mission/matters/{REFERENCE}/")

    assert linked(docket, "file") == [f"{named.pk}/{REFERENCE}"]
    happened = sections(docket)["What happened"]
    assert "Letter" in happened
    assert str(named.pk) not in happened
    saved = mission.get(f"/mission/file/{named.pk}/{REFERENCE}/")
    assert b"To whom it may concern." in b"".join(saved.streaming_content)


@pytest.mark.parametrize("name", ["a.exe", "reply.pdf"])
def test_what_is_not_fit_to_keep_is_refused_in_a_sentence(mission: Client, report, name: str):
    report()

    page = mission.post(FILES, {"file": sent(name, b"MZ\x90\x00\x03")})

    assert page.status_code == 400
    assert 'class="refusal"' in page.text
    assert not File.objects.exists()


def test_nothing_sent_is_asked_for_again(mission: Client, report):
    report()

    page = mission.post(FILES, {})

    assert page.status_code == 400
    assert "This field is required." in said(page)


def test_a_form_that_is_not_ours_adds_nothing(chidi, report):
    report()
    browser = browser_of(chidi, checks_forms=True)

    assert browser.post(FILES, {"file": sent()}).status_code == 403
    assert not File.objects.exists()
