"""The files of a matter at the desk: added, listed, saved; refused with a sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import Role
from amparo.core.confidentiality import Confidentiality
from amparo.docket import attachments
from tests import people
from tests.accounts import trail
from tests.desk.conftest import counting
from tests.desk.pages import errors, linked, refused, said
from tests.people import acting, browser_of, make_person

REFERENCE = "SPT/VISIT/PER/2025"
PATH = f"/desk/files/{REFERENCE}/"


def sent(name: str = "plan.txt", content: bytes = b"Three places.", level: str = "confidential"):
    """Return what the form sends."""
    return {"file": SimpleUploadedFile(name, content), "level": level}


def listed(client: Client) -> list[str]:
    """Return the names of the files that the page lists, the latest first."""
    page = client.get(PATH)
    assert page.status_code == 200
    return [one.partition("</bdi>")[0] for one in page.text.split("download><bdi>")[1:]]


def test_a_file_is_added_and_saved_again(amina, desk: Client, visit):
    visit()

    added = desk.post(PATH, sent())
    (address,) = linked(desk.get(PATH), "file/")
    saved = desk.get(f"/desk/file/{address}/")

    assert (added.status_code, added["Location"]) == (302, PATH)
    assert listed(desk) == ["plan.txt"]
    assert b"".join(saved.streaming_content) == b"Three places."
    assert saved["Content-Disposition"].startswith("attachment;")
    assert "no-store" in saved["Cache-Control"]
    assert [event for event, by, _outcome in trail() if by == amina.code] == [
        "docket.file_added",
        "docket.file_read",
    ]


@pytest.mark.parametrize(
    ("form", "sentences"),
    [
        pytest.param(
            sent("plan.pdf", b"not at all a PDF"),
            "The content of the file does not fit its name",
            id="not what it says",
        ),
        pytest.param(sent("run.exe", b"MZ\x00\x01"), "", id="no document"),
        pytest.param(sent(content=b""), "The submitted file is empty.", id="empty"),
        pytest.param({"level": "internal"}, "This field is required.", id="none"),
        pytest.param(sent(level="public"), "Select a valid choice.", id="a class it cannot have"),
        pytest.param(sent(level="secret"), "Select a valid choice.", id="an unknown class"),
    ],
)
def test_what_is_not_fit_to_keep_is_refused_with_a_sentence(
    desk: Client, visit, form: dict[str, object], sentences: str
):
    visit()

    page = desk.post(PATH, form)

    assert page.status_code == 400
    assert len([*errors(page), *refused(page)]) == 1
    assert "Add to the matter" in said(page)
    assert listed(desk) == []


def test_too_much_at_once_is_refused_and_the_page_stays(desk: Client, visit, settings):
    visit()
    settings.FILE_LIMIT_MB = 1

    page = desk.post(PATH, sent(content=b"a" * (1024 * 1024 + 1)))

    assert page.status_code == 400
    assert refused(page) == [
        "The files are together larger than 1 MB. Add them one by one, or divide them."
    ]
    assert "At most 1 MB." in said(page)


def test_a_file_is_listed_for_those_who_read_its_class(amina, desk: Client, visit):
    visit()
    for name, level in (("a.txt", "internal"), ("b.txt", "confidential"), ("c.txt", "personal")):
        attachments.attach(
            REFERENCE,
            name,
            b"Something.",
            level=Confidentiality(level),
            by=acting(make_person(f"secretary{level}", Role.SECRETARIAT)),
            at=timezone.now(),
        )
    publisher = browser_of(make_person("petra", Role.PUBLISHER))

    assert listed(desk) == ["b.txt", "a.txt"]
    assert listed(publisher) == ["b.txt", "a.txt"]


def test_who_may_not_add_finds_no_form_and_is_refused(db, visit):
    visit()
    keeper = browser_of(make_person("petra", Role.CUSTODIAN_OF_IDENTITIES))

    assert "Add to the matter" not in said(keeper.get(PATH))
    answer = keeper.post(PATH, sent())
    assert (answer.status_code, refused(answer)) == (
        400,
        ["You may not add files to this matter."],
    )
    assert trail()[-1][0] == "access.refused"


def test_files_of_a_matter_one_may_not_know_of_are_not_there(amina, desk: Client, visit):
    visit(REFERENCE, "MOZ")
    desk.post(PATH, sent())
    (address,) = linked(desk.get(PATH), "file/")

    # A member who is recused, and an outsider, who has a face of their own.
    for browser in (browser_of(people.bruno()), browser_of(people.chidi())):
        assert browser.get(PATH).status_code == 404
        assert browser.post(PATH, sent()).status_code == 404
        assert browser.get(f"/desk/file/{address}/").status_code == 404


def test_a_file_is_found_below_its_own_matter_only(desk: Client, visit):
    visit(REFERENCE), visit("SPT/VISIT/PER/2026")
    desk.post(PATH, sent())
    (address,) = linked(desk.get(PATH), "file/")
    number = address.partition("/")[0]

    assert desk.get(f"/desk/file/{number}/SPT/VISIT/PER/2026/").status_code == 404


def test_the_list_takes_as_many_statements_for_three_as_for_one(desk: Client, visit):
    visit()
    desk.post(PATH, sent())
    desk.get(PATH)
    with counting() as one:
        desk.get(PATH)
    for number in (2, 3):
        desk.post(PATH, sent(f"{number}.txt"))
    with counting() as three:
        assert len(listed(desk)) == 3

    assert one == three
