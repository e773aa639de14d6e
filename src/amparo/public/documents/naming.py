"""What a document is called on a page, and where its text and files are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.bodies import published as bodies
from amparo.core.pages import here
from amparo.documents.published import Document, VersionLine
from amparo.documents.rules.citing import place_of
from amparo.public.search.words import OTHER_BODIES
from amparo.registry.published import states

from .citing import Cited, Form, forms

RIGHT_TO_LEFT = frozenset({"ar"})
LANGUAGES = {code[:2]: words for code, words in settings.LANGUAGES}
"""The languages of documents by their codes; the words are to be translated."""

MEDIA = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "text/plain": "TXT",
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that a text can be read in: its address, and whether it is read now."""

    code: str
    name: str
    path: str
    is_here: bool


def direction(language: str) -> str:
    """Return in which direction a text in a language runs."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def language_named(code: str) -> str:
    """Return what a language of documents is called in the reader's."""
    return _(str(LANGUAGES[code])) if code in LANGUAGES else code


def tongues(name: str, codes: tuple[str, ...], now: str, eid: str = "") -> list[Tongue]:
    """Return the languages of a document, or of a place in it, each with its page."""
    return [
        Tongue(code, language_named(code), here(_path(name, code, eid)), code == now)
        for code in codes
    ]


def body_names(language: str) -> Mapping[str, str]:
    """Return the names of those who issue documents, by code."""
    others = {code: _(words) for code, words in OTHER_BODIES.items()}
    return {**others, **{one.code: one.name for one in bodies.mechanisms(language=language)}}


def state_names(on: date, language: str) -> Mapping[str, str]:
    """Return the names of States by code."""
    return {one.iso3: one.name for one in states(on, language=language)}


def cited(document: Document, version: VersionLine, eid: str = "") -> tuple[Form, ...]:
    """Return how a document, or a place in it, is cited, in each form."""
    line = document.line
    author = body_names("en").get(line.body, "")
    address = settings.ADDRESS + _path(line.name, version.language, eid)
    place = place_of(eid)
    return forms(Cited(line.symbol, version.title, author, line.on, place, address, line.precision))


def files_of(document: Document, version: VersionLine) -> list[tuple[str, str]]:
    """Return the files in which a version can be had: what each is, and where."""
    places = {"name": document.line.name, "language": version.language}
    original = MEDIA.get(version.media_type, version.media_type)
    return [
        ("XML (AKN4UN)", reverse("public:document.xml", kwargs=places)),
        ("HTML", reverse("public:document.html", kwargs=places)),
        (_("plain text"), reverse("public:document.txt", kwargs=places)),
        ("JSON", reverse("public:version.json", kwargs=places)),
        (
            _("the original file, %(kind)s") % {"kind": original},
            reverse("public:document.original", kwargs=places),
        ),
    ]


def _path(name: str, language: str, eid: str = "") -> str:
    return "/".join(("/documents", *(one for one in (name, language, eid) if one), ""))
