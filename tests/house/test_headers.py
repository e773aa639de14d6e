"""Every answer, of every address, to every kind of visitor, tells browsers what they may not do."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import pytest
from django.conf import settings as configured
from django.test import Client

from amparo.core import limits
from amparo.core.headers import NOTHING, OF_THE_PUBLIC, PASSKEYS_ONLY
from amparo.core.limits import Exceeded, Limit
from amparo.core.openness import is_open_data
from tests.house.ground import NOBODY, PEOPLE, Address, Ground, make_ground
from tests.house.sending import Asked, send
from tests.house.visits import in_turn, strict, visits

pytestmark = pytest.mark.once

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# A file that is given out is shown by nobody: it may do less still.
POLICY_OF_FILES = {"default-src": "'none'", "sandbox": ""}
EXACTLY = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "Permissions-Policy": {NOTHING, PASSKEYS_ONLY},
}
NEVER = {"Server", "X-Powered-By", "Access-Control-Allow-Origin", "Link", "SourceMap"}
# What is for programs anywhere may be read from pages of other sites, and names its next page.
OF_OPEN_DATA = {
    "Access-Control-Allow-Origin": {"*"},
    "Cross-Origin-Resource-Policy": {"cross-origin"},
}
ELSEWHERE = "203.0.113.9"


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Let no test wait for a password."""
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]


@pytest.fixture
def ground(db: None) -> Ground:
    """Everybody, and something in every room."""
    return make_ground()


@dataclass(frozen=True, slots=True)
class Answered:
    """Who asked what where, and what stood above the answer."""

    who: str
    address: Address
    asked: Asked
    status: int
    headers: dict[str, str]


_ANSWERED: list[Answered] = []


def answers(ground: Ground) -> list[Answered]:
    """Return what each address answers, as it is meant to be asked, and otherwise; asked for once."""
    if not _ANSWERED:
        _ANSWERED.extend(_asked_for(ground))
    return _ANSWERED


def _asked_for(ground: Ground) -> Iterator[Answered]:
    otherwise = cycle(
        [
            lambda path: Asked("HEAD", path),
            lambda path: Asked("POST", path, b"a=b"),
            lambda path: Asked("POST", path, b"--", "multipart/form-data"),
            lambda path: Asked("OPTIONS", path),
            lambda path: Asked("TRACE", path),
            lambda path: Asked("GET", f"{path}?on=%00"),
            lambda path: Asked("GET", path.rstrip("/") + "x"),
            lambda path: Asked("GET", f"/ar{path}"),
            lambda path: Asked("GET", path, environ=(("HTTP_HOST", "evil.example"),)),
        ]
    )
    nowhere = [
        (who, Address(path, (path,)), path)
        for path in ("/nowhere/", "/desk/nowhere/", "/static/nowhere.css", "/%ff")
        for who in (NOBODY, *PEOPLE)
    ]
    for who, address, path in (*visits(ground), *nowhere):
        for asked in (Asked("GET", path), next(otherwise)(path)):
            answer = send(ground.browsers[who], asked)
            yield Answered(who, address, asked, answer.status, answer.headers)


def policy_of(headers: dict[str, str]) -> dict[str, str]:
    """Return the directives of a content security policy."""
    said = headers.get("Content-Security-Policy", "")
    return {
        name: value.strip()
        for name, _space, value in (one.strip().partition(" ") for one in said.split(";") if one)
    }


def lacking(headers: dict[str, str], path: str = "/") -> list[str]:
    """Return what an answer lacks, or has and should not."""
    open_data = OF_OPEN_DATA if is_open_data(path.partition("?")[0]) else {}
    exactly = {**EXACTLY, **open_data}
    wrong = [name for name, allowed in exactly.items() if headers.get(name) not in allowed]
    if policy_of(headers) not in (POLICY, POLICY_OF_FILES):
        wrong.append("Content-Security-Policy")
    if "Cache-Control" not in headers or "X-Request-ID" not in headers:
        wrong.append("Cache-Control or number")
    never = NEVER - {*open_data, "Link"} if open_data else NEVER
    return wrong + sorted(never & set(headers))


def test_every_answer_carries_every_header(ground: Ground):
    without, statuses = [], Counter[int]()
    for one in answers(ground):
        statuses[one.status] += 1
        without += [
            (one.who, str(one.asked), one.status, wrong)
            for wrong in lacking(one.headers, one.asked.path)
        ]

    assert without == []
    assert {200, 302, 400, 404, 405} - set(statuses) == set()


def test_passkeys_may_be_asked_for_at_the_entrance_and_nowhere_else(ground: Ground):
    astray = []
    for one in answers(ground):
        open_to_passkeys = one.headers["Permissions-Policy"] == PASSKEYS_ONLY
        at_entrance = one.asked.path.removeprefix("/ar").startswith(
            ("/account/", "/sign-", "/invitation/")
        )
        if open_to_passkeys and not at_entrance:
            astray.append((one.who, str(one.asked)))
    page = send(ground.browsers[NOBODY], Asked("GET", "/sign-in/"))

    assert astray == []
    assert page.headers["Permissions-Policy"] == PASSKEYS_ONLY


def test_only_public_pages_are_kept_by_anybody(ground: Ground):
    """For a minute, by a cache of the operator's; by a browser only if it asks again."""
    wrong, kept = [], Counter[str]()
    for one in answers(ground):
        said, asked = one.headers["Cache-Control"], str(one.asked)
        if said == OF_THE_PUBLIC:
            kept[one.address.pattern] += 1
        if said == OF_THE_PUBLIC and not (one.address.is_public and one.status in (200, 304)):
            wrong.append((one.who, asked, one.status))
        if said == OF_THE_PUBLIC and "Cookie" in one.headers.get("Vary", ""):
            wrong.append((one.who, asked, "differs by cookie"))
        if said != OF_THE_PUBLIC and "no-store" not in said:
            wrong.append((one.who, asked, said))

    assert wrong == []
    assert {"", "states/", "states.json"} - set(kept) == set()


def test_no_answer_that_is_kept_sets_a_cookie(ground: Ground):
    client = Client()
    pages = ["/", "/states/", "/ar/states/", "/states.json", "/health/live"]

    assert [path for path in pages if client.get(path).cookies] == []


def test_an_answer_that_is_unchanged_carries_the_same(ground: Ground):
    client = Client()
    for path in ("/", "/states/", "/states.json"):
        whole = client.get(path)
        unchanged = client.get(path, HTTP_IF_NONE_MATCH=whole["ETag"])

        assert unchanged.status_code == 304
        assert lacking(dict(unchanged.items())) == []
        assert unchanged["Cache-Control"] == whole["Cache-Control"] == OF_THE_PUBLIC


def test_a_file_that_is_given_out_may_do_nothing(ground: Ground):
    (paths,) = [one.paths for one in ground.addresses() if one.pattern.startswith("desk/file/")]
    given = [
        answer
        for path in paths
        for answer in (send(ground.browsers["amina"], Asked("GET", path)),)
        if answer.status == 200
    ]

    assert len(given) > 0
    for answer in given:
        assert lacking(answer.headers) == []
        assert policy_of(answer.headers) == POLICY_OF_FILES
        assert answer.headers["Cache-Control"].startswith("no-store, private")
        assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_a_file_of_the_pages_carries_the_same(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("p {}")
    client = Client()
    whole = client.get("/static/a.css")
    assert whole.getvalue() == b"p {}"
    unchanged = client.get("/static/a.css", HTTP_IF_NONE_MATCH=whole["ETag"])

    assert [one.status_code for one in (whole, unchanged)] == [200, 304]
    assert lacking(dict(whole.items())) == []
    assert lacking(dict(unchanged.items())) == []


def test_what_is_refused_for_being_too_much_carries_the_same(ground: Ground, monkeypatch):
    class Full:
        def count(self, limit: Limit, _who: str, **_options: object) -> Exceeded:
            return Exceeded(limit, 1, 60)

    monkeypatch.setattr(limits, "counter", Full)
    wrong, statuses = [], Counter[int]()
    for who, address, path in in_turn(ground):
        asked = Asked("GET", path, environ=(("REMOTE_ADDR", ELSEWHERE),))
        answer = send(ground.browsers[who], asked)
        statuses[answer.status] += 1
        wrong += [(who, path, one) for one in lacking(answer.headers, path)]
        if answer.status == 429 and "no-store" not in answer.headers["Cache-Control"]:
            wrong.append((who, address.pattern, "kept"))

    assert wrong == []
    # All but those that watch.
    assert statuses[429] == sum(statuses.values()) - 2


def test_a_fault_carries_the_same(ground: Ground, monkeypatch):
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("a word of the cause")

    monkeypatch.setattr("amparo.public.home.views.answer", broken)
    answer = strict(ground, NOBODY).get("/")

    assert answer.status_code == 500
    assert lacking(dict(answer.items())) == []
    assert "a word of the cause" not in answer.text + str(answer.items())


def test_over_a_secret_line_every_answer_insists_on_it(ground: Ground, settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    said = Counter[str]()
    for who, _address, path in in_turn(ground):
        client = Client(raise_request_exception=False)
        client.cookies = copy.deepcopy(ground.browsers[who].cookies)
        said[client.get(path, secure=True).headers.get("Strict-Transport-Security", "")] += 1
    for path in ("/nowhere/", "/static/nowhere.css"):
        said[Client().get(path, secure=True).headers.get("Strict-Transport-Security", "")] += 1

    assert set(said) == {"max-age=31536000; includeSubDomains"}


def test_in_clear_nothing_insists_on_a_secret_line():
    assert configured.SECURE_HSTS_SECONDS == 0
    assert "Strict-Transport-Security" not in Client().get("/health/live").headers
