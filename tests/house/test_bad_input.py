"""Each way of misusing what one holds meets its refusal: proofs, others' things, fields, files."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as configured
from django.core import signing
from django.test import Client
from django.utils import timezone

from amparo.access.accounts import second_factor
from amparo.access.accounts.lockout import COOKIE_SALT
from amparo.access.models import (
    Grant,
    Invitation,
    User,
)
from amparo.vault.models import File
from tests.accounts import PASSWORD, browser, code_now
from tests.house.forms import BOUNDARY, forms_of, in_parts
from tests.house.ground import (
    MOZAMBIQUE,
    NOBODY,
    PEOPLE,
    PERU,
    REPORTED,
    Ground,
    make_ground,
)
from tests.house.sending import Asked, send
from tests.house.visits import rows, visits
from tests.vault.files import made

pytestmark = pytest.mark.once

PARTS = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Let no test wait for a password."""
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]


@pytest.fixture
def ground(db: None) -> Ground:
    """Everybody, and something in every room."""
    return make_ground()


# Proofs that were used, made up, or are too old.


def test_a_recovery_code_is_not_taken_twice_at_the_door(ground: Ground):
    amina = ground.users["amina"]
    code, other = second_factor.new_recovery_codes(amina)[:2]

    taken = [halfway(amina).post("/sign-in/second-factor/", {"code": one}) for one in (code, other)]
    replayed = halfway(amina).post("/sign-in/second-factor/", {"code": code})

    assert [one.headers.get("Location") for one in taken] == ["/desk/", "/desk/"]
    assert "This code is not right, or was used already." in replayed.text
    assert replayed.client.get("/account/").status_code == 302


def test_a_code_that_let_somebody_in_confirms_no_change(ground: Ground):
    code = code_now()
    client = halfway(ground.users["amina"])
    client.post("/sign-in/second-factor/", {"code": code})

    again = client.post("/account/confirm/", {"code": code})
    client.cookies.clear()

    assert "was used already" in again.text


def halfway(user: User) -> Client:
    """Return a browser in which somebody gave the right password."""
    client = browser()
    answer = client.post("/sign-in/", {"email": user.email, "password": PASSWORD})
    assert answer["Location"] == "/sign-in/second-factor/"
    return client


def test_a_session_that_was_ended_or_belongs_elsewhere_opens_nothing(ground: Ground):
    key = ground.browsers["amina"].cookies[configured.SESSION_COOKIE_NAME].value
    opened = holding(key).get("/desk/matters/").status_code
    ground.browsers["amina"].post("/sign-out/")

    assert opened == 200
    assert holding(key).get("/desk/matters/")["Location"].startswith("/sign-in/")
    assert holding(key.upper()).get("/desk/matters/")["Location"].startswith("/sign-in/")


def test_signing_in_gives_a_key_that_nobody_could_have_planted(ground: Ground):
    planted = "a" * 32
    client = holding(planted)

    client.post("/sign-in/", {"email": "amina@example.org", "password": PASSWORD})
    client.post("/sign-in/second-factor/", {"code": code_now()})

    assert client.get("/desk/matters/").status_code == 200
    assert client.cookies[configured.SESSION_COOKIE_NAME].value != planted
    assert holding(planted).get("/desk/matters/").status_code == 302


def holding(key: str) -> Client:
    """Return a browser with this session cookie."""
    client = browser()
    client.cookies[configured.SESSION_COOKIE_NAME] = key
    return client


@pytest.mark.parametrize(
    "content", [["a"], "a", 7, None, {"x": ["y"]}, {"x": None}], ids=lambda one: json.dumps(one)
)
def test_a_cookie_of_a_known_browser_that_holds_something_else_is_none(
    ground: Ground, content: object
):
    client = browser()
    client.cookies[configured.DEVICE_COOKIE_NAME] = signing.dumps(content, salt=COOKIE_SALT)

    answer = client.post("/sign-in/", {"email": "amina@example.org", "password": PASSWORD})

    assert answer["Location"] == "/sign-in/second-factor/"


@pytest.mark.parametrize("moved", [timedelta(0), timedelta(days=8)], ids=["in time", "too late"])
def test_a_link_that_was_opened_in_time_is_not_taken_up_too_late(ground: Ground, moved: timedelta):
    client = browser()
    client.get(f"/invitation/{ground.known['token'][0]}/")
    made = timezone.now() - moved
    Invitation.objects.update(made_at=made, ends_at=made + timedelta(days=7))

    answer = client.post("/invitation/", {"new_password": "another set of quiet words"})

    assert answer.status_code == (302 if moved == timedelta(0) else 404)


# What is not theirs.


def test_what_belongs_to_others_is_not_there_and_stays_as_it_is(ground: Ground):
    before = rows()
    found = [
        (who, method, path)
        for who, path in others(ground)
        for method in ("GET", "HEAD", "POST")
        for answer in (send(ground.browsers[who], Asked(method, path, b"answer=give")),)
        if answer.status not in ((302,) if who == NOBODY else (404, 405))
    ]

    assert found == []
    assert rows() == before


def others(ground: Ground) -> Iterator[tuple[str, str]]:
    """Yield what is not for somebody: who, and the path to it."""
    of_moz = dict(zip(("MOZ", "PER"), ground.known["access"], strict=True))
    asked = dict(zip(("MOZ", "PER"), ground.known["request_id"], strict=True))
    confidential, _moz, personal, personal_moz = ground.known["file"]
    for who in (NOBODY, "bruno", "chidi", "dora", "emil"):
        yield who, f"/desk/access/{of_moz['PER']}/{PERU}/"
        yield who, f"/desk/emergency/{asked['PER']}/"
        yield who, f"/desk/disposal/{PERU}/"
    for who in (NOBODY, "chidi", "dora", "emil"):
        yield who, f"/desk/file/{confidential}/{PERU}/"
        yield who, f"/desk/matters/{PERU}/"
        yield who, f"/desk/files/{PERU}/"
        yield who, f"/desk/team/{PERU}/"
    for who in (NOBODY, *PEOPLE):
        # For the team alone; or found below another matter than its own.
        yield who, f"/desk/file/{personal}/{PERU}/"
        yield who, f"/desk/file/{personal_moz}/{MOZAMBIQUE}/"
        yield who, f"/desk/file/{confidential}/{REPORTED}/"
        yield who, f"/desk/access/{of_moz['PER']}/{MOZAMBIQUE}/"
    yield "bruno", f"/desk/matters/{MOZAMBIQUE}/"
    yield "bruno", f"/desk/files/{MOZAMBIQUE}/"
    yield "bruno", f"/desk/emergency/{asked['MOZ']}/"
    for who in (NOBODY, "amina", "bruno", "chidi", "emil"):
        for address in ground.addresses():
            if address.pattern.startswith("desk/people/"):
                yield from ((who, path) for path in address.paths[:3])
    for place, factor in enumerate(ground.known["account/second-factor/number"]):
        holders = [name for name in PEOPLE if second_factor.factors_of(ground.users[name])]
        for who in (NOBODY, *PEOPLE):
            if who != holders[place]:
                yield who, f"/account/second-factor/{factor}/"


def test_a_session_of_somebody_else_is_not_ended_by_its_mark(ground: Ground):
    page = ground.browsers["amina"].get("/account/sessions/").text
    marks = [
        control.value
        for form in forms_of("/account/sessions/", page)
        for control in form.controls
        if control.name == "mark"
    ]
    before = rows()["sessions"]

    for who in ("bruno", "chidi", "dora", "emil"):
        for mark in (*marks, ground.users["amina"].code, ""):
            sent = Asked("POST", "/account/sessions/", urlencode({"mark": mark}).encode())
            assert send(ground.browsers[who], sent).status == 404

    assert rows()["sessions"] == before


# More than was asked for.

EXTRA = {
    "role": "administrator",
    "body": "SPT",
    "state": "active",
    "is_active": "1",
    "is_staff": "1",
    "is_superuser": "1",
    "nationalities": '["MOZ"]',
    "code": "P-AAAAAA",
    "pk": "00000000-0000-4000-8000-000000000000",
    "id": "00000000-0000-4000-8000-000000000000",
    "user": "1",
    "by": "nobody",
    "given_by": "nobody",
    "added_by": "nobody",
    "holder": "00000000-0000-4000-8000-000000000000",
    "scanned": "clean",
    "media_type": "text/html",
    "since": "2020-01-01",
    "permissions": "accounts.manage",
    "password_hash": "x",
    "sign_in": "x",
}


def test_more_fields_than_a_form_has_change_nothing_about_ones_own_account(ground: Ground):
    before = rows()

    answer = ground.browsers["amina"].post("/account/", {**EXTRA, "language": "fr"})

    assert answer.status_code == 302
    expected = copy.deepcopy(before)
    (hers,) = [one for one in expected["User"] if one["code"] == ground.users["amina"].code]
    hers["language"] = "fr"
    assert rows() == expected


def test_more_fields_than_a_form_has_make_no_file_somebody_elses(ground: Ground):
    known = set(File.objects.values_list("pk", flat=True))
    values = {**EXTRA, "level": "confidential"}

    answer = attach(ground, "a.txt", b"Seen.", values)

    assert answer.status_code == 302
    file = File.objects.exclude(pk__in=known).get()
    assert file.added_by == ground.users["amina"].code
    assert (file.media_type, file.scanned) == ("text/plain", "not_scanned")
    assert str(file.pk) != EXTRA["id"]


def test_more_fields_than_a_form_has_give_no_other_access(ground: Ground):
    bruno, known = ground.users["bruno"], set(Grant.objects.values_list("pk", flat=True))
    sent = {**EXTRA, "code": bruno.code, "role": "case officer", "kind": "team", "reason": ""}

    answer = ground.browsers["amina"].post(f"/desk/team/{PERU}/", sent)

    assert answer.status_code == 302
    grant = Grant.objects.exclude(pk__in=known).get()
    assert (grant.user, grant.role, grant.kind) == (bruno, "case officer", "team")
    assert grant.given_by == ground.users["amina"].code
    assert grant.since > timezone.now() - timedelta(hours=1)


# Files at the door of the desk.


def attach(
    ground: Ground, name: str | bytes, content: bytes, values: dict[str, str] | None = None
) -> Any:
    """Send a file to a matter as a browser does, under whatever name."""
    fields = {"level": "confidential"} if values is None else values
    body = in_parts(fields.items(), [("file", name, content)])
    return ground.browsers["amina"].generic("POST", f"/desk/files/{PERU}/", body, PARTS)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\amina\\a.txt", "a.txt"),
        ('a"; filename="b.txt', "a.txt"),
        ("\u202etxt.slip.txt", "txt.slip.txt"),
        ("CON.txt", "_CON.txt"),
        ("a\u2028b.txt", "ab.txt"),
        ("<script>.txt", "_script_.txt"),
        ("é" * 200 + ".txt", "é" * 87 + ".txt"),
        ("تقرير.txt", "تقرير.txt"),
    ],
)
def test_a_file_is_saved_under_a_name_that_leads_nowhere(ground: Ground, sent: str, kept: str):
    known = set(File.objects.values_list("pk", flat=True))
    if sent.startswith('a"'):
        kept = "b.txt"  # the last name that a header gives
    answer = attach(ground, sent, b"Seen.")
    file = File.objects.exclude(pk__in=known).get()

    saved = ground.browsers["amina"].get(f"/desk/file/{file.pk}/{PERU}/")

    assert answer.status_code == 302
    assert saved.getvalue() == b"Seen."
    head = saved["Content-Disposition"]
    assert head.startswith('attachment; filename="')
    assert head.endswith(f"; filename*=UTF-8''{quote(kept, safe='')}")
    assert (head.count('"'), "/" in head, "\\" in head, head.isascii()) == (2, False, False, True)


@pytest.mark.parametrize(
    "name", ["..", ".", "", "a", "a.txt\r\nX-Injected: yes", "a.t\0xt", ".txt\\", b"\xff\xfe"]
)
def test_a_name_that_is_none_is_refused_or_no_file_and_splits_nothing(ground: Ground, name: str):
    before = rows()

    answer = attach(ground, name, b"Seen.")

    assert "X-Injected" not in answer.headers
    if answer.status_code == 302:  # what is left of the name is one
        made_of_it = File.objects.order_by("added_at").last()
        saved = ground.browsers["amina"].get(f"/desk/file/{made_of_it.pk}/{PERU}/")
        assert "X-Injected" not in saved.headers
    else:
        assert answer.status_code == 400
        assert rows() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(
            "a.docx",
            made.word({"word/settings.xml": b"<a>" + b" " * (40 * 1024 * 1024) + b"</a>"}),
            id="one that swells",
        ),
        pytest.param("a.docx", made.packed({"a.zip": made.packed({"b": b"x"})}), id="one in one"),
        pytest.param("a.pdf", made.pdf() + made.packed({"a.exe": b"MZ"}), id="pdf and zip"),
        pytest.param("a.png", made.png() + b"<html><script>1</script>", id="picture and page"),
        pytest.param("a.txt", made.pdf(), id="under another name"),
        pytest.param("a.html", b"<html><script>alert(1)</script>", id="a page"),
        pytest.param("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="a drawing"),
        pytest.param("a.docx", made.word({"../../x.xml": b"<a/>"}), id="one that leads outside"),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_refused_at_the_desk(
    ground: Ground, name: str, content: bytes
):
    before = rows()

    refused = attach(ground, name, content)

    assert refused.status_code == 400
    assert 'class="refusal' in refused.text
    assert rows() == before
    assert attach(ground, "a.docx", made.word()).status_code == 302


class Line(io.RawIOBase):
    """A line that brings bytes without end, and remembers how many were taken."""

    def __init__(self, head: bytes) -> None:
        self.head, self.taken = head, 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        size = 64 * 1024 if size < 0 else size
        piece, self.head = self.head[:size], self.head[size:]
        piece += b"x" * (size - len(piece))
        self.taken += len(piece)
        return piece


@pytest.mark.parametrize("who", [NOBODY, "amina"])
def test_a_form_without_end_is_not_read_to_its_end(ground: Ground, who: str):
    for _who, _address, path in [one for one in visits(ground) if one[0] == who]:
        line = Line(b"name=")
        environ = (("CONTENT_LENGTH", str(10**12)), ("wsgi.input", line))

        answer = send(ground.browsers[who], Asked("POST", path, b"x", environ=environ))

        assert answer.status in (200, 302, 400, 404, 405), path
        assert line.taken < 4 * 1024 * 1024, path


def test_a_form_that_is_too_large_gets_a_sentence(ground: Ground):
    body = b"password=" + b"x" * (3 * 1024 * 1024)

    answer = send(ground.browsers["amina"], Asked("POST", "/account/confirm/", body))

    assert answer.status == 400
    assert "The request could not be read." in answer.text


def test_files_without_end_are_not_read_to_their_end(ground: Ground, settings):
    settings.FILE_LIMIT_MB = 1
    head = (
        b'--%b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        % BOUNDARY.encode()
    )
    for told in (str(10**12), str(2 * 1024 * 1024)):
        line = Line(head)
        environ = (("CONTENT_LENGTH", told), ("wsgi.input", line))

        answer = send(
            ground.browsers["amina"], Asked("POST", f"/desk/files/{PERU}/", b"x", PARTS, environ)
        )

        assert answer.status == 400
        assert "The files are together larger than 1 MB." in answer.text
        assert line.taken < 3 * 1024 * 1024
