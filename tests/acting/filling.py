"""Filling in a form as a person does: what it holds already, and what is typed into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape
from re import S, findall, sub

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from amparo.docket.procedure import ActType, Field, Kind
from tests.house.forms import Form, forms_of

Typed = dict[str, object]
_BY_KIND: dict[Kind, object] = {
    Kind.TEXT: "What there is to say",
    Kind.INTEGER: "2",
    Kind.AMOUNT: "1250.50",
    Kind.DAY: "2024-12-20",
    Kind.STATE: "PER",
    Kind.STATES: ["FRA", "KEN"],
    Kind.SYMBOL: "CAT/OP/PER/1",
    Kind.NAMES: "Ana Paz\nBo Li",
    Kind.YES_NO: "yes",
}


def typed_into(act: ActType, **said: object) -> Typed:
    """Return something fit for every field of an act; `said` is typed instead of it."""
    names = {one.name for one in act.fields}
    assert set(said) <= names, f"{act.name} has no field {set(said) - names}"
    return {f"says_{one.name}": said.get(one.name, _fit(one)) for one in act.fields}


def _fit(of: Field) -> object:
    match of.kind:
        case Kind.CHOICE:
            return next(iter(of.choices))
        case Kind.FILE:
            return ""
    return _BY_KIND[of.kind]


def a_file(name: str = "letter.txt", content: bytes = b"We ask for it.") -> SimpleUploadedFile:
    """Return a small file to be sent."""
    return SimpleUploadedFile(name, content, "text/plain")


def the_form(path: str, answer: HttpResponse) -> Form:
    """Return the form of acts on a page."""
    page = answer.content.decode()
    (form,) = [one for one in forms_of(path, page) if "sign-out" not in one.action]
    # What is typed into a larger field, the reader of forms leaves out.
    texts = dict(findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, S))
    for one in form.controls:
        if one.kind == "textarea":
            one.value = unescape(texts[one.name])
    return form


def held(path: str, answer: HttpResponse) -> Typed:
    """Return what a form holds, as a browser would send it."""
    form = the_form(path, answer)
    return {
        one.name: one.value
        for one in form.controls
        if one.kind != "file"
        and one.name != "csrfmiddlewaretoken"
        # Of what is chosen several times, nothing is sent where nothing is chosen.
        and not (one.kind == "select" and one.value not in one.choices)
    }


def sent(client: Client, path: str, typed: Mapping[str, object]) -> HttpResponse:
    """Open a form, type this into it, and send it."""
    opened = client.get(path)
    assert opened.status_code == 200, (path, opened.status_code, opened.headers.get("Location"))
    return client.post(path, {**held(path, opened), **typed})  # type: ignore[return-value]


def wrong(answer: HttpResponse) -> dict[str, str]:
    """Return what the page says is wrong, by field; of the form as a whole, under no name."""
    page = answer.content.decode()
    fields = findall(r'<p class="error" id="id_([^"]+)_error">(.*?)</p>', page, S)
    whole = findall(r'<div class="refusal" role="alert">(.*?)</div>', page, S)
    return {**{name: _plain(said) for name, said in fields}, "": _plain(" ".join(whole))}


def words(answer: HttpResponse) -> str:
    """Return the words of a page's content, one space between them."""
    return _plain(answer.content.decode().partition("<main")[2].partition("</main>")[0])


def _plain(markup: str) -> str:
    return " ".join(unescape(sub(r"<[^>]*>", " ", markup)).split())


def lines(names: Iterable[str]) -> str:
    """Return names as they are typed, one on each line."""
    return "\n".join(names)
