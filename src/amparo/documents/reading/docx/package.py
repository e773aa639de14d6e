"""The parts of a DOCX that are read, found as its relations lead to them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from amparo.core.errors import Refused
from amparo.vault.files import markup as safe
from amparo.vault.files.archives import unpack
from amparo.vault.files.limits import Limits

from .. import trouble
from .markup import Element, R, W, value

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)


class Package:
    """A document and the parts beside it, unpacked within limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._parts: Mapping[str, bytes] = unpack(data, limits)
        except Refused as refused:
            raise trouble.of_archive(refused) from None
        self._limits = limits
        self._by_name = {name.lower(): name for name in self._parts}
        self.name = self._target("", "officeDocument") or "word/document.xml"
        document = self._read(self.name)
        if document is None or document.tag != W + "document":
            raise trouble.truncated()
        self.document = document

    def part(self, kind: str) -> Element | None:
        """Return the part that the document leads to under a kind of relation."""
        name = self._target(self.name, kind)
        return self._read(name) if name else None

    def by_id(self, number: str) -> Element | None:
        """Return the part that the document leads to under the number of a relation."""
        for one in self._relations(self.name):
            if one.get("Id") == number:
                return self._read(self._path(self.name, one))
        return None

    def references(self, section: Element | None, kind: str) -> Iterator[tuple[str, Element]]:
        """Yield the headers or footers of a section, with the pages that they are for."""
        for one in section if section is not None else ():
            if (
                one.tag == W + kind
                and (found := self.by_id(str(one.get(R + "id", "")))) is not None
            ):
                yield value(one, "type") or "default", found

    def _target(self, source: str, kind: str) -> str:
        for one in self._relations(source):
            if str(one.get("Type", "")).rpartition("/")[2] == kind:
                return self._path(source, one)
        return ""

    def _relations(self, source: str) -> list[Element]:
        folder, base = posixpath.split(source)
        root = self._read(posixpath.join(folder, "_rels", f"{base}.rels"))
        return [*root] if root is not None else []

    def _path(self, source: str, relation: Element) -> str:
        target = str(relation.get("Target", ""))
        joined = posixpath.join("/", posixpath.dirname(source), target)
        return posixpath.normpath(joined).lstrip("/")

    def _read(self, name: str) -> Element | None:
        content = self._parts.get(self._by_name.get(name.lower(), ""))
        if content is None:
            return None
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        try:
            return safe.read(content, self._limits)
        except Refused as refused:
            raise trouble.of_archive(refused) from None
