"""
Whatever anybody sends to any address is answered: no fault, no secret, no way off the site.

What is sent is picked by the name of the address and of whoever sends it, so that every run sends
the same. Each request is undone, so that one alone shows again what went wrong.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from random import Random
from typing import TypeVar
from urllib.parse import quote, quote_plus, urlencode

import pytest
from django.conf import settings as configured
from django.db import connection

from tests.accounts import PASSWORD
from tests.house import nasty
from tests.house.forms import Control, Form, Value, forms_of, sent
from tests.house.ground import (
    HALFWAY,
    INVITED,
    MOZAMBIQUE,
    NOBODY,
    PEOPLE,
    PERU,
    Address,
    Ground,
    make_ground,
)
from tests.house.sending import Asked, send, told, wrong_with

METHODS = ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
# What stands in addresses of pages, beside the fields of their forms.
ASKED_BY = (
    "on",
    "known_at",
    "since",
    "order",
    "next",
    "page",
    "before",
    "after",
    "sent",
    "state",
    "status",
    "procedure",
    "reference",
    "role",
    "by",
    "about",
    "until",
    "event",
    "body",
)
FILE = ("file", "a.txt", b"Seen on the first floor.")
One = TypeVar("One")


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Let no test wait for a password."""
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Write no log of so many refusals."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def ground(db: None) -> Ground:
    """Everybody, and something in every room."""
    return make_ground()


def visits(ground: Ground, count: int = 2) -> Iterator[tuple[str, Address, Random]]:
    """
    Yield who goes to which address; the open website does not ask who comes.

    Of those who are signed in, so many for each address, one after the other; beside PostgreSQL
    one, to whom everything that a database is asked is asked there too.
    """
    people = cycle(PEOPLE)
    if connection.vendor == "postgresql":
        count = min(count, 1)
    for address in ground.addresses():
        signed_in = () if address.is_public else islice(people, count)
        for who in (NOBODY, *signed_in):
            yield who, address, Random(f"{who} {address.pattern}")
        if address.pattern.startswith(("sign-", "invitation")):
            for who in (HALFWAY, INVITED):
                yield who, address, Random(f"{who} {address.pattern}")


def picked(chance: Random, among: Sequence[One], count: int) -> list[One]:
    """Return so many of them, the same in every run."""
    return chance.sample(among, min(count, len(among)))


def statuses(got: list[tuple[str, Asked, int]]) -> set[int]:
    """Return the statuses that were met."""
    return {status for _who, _asked, status in got}


@pytest.mark.once
def test_every_method_is_answered_at_every_address(ground: Ground):
    asked = [
        (who, Asked(method, path))
        for who, address, chance in visits(ground)
        for number, path in enumerate(address.paths[:2])
        # Each comes with a GET and some of the other methods; between them, they come with all.
        for method in ("GET", *(picked(chance, METHODS, 3) if number == 0 else ()))
    ]

    got, wrong = told(ground, asked)

    assert wrong == []
    assert statuses(got) >= {200, 302, 400, 404, 405}


def test_whatever_stands_in_an_address_is_answered(ground: Ground):
    asked = [
        (who, Asked(method, path))
        for who, address, chance in visits(ground)
        for path in address.with_each(picked(chance, nasty.PATHS, 5))
        for method in ("GET", *chance.sample(("POST", "HEAD", *[""] * 6), 1))
        if method
    ]

    got, wrong = told(ground, asked)

    assert wrong == []
    assert statuses(got) >= {302, 400, 404}


def test_whatever_is_asked_behind_an_address_is_answered(ground: Ground):
    asked = [
        (who, Asked("GET", f"{chance.choice(address.paths[:3])}?{query}"))
        for who, address, chance in visits(ground)
        for query in queries(chance)
    ]

    got, wrong = told(ground, asked)

    assert wrong == []
    assert statuses(got) >= {200, 302, 400, 404}


def queries(chance: Random) -> Iterator[str]:
    """Yield some of what can stand behind an address: one value, several at once, none that fits."""
    for value in picked(chance, nasty.VALUES, 2):
        yield f"{chance.choice(ASKED_BY)}={quote_plus(value)}"
    values = picked(chance, nasty.VALUES, 6)
    yield urlencode([*zip(picked(chance, ASKED_BY, 6), values, strict=True)])
    name = chance.choice(ASKED_BY)
    yield f"{name}=2025-01-01&{name}={quote(values[0])}&{name}[]=1&{name}[a][b]=%00"
    yield chance.choice(("%", "%zz=%", "=&&;;", "a" * 10_000, "&".join(["on="] * 2_000), "?on=?"))


@pytest.mark.once
def test_whatever_is_entered_in_a_form_is_answered(ground: Ground):
    right: set[tuple[str, Asked]] = set()
    asked: list[tuple[str, Asked]] = []
    for who, page, form, chance in forms(ground):
        whole, *others = entered(page, form, chance)
        right.add((who, whole))
        asked += [(who, one) for one in (whole, *others)]

    got, wrong = told(ground, asked)

    assert wrong == []
    taken: dict[str, set[str]] = {}
    for who, one, status in got:
        if status in (302, 303) and (who, one) in right:
            taken.setdefault(who, set()).add("/".join(one.path.split("/")[1:3]))
    # Filled so that they are taken: what is wrong in one field alone is not refused for another.
    assert taken["amina"] >= {"account/", "account/password", "desk/access", "desk/files"}
    assert taken["amina"] >= {"desk/enter", "desk/open", "desk/rectify", "desk/strike"}
    assert taken["bruno"] >= {"account/password", "desk/emergency", "desk/files"}
    assert taken["chidi"] >= {"mission/enter", "mission/files"}
    assert taken["dora"] >= {"desk/people"}
    assert taken[NOBODY] >= {"sign-in/"}
    assert taken[INVITED] >= {"invitation/"}


def forms(ground: Ground) -> Iterator[tuple[str, str, Form, Random]]:
    """Yield each form that somebody finds on a page, once for each kind of page and of two people."""
    met: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for who, address, chance in visits(ground, len(PEOPLE)):
        for path in address.paths[:3]:
            answer = send(ground.browsers[who], Asked("GET", path))
            if answer.status != 200:
                continue
            for form in forms_of(path, answer.text):
                place = "everywhere" if form.action.endswith("/sign-out/") else address.pattern
                by = met.setdefault((place, form.names), set())
                if who not in by and len(by) < 2:
                    by.add(who)
                    yield who, path, form, chance
            break


def entered(page: str, form: Form, chance: Random) -> Iterator[Asked]:
    """Yield a form as it would be taken, and with each of its fields as nobody means it."""
    right = [(one.name, fitting(page, one)) for one in form.controls if one.kind != "file"]
    files = [FILE] if form.in_parts else []
    yield sent(form, right, files)
    yield sent(form, [], [])
    for name, fits in right:
        others = [one for one in right if one[0] != name]
        for value in picked(chance, nasty.VALUES, 1):
            yield sent(form, [*others, (name, value)], files)
        match chance.choice(("missing", "several", "a file")):
            case "missing":
                yield sent(form, others, files)
            case "several":
                yield sent(form, [*right, (name, fits), (name, ""), (f"{name}[]", fits)], files)
            case "a file" if form.method == "POST":
                yield sent(form, others, [*files, (name, "a.txt", b"x")])
    everything = [(name, chance.choice(nasty.VALUES)) for name, _fits in right]
    yield sent(form, everything, files)
    if form.in_parts:
        yield from attached(form, right, chance)


def attached(form: Form, right: list[tuple[str, Value]], chance: Random) -> Iterator[Asked]:
    """Yield a form with files that are not what they are called, or called what no file is."""
    name = next(one.name for one in form.controls if one.kind == "file")
    for called in nasty.FILE_NAMES:
        yield sent(form, right, [(name, called, b"Seen on the first floor.")])
    for content in nasty.FILE_CONTENTS:
        ending = chance.choice(("txt", "pdf", "docx", "png", "csv"))
        yield sent(form, right, [(name, f"a.{ending}", content)])
    yield sent(form, [*right, (name, "not a file")], [])
    yield sent(form, right, [FILE, FILE, (name, "b.txt", b"b")])


def fitting(page: str, control: Control) -> str:
    """Return what a field would take, as far as its name and its choices tell."""
    if control.name in _FITTING:
        return _FITTING[control.name]
    if control.name == "code":
        return _code(page)
    if control.name == "reference" and page.startswith("/desk/open"):
        return "SPT/V/2025/1"
    if control.name == "reference":
        return MOZAMBIQUE if MOZAMBIQUE in page else PERU
    if control.choices and not control.value:
        return next((one for one in control.choices if one), "")
    return control.value or ("on" if control.kind == "checkbox" else "")


_FITTING = {
    "email": "amina@example.org",
    "password": PASSWORD,
    "new_password": "another set of quiet words",
    "name": "Ana Nova",
    "reason": "She is moved tomorrow.",
    "credential": "",
    "asked": "amina@example.org",
    "since": "2025-01-01",
    "until": "2099-12-31",
    "body": "",
    "says_account": "Block 4 is cold.",
    "says_year": "2025",
}


def _code(page: str) -> str:
    parts = [part for part in page.split("/") if part.startswith("P-")]
    return parts[0] if parts else "123456"


@pytest.mark.once
def test_whatever_is_sent_in_place_of_a_form_is_answered(ground: Ground):
    asked = [
        (who, one)
        for who, address, chance in visits(ground)
        for one in picked(chance, nasty.bodies(chance.choice(address.paths[:3])), 3)
    ]

    got, wrong = told(ground, asked)

    assert wrong == []
    assert statuses(got) >= {200, 302, 400, 404}


@pytest.mark.once
def test_whatever_a_browser_says_of_itself_is_answered(ground: Ground):
    asked = [
        (who, Asked(method, chance.choice(address.paths[:3]), environ=tuple(environ)))
        for who, address, chance in visits(ground)
        for environ in (*picked(chance, nasty.HEADERS, 2), *cookies(ground, who, chance))
        for method in chance.sample(("GET", "GET", "POST"), 1)
    ]

    got, wrong = told(ground, asked)

    assert wrong == []
    assert statuses(got) >= {200, 302, 400, 404}


def cookies(ground: Ground, who: str, chance: Random) -> Iterator[list[tuple[str, str]]]:
    """Yield some cookies that are not ours, beside those that are."""
    own = {name: one.value for name, one in ground.browsers[who].cookies.items()}
    ours = (
        configured.SESSION_COOKIE_NAME,
        configured.CSRF_COOKIE_NAME,
        configured.DEVICE_COOKIE_NAME,
    )
    for form in picked(chance, nasty.COOKIES, 2):
        name = chance.choice(ours)
        kept = "; ".join(f"{other}={value}" for other, value in own.items() if other != name)
        yield [("HTTP_COOKIE", f"{kept}; {form.replace('{cookie}', name)}".lstrip("; "))]


def test_what_is_wrong_with_an_answer_is_seen(ground: Ground):
    hers = send(ground.browsers["amina"], Asked("GET", f"/desk/matters/{PERU}/"))
    file = next(one for one in ground.known["file"])
    read = send(ground.browsers["amina"], Asked("GET", f"/desk/file/{file}/{PERU}/"))

    assert wrong_with("amina", Asked("GET", "/"), hers) == []
    assert wrong_with("amina", Asked("GET", "/"), read) == []
    assert "tells “A scar shaped like a sickle”" in wrong_with("chidi", Asked("GET", "/"), hers)
    assert wrong_with(NOBODY, Asked("GET", "/"), read) == ["tells “Minutes of the small hours”"]
