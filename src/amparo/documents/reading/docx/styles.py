"""How paragraphs and runs look, with what they take over from their styles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .markup import Element, child, children, is_on, number_of, value, value_of

_DEEPEST = 20
_TWIPS = 20  # in a point
_HALVES = 2  # sizes of letters are told in half points
_RAISED = "superscript"


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look; `None` is not spoken of, and taken over."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    size: float | None = None

    def over(self, below: Letters) -> Letters:
        """Return this look laid over another."""
        return Letters(
            bold=self.bold if self.bold is not None else below.bold,
            italic=self.italic if self.italic is not None else below.italic,
            hidden=self.hidden if self.hidden is not None else below.hidden,
            raised=self.raised if self.raised is not None else below.raised,
            size=self.size if self.size is not None else below.size,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks, and the list that it belongs to."""

    style: str = ""  # the name that the program shows
    num: str | None = None
    level: int | None = None
    align: str | None = None
    left: float | None = None
    first: float | None = None
    outline: int | None = None
    letters: Letters = field(default_factory=Letters)

    def over(self, below: Look) -> Look:
        """Return this look laid over another."""
        return Look(
            style=self.style or below.style,
            num=self.num if self.num is not None else below.num,
            level=self.level if self.level is not None else below.level,
            align=self.align or below.align,
            left=self.left if self.left is not None else below.left,
            first=self.first if self.first is not None else below.first,
            outline=self.outline if self.outline is not None else below.outline,
            letters=self.letters.over(below.letters),
        )


class Styles:
    """The styles of a document, each with what it takes over from the style it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {value(one, "styleId"): one for one in children(root, "style")}
        self._looks: dict[str, Look] = {}
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._letters = letters_of(defaults)
        self._default = next(
            (
                name
                for name, one in self._elements.items()
                if value(one, "type") == "paragraph" and value(one, "default") in {"1", "true"}
            ),
            "",
        )

    def paragraph(self, properties: Element | None) -> tuple[Look, str]:
        """Return how a paragraph looks, and the name of its style in the file."""
        name = value_of(properties, "pStyle") or self._default
        look = look_of(properties).over(self._look(name))
        return replace(look, letters=look.letters.over(self._letters)), name

    def run(self, properties: Element | None, below: Letters) -> Letters:
        """Return how letters look that stand in a paragraph."""
        own = letters_of(properties)
        if name := value_of(properties, "rStyle"):
            own = own.over(self._look(name).letters)
        return own.over(below)

    def _look(self, name: str, depth: int = 0) -> Look:
        if name in self._looks:
            return self._looks[name]
        element = self._elements.get(name)
        if element is None or depth > _DEEPEST:
            return Look()
        own = look_of(child(element, "pPr"))
        own = replace(
            own, style=value_of(element, "name"), letters=letters_of(child(element, "rPr"))
        )
        if based := value_of(element, "basedOn"):
            own = own.over(self._look(based, depth + 1))
        self._looks[name] = own
        return own


def look_of(properties: Element | None) -> Look:
    """Return what the properties of a paragraph say themselves."""
    numbers = child(properties, "numPr")
    indent = child(properties, "ind")
    outline = value_of(properties, "outlineLvl")
    level = value_of(numbers, "ilvl")
    return Look(
        num=value_of(numbers, "numId") or None,
        level=number_of(level) if level else None,
        align=value_of(properties, "jc") or None,
        left=_points(indent, "left", "start"),
        first=_first(indent),
        outline=number_of(outline) if outline else None,
    )


def letters_of(properties: Element | None) -> Letters:
    """Return what the properties of a run say themselves."""
    raised = value_of(properties, "vertAlign")
    size = value_of(properties, "sz")
    return Letters(
        bold=is_on(properties, "b"),
        italic=is_on(properties, "i"),
        hidden=is_on(properties, "vanish"),
        raised=raised == _RAISED if raised else None,
        size=number_of(size) / _HALVES if size else None,
    )


def _points(indent: Element | None, *names: str) -> float | None:
    for name in names:
        if said := value(indent, name):
            return number_of(said) / _TWIPS
    return None


def _first(indent: Element | None) -> float | None:
    hanging = _points(indent, "hanging")
    return -hanging if hanging is not None else _points(indent, "firstLine")
