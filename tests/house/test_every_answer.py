"""What holds at every door that there is and any that is added: marks, ways off the site, headers."""

from __future__ import annotations

import runpy
from itertools import cycle
from urllib.parse import urlencode

import pytest
from django.conf import settings as configured
from django.test import Client

from amparo.core.openness import is_open_data
from tests.accounts import PASSWORD, code_now
from tests.house.forms import forms_of
from tests.house.ground import (
    NOBODY,
    Ground,
    make_ground,
)
from tests.house.places import ROOT
from tests.house.sending import Asked, is_here, send
from tests.house.visits import in_turn, rows, strict, visits

pytestmark = pytest.mark.once

ELSEWHERE = [
    "//evil.example/",
    "///evil.example",
    "https:evil.example",
    "https://evil.example/",
    "http:///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/%5cevil.example",
    "data:text/html,<script>alert(1)</script>",
    "javascript:alert(1)",
    "JaVaScRiPt://%0aalert(1)",
    "https://testserver@evil.example/",
    "https://evil.example#testserver/",
    "/account/\r\nSet-Cookie: a=b",
    "／／evil.example",
]
NOT_OURS = "The form did not come from a page of this site"
# They know no visitor, and read no cookie: see docs/adr/0040.
WITHOUT_A_MARK = {"follow/", "follow/mine/", "follow/<str:token>/"}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Let no test wait for a password."""
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]


@pytest.fixture
def ground(db: None) -> Ground:
    """Everybody, and something in every room."""
    return make_ground()


# Forms from elsewhere.


def test_nothing_is_done_at_any_address_without_the_mark_of_a_form(ground: Ground):
    before, others, open_to = rows(), cycle(("PUT", "PATCH", "DELETE")), []
    for who, address, path in visits(ground):
        if address.pattern in WITHOUT_A_MARK:
            continue
        for method in ("POST", next(others)):
            answer = strict(ground, who).generic(method, path, b"others=all&language=fr", FORM)
            # What is for programs is only read, and refuses everything else before any mark.
            refused = (405, False) if is_open_data(path) else (403, True)
            if (answer.status_code, NOT_OURS in answer.text) != refused:
                open_to.append((who, method, path, answer.status_code))

    assert open_to == []
    assert rows() == before


def test_what_needs_no_mark_knows_nobody_and_takes_nothing_from_other_sites(ground: Ground):
    """Whoever is signed in is nobody there: a forged form could ask for no more than its forger."""
    before = rows()
    for path in ("/follow/", "/follow/mine/", f"/follow/{'x' * 43}/"):
        for who in (NOBODY, "amina"):
            here = strict(ground, who).post(path, {"others": "all", "address": "not one"})
            away = strict(ground, who).post(path, headers={"Sec-Fetch-Site": "cross-site"})
            assert (path, away.status_code, dict(here.cookies)) == (path, 400, {})
            assert here.status_code in (400, 404)

    assert rows() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 302, id="none, as from an old browser"),
        pytest.param({"HTTP_ORIGIN": "http://testserver"}, 302, id="this site"),
        pytest.param({"HTTP_ORIGIN": "http://evil.example"}, 403, id="another site"),
        pytest.param({"HTTP_ORIGIN": "https://testserver"}, 403, id="another scheme"),
        pytest.param({"HTTP_ORIGIN": "http://testserver:81"}, 403, id="another port"),
        pytest.param({"HTTP_ORIGIN": "http://testserver.evil.example"}, 403, id="a name like it"),
        pytest.param({"HTTP_ORIGIN": "null"}, 403, id="a page without an origin"),
    ],
)
def test_a_form_with_the_right_mark_is_taken_from_this_site_only(
    ground: Ground, headers: dict[str, str], status: int
):
    client = strict(ground, "amina")
    mark = mark_of(client, "/account/")

    answer = client.post("/account/", {"language": "fr", "csrfmiddlewaretoken": mark}, **headers)

    assert answer.status_code == status
    ground.users["amina"].refresh_from_db()
    assert ground.users["amina"].language == ("fr" if status == 302 else "en")


@pytest.mark.parametrize("referer", ["", "https://evil.example/", "http://testserver/", "x"])
def test_over_a_secret_line_a_form_says_where_it_comes_from(ground: Ground, referer: str):
    client = strict(ground, "amina")
    sent = {"language": "fr", "csrfmiddlewaretoken": mark_of(client, "/account/")}
    headers = {"HTTP_REFERER": referer} if referer else {}

    refused = client.post("/account/", sent, secure=True, **headers)
    taken = client.post("/account/", sent, secure=True, HTTP_REFERER="https://testserver/account/")

    assert (refused.status_code, taken.status_code) == (403, 302)


@pytest.mark.parametrize("mark", ["", "x", "A" * 32, "A" * 64, "é" * 64, "\0" * 64])
def test_a_made_up_mark_is_none(ground: Ground, mark: str):
    client = strict(ground, "amina")
    right = mark_of(client, "/account/")

    made_up = client.post("/account/", {"language": "fr", "csrfmiddlewaretoken": mark})
    client.cookies[configured.CSRF_COOKIE_NAME] = mark
    of_another = client.post("/account/", {"language": "fr", "csrfmiddlewaretoken": right})

    assert (made_up.status_code, of_another.status_code) == (403, 403)


def test_the_mark_of_one_browser_is_none_in_another(ground: Ground):
    brunos, hers = strict(ground, "bruno"), strict(ground, "amina")
    mark_of(hers, "/account/")

    sent = {"language": "fr", "csrfmiddlewaretoken": mark_of(brunos, "/account/")}

    assert hers.post("/account/", sent).status_code == 403
    assert brunos.post("/account/", sent).status_code == 302


def mark_of(client: Client, path: str) -> str:
    """Return the mark that the forms of a page carry."""
    page = client.get(path)
    marks = [
        control.value
        for form in forms_of(path, page.text)
        for control in form.controls
        if control.name == "csrfmiddlewaretoken"
    ]
    return marks[0]


def test_no_header_and_no_field_turns_a_question_into_a_change(ground: Ground):
    before, methods = rows(), cycle(("POST", "DELETE", "PUT"))
    names = ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method")

    for who, address, path in visits(ground):
        if address.pattern == "invitation/<str:token>/":
            continue  # opened by its holder, a link from a letter ends the session it meets
        method = next(methods)
        query = f"{path}?_method={method}&language=fr&others=all"
        strict(ground, who).get(query, headers=dict.fromkeys(names, method))

    assert rows() == before


# Ways off the site.


def test_no_address_leads_off_the_site(ground: Ground):
    ways, astray = cycle(ELSEWHERE), []
    for who, address, path in in_turn(ground):
        for method in ("GET", "POST") if not address.is_public else ():
            answer = send(ground.browsers[who], to(method, path, next(ways)))
            if not is_here(path, answer.headers.get("Location", "")):
                astray.append((who, method, path, answer.headers["Location"]))

    assert astray == []


def to(method: str, path: str, there: str) -> Asked:
    """Return a request that wants to be led elsewhere, in the address and in the form."""
    query = urlencode({"next": there, "return_to": there, "url": there})
    body = urlencode({"next": there, "email": "amina@example.org", "password": PASSWORD})
    return Asked(method, f"{path}?{query}", body.encode() if method == "POST" else b"")


def test_proving_again_who_one_is_leads_to_a_page_of_this_site(ground: Ground):
    hers = ground.browsers["amina"]

    led = {
        there: hers.post("/account/confirm/", {"password": PASSWORD, "next": there})["Location"]
        for there in ELSEWHERE
    }
    on = hers.post("/account/confirm/", {"password": PASSWORD, "next": "/desk/names/"})

    assert {there: to for there, to in led.items() if not is_here("/account/confirm/", to)} == {}
    assert on["Location"] == "/desk/names/"


def test_another_host_is_answered_nowhere(ground: Ground):
    hosts = cycle(["evil.example", "testserver.evil.example", "testserver@evil.example", "[", ""])
    statuses = {
        send(ground.browsers[who], Asked("GET", path, environ=(("HTTP_HOST", next(hosts)),))).status
        for who, _address, path in in_turn(ground)
    }

    assert statuses == {400}


def test_no_page_names_a_host_that_was_forwarded(ground: Ground):
    environ = (
        ("HTTP_X_FORWARDED_HOST", "evil.example"),
        ("HTTP_X_HOST", "evil.example"),
        ("HTTP_X_FORWARDED_SERVER", "evil.example"),
        ("HTTP_FORWARDED", "host=evil.example"),
    )
    named = [
        path
        for who, _address, path in in_turn(ground)
        for answer in (send(ground.browsers[who], Asked("GET", path, environ=environ)),)
        if "evil.example" in answer.text + str(answer.headers)
    ]

    assert named == []


# What every answer carries: see also test_headers.py.


def test_a_refused_form_and_a_fault_carry_the_same(ground: Ground, monkeypatch):
    monkeypatch.setattr("amparo.public.home.views.answer", broken)
    answered = [
        (strict(ground, "amina").post("/account/"), 403),
        (strict(ground, NOBODY).get("/"), 500),
        (strict(ground, "emil").get("/desk/trail/export/"), 405),
    ]

    for answer, status in answered:
        assert answer.status_code == status
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "a word of the cause" not in answer.text


def broken(*_args: object, **_kwargs: object) -> None:
    """Fail as no view should."""
    raise RuntimeError("a word of the cause")


def test_a_head_is_the_answer_without_its_body(ground: Ground):
    different = []
    for who, _address, path in in_turn(ground):
        whole, head = (send(ground.browsers[who], Asked(one, path)) for one in ("GET", "HEAD"))
        if (whole.status, said(whole.headers), "") != (head.status, said(head.headers), head.text):
            different.append((who, path, said(whole.headers), said(head.headers)))

    assert different == []


def said(headers: dict[str, str]) -> dict[str, str]:
    """Return headers but for those that tell of the moment, or of marks made anew each time."""
    apart = {"Date", "Expires", "Content-Length", "ETag", "Last-Modified", "X-Request-ID"}
    return {name: value for name, value in headers.items() if name not in apart}


def test_a_site_with_a_secret_line_keeps_to_it(ground: Ground, monkeypatch, settings):
    monkeypatch.setenv("AMPARO_ADDRESS", "https://amparo.example")
    served = runpy.run_path(str(ROOT / "config" / "settings.py"))
    names = [name for name in served if name.endswith(("_SECURE", "_HTTPONLY", "COOKIE_NAME"))]
    for name in (*names, "SECURE_HSTS_SECONDS", "CSRF_TRUSTED_ORIGINS"):
        setattr(settings, name, served[name])
    client = Client(headers={"referer": "https://testserver/sign-in/"})

    page = client.get("/sign-in/", secure=True)
    client.post("/sign-in/", {"email": "amina@example.org", "password": PASSWORD}, secure=True)
    second_factor_answer = client.post("/sign-in/second-factor/", {"code": code_now()}, secure=True)

    assert second_factor_answer["Location"] == "/desk/"
    assert int(page["Strict-Transport-Security"].removeprefix("max-age=")) >= 365 * 24 * 60 * 60
    assert sorted(client.cookies) == ["__Host-amparo", "__Host-amparo-form", "__Host-amparo-known"]
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"]) == (True, True)
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


# Headers that are split.


def test_what_a_browser_says_splits_no_header(ground: Ground):
    said_so = "fr\r\nX-Injected: yes"
    names = ("HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_USER_AGENT", "HTTP_ORIGIN")
    query = "next=%0d%0aX-Injected:%20yes&lang=fr%0d%0aX-Injected:%20yes"
    environ = tuple((name, said_so) for name in names)
    split = [
        (who, path)
        for who, _address, path in in_turn(ground)
        for answer in (
            send(ground.browsers[who], Asked("GET", f"{path}?{query}", environ=environ)),
        )
        if "X-Injected" in answer.headers
        or any("\r" in value or "\n" in value for value in answer.headers.values())
    ]

    assert split == []
