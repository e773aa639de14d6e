"""Files that were cleared, as anybody may have them."""

import hashlib
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connections

from amparo.access.permissions import RECORD_LOADER, Actor, Post, Role
from amparo.docket import actions, attachments
from amparo.docket.models import Matter
from amparo.visits.procedures import report
from tests.vault.files.printed import printed

CLERK = Actor("clerk", (Post(Role.SECRETARIAT),))
REFERENCE = "SPT/REPORT/FRA/2032/STATE"
PATH, DATA = f"/dockets/{REFERENCE}/", f"/dockets/{REFERENCE}.json"
TEXT = printed("What the delegation found.")
ON = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def docket(shipped: None, db: None) -> Matter:
    """A report of which the State asked for the publication."""
    matter = actions.open_docket(
        report.REPORT,
        REFERENCE,
        report.TRANSMITTED(state="FRA", recipient="state"),
        on=ON,
        by=RECORD_LOADER,
        at=AT,
    )
    enter(matter, report.PUBLICATION_REQUESTED(report_requested=True))
    return matter


def enter(matter: Matter, content: object, **more: object) -> int:
    return actions.enter(matter, content, on=ON, by=RECORD_LOADER, at=AT, **more).number  # type: ignore[arg-type]


def attach(name: str = "Report on Ana Petrova.pdf", content: bytes = TEXT) -> UUID:
    return attachments.attach(REFERENCE, name, content, by=CLERK, at=AT).pk


def publish(matter: Matter, file: UUID, **more: object) -> int:
    enter(matter, report.CLEARED(document=file, names_masked=True))
    return enter(matter, report.PUBLISHED(document=file, symbol="CAT/OP/FRA/ROSP/1", **more))


def saved(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_what_was_cleared_can_be_saved_under_the_name_of_its_symbol(get, docket) -> None:
    file = attach()
    publish(docket, file)

    address = f"/dockets/{REFERENCE}/files/{file}"
    assert f'<a href="{address}">The report</a>' in get(PATH).text
    assert "CAT-OP-FRA-ROSP-1.pdf" in get(PATH).text
    answer = get(address)
    # Made anew on arrival: the words are the same.
    assert saved(answer).startswith(b"%PDF-")
    assert {
        name: answer.headers[name]
        for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="CAT-OP-FRA-ROSP-1.pdf"',
        "X-Content-Type-Options": "nosniff",
    }


def test_the_data_says_where_the_file_is_and_what_it_is(get, docket) -> None:
    file = attach()
    publish(docket, file)

    (told,) = get(DATA).json()["files"]
    content = saved(get(told["path"]))
    assert told["path"] == f"/dockets/{REFERENCE}/files/{file}"
    assert (told["size"], told["act"], told["name"]) == (len(content), 4, "CAT-OP-FRA-ROSP-1.pdf")

    assert told["sha256"] == hashlib.sha256(content).hexdigest()


def test_who_has_the_file_already_is_not_sent_it_again(get, client, docket) -> None:
    publish(docket, file := attach())
    address = f"/dockets/{REFERENCE}/files/{file}"
    tag = get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": tag})
    other = client.get(address, headers={"If-None-Match": '"another"'})
    assert (again.status_code, other.status_code) == (304, 200)


def test_nothing_of_the_uploader_and_no_other_file_goes_out(get, docket) -> None:
    file, letter, draft = attach(), attach("letter.pdf"), attach("draft.pdf")
    enter(docket, report.PUBLICATION_REQUESTED(report_requested=True, letter=letter))
    enter(docket, report.CLEARED(document=draft, names_masked=True))
    publish(docket, file)

    told = get(PATH).text + get(DATA).text
    for hidden in ("Petrova", str(letter), str(draft), "clerk"):
        assert hidden not in told
    assert get(f"/dockets/{REFERENCE}/files/{file}").status_code == 200
    for hidden in (letter, draft, uuid4()):
        assert get(f"/dockets/{REFERENCE}/files/{hidden}").status_code == 404
    assert get(f"/dockets/SPT/REPORT/PER/2025/STATE/files/{file}").status_code == 404


def test_a_file_waits_for_its_day(get, docket) -> None:
    publish(docket, file := attach(), public_on="2999-01-01")

    assert get(f"/dockets/{REFERENCE}/files/{file}").status_code == 404
    assert str(file) not in get(PATH).text + get(DATA).text
    assert [act["kind"] for act in get(DATA).json()["docket"]["acts"]] == ["transmitted"]


def test_a_file_is_taken_back_with_its_act(get, docket) -> None:
    number = publish(docket, file := attach())
    address = f"/dockets/{REFERENCE}/files/{file}"
    before = get(address).status_code
    actions.strike(docket, number, reason="The wrong text", by=RECORD_LOADER, on=ON)

    assert (before, get(address).status_code) == (200, 404)
    text = get(PATH).text
    assert address not in text
    assert "The report: not given out any more" in text


def test_the_inside_is_not_asked(get, docket) -> None:
    publish(docket, file := attach())
    get(PATH)  # the gate has done its work

    asked: list[str] = []

    def noted(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    from amparo.publication.published import opened

    with (
        connections["default"].execute_wrapper(noted),
        connections["keys"].execute_wrapper(noted),
    ):
        _told, pieces = opened(REFERENCE, file)
        assert b"".join(pieces).startswith(b"%PDF-")
    assert asked == []
