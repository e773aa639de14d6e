"""Notes of a document: the mark of each, in the order in which they are called, and its words."""

from __future__ import annotations

from .counting import written
from .markup import Element, child, children, number_of, value, value_of

_SET_APART = {"separator", "continuationSeparator", "continuationNotice"}
# What Word takes where the file says nothing.
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """Gives each note its mark: counted as it is called, unless it brings a mark of its own."""

    def __init__(
        self, footnotes: Element | None, endnotes: Element | None, settings: Element | None
    ) -> None:
        self._texts = {
            (kind, value(one, "id")): one
            for kind, root in (("footnote", footnotes), ("endnote", endnotes))
            for one in children(root, kind)
            if value(one, "type") not in _SET_APART
        }
        self._settings = settings
        self._properties: dict[str, Element | None] = {}
        self._counts: dict[str, int] = {}
        self._marks: dict[tuple[str, str], str] = {}
        for kind in _FORMS:
            self._properties[kind] = child(settings, f"{kind}Pr")

    def section(self, properties: Element | None) -> None:
        """Enter a section, which may count in a way of its own, and from the beginning."""
        for kind in _FORMS:
            own = child(properties, f"{kind}Pr")
            self._properties[kind] = own if own is not None else child(self._settings, f"{kind}Pr")
            if value_of(self._properties[kind], "numRestart") == "eachSect":
                self._counts.pop(kind, None)

    def mark_of(self, kind: str, number: str) -> str:
        """Return the mark of a note that is called here; the same again where it was called before."""
        key = (kind, number)
        if key not in self._marks:
            properties = self._properties.get(kind)
            start = number_of(value_of(properties, "numStart"), 1) or 1
            self._counts[kind] = self._counts.get(kind, start - 1) + 1
            form = value_of(properties, "numFmt") or _FORMS[kind]
            self._marks[key] = written(self._counts[kind], form)
        return self._marks[key]

    def text_of(self, kind: str, number: str) -> Element | None:
        """Return a note's own element, if the file has it."""
        return self._texts.get((kind, number))
