"""The markup of DOCX, XLSX and PPTX: whose it was, when, and on which machine, is taken out."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from . import embedded
from .markup import Element, local, remove

# A name where the format demands one.
SOMEONE = "Author"
_NO_MOMENT = "1980-01-01T00:00:00Z"

_ELEMENTS_OUT = {
    "absPath",
    "attachedTemplate",
    "docId",
    "docVars",
    "fileSharing",
    "mailMerge",
    "revisionPtr",
    "rsids",
    "dataBinding",
    "oleSize",
    "webPublishing",
    "modifyVerifier",
    "writeProtection",
    "saveThroughXslt",
}
_OBJECTS = {"OLEObject", "oleObj", "oleObject", "control", "altChunk", "ddeLink", "subDoc"}
_ATTRIBUTES_OUT = {
    "dateUtc",
    "initials",
    "refreshedBy",
    "userId",
    "providerId",
    "presenceInfo",
}
_REVISION = re.compile(r"rsid\w*", re.IGNORECASE)
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|file:|/Users/|/home/)", re.IGNORECASE)
_FETCHES = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b")


def clean(root: Element) -> None:
    """
    Take out authors, dates of changes, marks of sessions, and paths of machines.

    :raises Refused: if the markup holds an object of another program, or fetches from elsewhere.
    """
    instructions = []
    out = []
    for element in root.iter():
        name = local(element.tag)
        if name in _OBJECTS:
            raise embedded.unfit(_("an object of another program"))
        if name in _ELEMENTS_OUT:
            out.append(element)
        elif name == "instrText":
            instructions.append(element.text or "")
        elif name == "fldSimple":
            instructions.append(" ".join(element.attrib.values()))
        _clean_attributes(element, name)
    for element in out:
        remove(element)
    if _FETCHES.search("".join(instructions)):
        raise embedded.unfit(_("a field that fetches from another file"))
    _clean_authors_of_notes(root)


def _clean_attributes(element: Element, name: str) -> None:
    for key in [*element.attrib]:
        attribute = local(key)
        if attribute == "author" or (attribute == "name" and name in {"cmAuthor", "author"}):
            element.set(key, SOMEONE)
        elif attribute in {"initials", "userId", "providerId"} and name in {"cmAuthor", "author"}:
            element.set(key, SOMEONE[0])
        elif (
            attribute in _ATTRIBUTES_OUT
            or _REVISION.fullmatch(attribute)
            or _is_moment(attribute, name)
            or (attribute in {"descr", "title"} and _PATH.match(str(element.get(key))))
        ):
            del element.attrib[key]
        elif attribute == "created" and name in {"cm", "reply"}:
            element.set(key, _NO_MOMENT)


def _is_moment(attribute: str, name: str) -> bool:
    if attribute == "date":
        return name not in {"dateAx", "sdtPr"}
    return (attribute == "dt" and name == "cm") or attribute in {
        "refreshedDate",
        "refreshedDateIso",
    }


def _clean_authors_of_notes(root: Element) -> None:
    """Take the names of authors out of the notes of a workbook, where Excel writes them twice."""
    if local(root.tag) != "comments":
        return
    named = [one for one in root.iter() if local(one.tag) == "author" and one.text]
    names = {f"{one.text}:" for one in named} | {str(one.text) for one in named}
    for one in named:
        one.text = SOMEONE
    for text in root.iter():
        if local(text.tag) == "t" and (text.text or "").strip() in names:
            text.text = f"{SOMEONE}:"
