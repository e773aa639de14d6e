"""
DOCX, XLSX and PPTX: the parts that the document leads to, without those that tell or act.

What is only in the archive, and led to by nothing, is not packed again.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _

from . import embedded, markup, open_xml_words
from .archives import pack
from .kinds import Kind, with_macros
from .limits import Limits
from .markup import Element

_TYPES = "[Content_Types].xml"
_ID_NAMESPACES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
# The last word of a relation's type, in small letters. These parts tell of people and machines, or
# repeat what the document shows; the document opens without them.
_LEFT_OUT = {
    "attachedtemplate",
    "changesinfo",
    "classificationlabels",
    "commentsextensible",
    "commentsids",
    "connections",
    "core-properties",
    "custom-properties",
    "customproperty",
    "customxml",
    "customxmlprops",
    "extended-properties",
    "font",
    "keymapcustomizations",
    "mailmergeheadersource",
    "mailmergerecipientdata",
    "mailmergesource",
    "origin",
    "people",
    "person",
    "printersettings",
    "querytable",
    "recipientdata",
    "revisionheaders",
    "revisioninfo",
    "revisionlog",
    "tags",
    "threadedcomment",
    "thumbnail",
    "usernames",
    "webextension",
    "webextensiontaskpanes",
    "xmlmaps",
}
_LINKS = ("http://", "https://", "mailto:")
_NOWHERE = "about:blank"
_PICTURES = {"image", "hdphoto", "media"}
_PROGRAMS = ("vbaproject", "vbadata", "activex", "wordvbadata", "attachedtoolbars", "xlmacrosheet")
_XML_TYPES = ("+xml", "/xml", "vmldrawing")


@dataclass(slots=True)
class _Package:
    """The parts of an office file, and what of it is to be packed again."""

    parts: dict[str, bytes]
    limits: Limits
    types: _Types
    kept: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class _Types:
    by_ending: dict[str, str]
    by_name: dict[str, str]

    def of(self, name: str) -> str:
        ending = name.rpartition(".")[2].lower()
        return self.by_name.get(name.lower(), self.by_ending.get(ending, ""))


def made_anew(parts: dict[str, bytes], kind: Kind, limits: Limits) -> bytes:
    """
    Return the document packed anew.

    :raises Refused: if it holds programs, foreign objects, or anything that cannot be checked.
    """
    if any(word in name.lower() for name in parts for word in _PROGRAMS):
        raise with_macros()
    types = markup.read(parts[_TYPES], limits)
    package = _Package(parts, limits, _read_types(types))
    _follow(package, "")
    if f"{kind.media_type}.main+xml" not in {package.types.of(name) for name in package.kept}:
        raise markup.damaged()
    package.kept = {_TYPES: markup.written(_types_of_kept(types, package.kept)), **package.kept}
    return pack(package.kept)


def _read_types(root: Element) -> _Types:
    return _Types(
        {one.get("Extension", "").lower(): one.get("ContentType", "") for one in root},
        {
            one.get("PartName", "").lstrip("/").lower(): one.get("ContentType", "")
            for one in root
            if one.get("PartName")
        },
    )


def _types_of_kept(root: Element, kept: dict[str, bytes]) -> Element:
    names = {name.lower() for name in kept}
    for one in [*root]:
        name = one.get("PartName")
        if name is not None and name.lstrip("/").lower() not in names:
            root.remove(one)
    return root


def _follow(package: _Package, name: str) -> None:
    """Keep what a part leads to, part by part; the empty name is the package itself."""
    waiting = [name]
    while waiting:
        name = waiting.pop()
        folder, base = posixpath.split(name)
        relations_name = posixpath.join(folder, "_rels", f"{base}.rels")
        taken: set[str] = set()
        if relations := _part(package, relations_name):
            root = markup.read(relations[1], package.limits)
            waiting += _sorted_relations(package, name, root, taken)
            package.kept[relations[0]] = markup.written(root)
        if name:
            _keep(package, name, taken)


def _part(package: _Package, name: str) -> tuple[str, bytes] | None:
    """Return a part's own name and content; names differ by more than their case."""
    if name in package.parts:
        return name, package.parts[name]
    for own, content in package.parts.items():
        if own.casefold() == name.casefold():
            return own, content
    return None


def _sorted_relations(package: _Package, source: str, root: Element, taken: set[str]) -> list[str]:
    """Take out relations to what is left out, and return the parts that the others lead to."""
    led_to = []
    for one in [*root]:
        kind = one.get("Type", "").rpartition("/")[2].lower()
        _check_relation(kind)
        if kind in _LEFT_OUT or _is_left_out_here(package, source, kind, one):
            taken.add(one.get("Id", ""))
            root.remove(one)
        elif one.get("TargetMode", "").lower() == "external":
            _lead_nowhere_else(one, kind)
        elif target := _part(package, _target(source, one.get("Target", ""))):
            if target[0] not in package.kept and target[0] != source:
                led_to.append(target[0])
                package.kept[target[0]] = b""
        elif kind != "hyperlink":
            taken.add(one.get("Id", ""))
            root.remove(one)
    return led_to


def _check_relation(kind: str) -> None:
    if kind in {"oleobject", "control", "afchunk", "altchunk", "subdocument", "ctrlprop"}:
        raise embedded.unfit(_("an object of another program"))
    if kind in {"audio", "video", "slicer-video"}:
        raise embedded.unfit(_("a sound or a film"))


def _is_left_out_here(package: _Package, source: str, kind: str, relation: Element) -> bool:
    # The workbook behind a chart holds more than the chart shows; drawings of the newer kind (SVG)
    # always stand beside a picture that shows the same.
    target = relation.get("Target", "").lower()
    if kind == "package":
        if "chart" in package.types.of(source):
            return True
        raise embedded.unfit(_("an object of another program"))
    return kind == "image" and target.endswith(".svg")


def _lead_nowhere_else(relation: Element, kind: str) -> None:
    """Let links lead to the web only; whatever else is fetched from outside leads nowhere."""
    target = relation.get("Target", "")
    if kind != "hyperlink" or not target.lower().startswith(_LINKS):
        relation.set("Target", _NOWHERE)


def _target(source: str, target: str) -> str:
    path = unquote(target.partition("#")[0])
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(source), path)
    return posixpath.normpath(joined).lstrip("/")


def _keep(package: _Package, name: str, taken: set[str]) -> None:
    content = package.parts[name]
    kind = package.types.of(name).lower()
    if kind.endswith(_XML_TYPES):
        root = markup.read(content, package.limits)
        _without_relations(root, taken)
        open_xml_words.clean(root)
        package.kept[name] = markup.written(root)
    elif kind.startswith("image/"):
        package.kept[name] = embedded.picture(content, package.limits)
    else:
        raise embedded.unfit(_("something that cannot be checked"))


def _without_relations(root: Element, taken: set[str]) -> None:
    """Take out what named a relation that is gone, so that the document opens without a complaint."""
    if not taken:
        return
    out = []
    for element in root.iter():
        names = [
            key
            for key, value in element.attrib.items()
            if value in taken and str(key).startswith(_ID_NAMESPACES)
        ]
        if not names:
            continue
        name = markup.local(element.tag)
        if name == "pageSetup":
            for key in names:
                del element.attrib[key]
        else:
            out.append(element.getparent() if name == "svgBlip" else element)
    for element in out:
        markup.remove(element)
