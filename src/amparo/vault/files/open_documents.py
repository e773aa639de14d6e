"""ODT, ODS and ODP: content, styles, settings and pictures; nothing else is packed again."""

from __future__ import annotations

import posixpath
import re

from django.utils.translation import gettext_lazy as _
from lxml import etree  # type: ignore[import-untyped]

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop

from . import embedded, markup
from .archives import pack
from .kinds import Kind, with_macros
from .limits import Limits
from .markup import Element, local, remove

_MANIFEST = "META-INF/manifest.xml"
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_PROGRAMS = re.compile(r"(^|/)(Basic|Scripts|Dialogs)/", re.IGNORECASE)
# Beside the document's own markup, and that of the charts and formulas in it.
_OWN = re.compile(r"((?:Object \d+|[^/]+)/)?(?:content|styles|settings)\.xml")
_SOMEONE = "Author"
_NO_MOMENT = "1980-01-01T00:00:00"
_LINKS = ("http://", "https://", "mailto:", "#")
_SETTINGS_OUT = re.compile(r"Printer|Database|Rsid|Path|Url|User|Author", re.IGNORECASE)
_OBJECTS = {
    "object-ole",
    "plugin",
    "applet",
    "floating-frame",
    "dde-connection-decl",
    "dde-connection",
    "dde-link",
    "dde-source",
    "database-source-sql",
    "database-source-query",
    "database-source-table",
}
_PEOPLE = {"creator", "sender-initials", "creator-initials", "initial-creator"}
_SHOWN = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_FETCHES = re.compile(r"\b(?:DDE|WEBSERVICE)\s*\(", re.IGNORECASE)


def made_anew(parts: dict[str, bytes], kind: Kind, limits: Limits) -> bytes:
    """
    Return the document packed anew.

    :raises Refused: if it is locked, holds programs, or objects of other programs.
    """
    _check_whole(parts, limits)
    kept = {"mimetype": kind.media_type.encode()}
    for name, content in parts.items():
        if _is_markup(name):
            kept[name] = _clean_markup(content, limits)
        elif posixpath.dirname(name).endswith(("Pictures", "media")) and not _is_svg(name):
            kept[name] = embedded.picture(content, limits)
    kept[_MANIFEST] = _manifest(kept, parts, kind, limits)
    return pack(kept, stored="mimetype")


def _check_whole(parts: dict[str, bytes], limits: Limits) -> None:
    if any(_PROGRAMS.search(name) for name in parts):
        raise with_macros()
    if "content.xml" not in parts or _MANIFEST not in parts:
        raise Refused(
            gettext_noop(
                "The file is damaged: its content is missing. Save it again, and add that."
            )
        )
    if any(local(one.tag) == "encryption-data" for one in _entries(parts, limits)):
        raise Refused(
            gettext_noop("The file asks for a password. Save it without one, and add that.")
        )


def _entries(parts: dict[str, bytes], limits: Limits) -> list[Element]:
    return [*markup.read(parts[_MANIFEST], limits).iter()]


def _is_markup(name: str) -> bool:
    return _OWN.fullmatch(name) is not None and not name.startswith("META-INF/")


def _is_svg(name: str) -> bool:
    return name.lower().endswith(".svg")


def _clean_markup(content: bytes, limits: Limits) -> bytes:
    root = markup.read(content, limits)
    out = []
    for element in root.iter():
        name = local(element.tag)
        _check(element, name)
        if _is_left_out(element, name):
            out.append(element)
        elif name in _PEOPLE and not str(element.tag).startswith("{" + _SHOWN):
            element.text = _SOMEONE
        elif name == "date" and "purl.org/dc" in str(element.tag):
            element.text = _NO_MOMENT
        else:
            _clean_attributes(element, name)
    for element in out:
        remove(element)
    return markup.written(root)


def _is_left_out(element: Element, name: str) -> bool:
    return (
        name == "event-listeners"
        or (name == "config-item" and bool(_SETTINGS_OUT.search(_attribute(element, "name"))))
        or (name == "image" and _is_svg(_attribute(element, "href")))
    )


def _check(element: Element, name: str) -> None:
    if name in _OBJECTS:
        raise embedded.unfit(_("an object of another program"))
    if name == "script" or (
        name == "scripts" and len(element) and local(element[0].tag) == "script"
    ):
        raise with_macros()
    if _FETCHES.search(_attribute(element, "formula")):
        raise embedded.unfit(_("a field that fetches from another file"))


def _attribute(element: Element, wanted: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if local(k) == wanted), "")


def _clean_attributes(element: Element, name: str) -> None:
    for key in [*element.attrib]:
        attribute = local(key)
        value = str(element.get(key))
        if attribute.endswith("rsid"):
            del element.attrib[key]
        elif attribute in {"chg-author", "author"}:
            element.set(key, _SOMEONE)
        elif attribute == "href" and (
            value.startswith(("/", ".."))
            or (":" in value and not (name == "a" and value.lower().startswith(_LINKS)))
        ):
            element.set(key, "#")


def _manifest(kept: dict[str, bytes], parts: dict[str, bytes], kind: Kind, limits: Limits) -> bytes:
    """Return the list of parts that are kept, each with the type it was listed with."""
    types = {
        _attribute(one, "full-path"): _attribute(one, "media-type")
        for one in _entries(parts, limits)
    }
    tag = "{" + _NAMESPACE + "}"
    root = etree.Element(tag + "manifest", nsmap={"manifest": _NAMESPACE})
    root.set(tag + "version", "1.2")
    folders = {f"{posixpath.dirname(name)}/" for name in kept if name.endswith("/content.xml")}
    listed = {"/": kind.media_type} | {
        name: types.get(name, "text/xml" if name.endswith(".xml") else "")
        for name in [*sorted(folders), *kept]
        if name != "mimetype"
    }
    for name, media_type in listed.items():
        entry = etree.SubElement(root, tag + "file-entry")
        entry.set(tag + "full-path", name)
        entry.set(tag + "media-type", media_type)
    return markup.written(root)
