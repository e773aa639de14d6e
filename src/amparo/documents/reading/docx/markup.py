"""Small questions to the markup of a word processor, by local names in its one namespace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any  # lxml comes without types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = {"0", "false", "off", "none"}


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of this name."""
    return element.find(W + name) if element is not None else None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of this name."""
    if element is not None:
        yield from element.iterchildren(W + name)


def value(element: Element | None, name: str = "val") -> str:
    """Return an attribute, or nothing."""
    return str(element.get(W + name, "")) if element is not None else ""


def value_of(element: Element | None, name: str) -> str:
    """Return the value of the first child of this name, or nothing."""
    return value(child(element, name))


def is_on(element: Element | None, name: str) -> bool | None:
    """Return whether a property is switched on or off; nothing where it is not spoken of."""
    found = child(element, name)
    if found is None:
        return None
    return value(found).lower() not in _OFF


def number_of(text: str, otherwise: int = 0) -> int:
    """Return a whole number, or another where there is none."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return otherwise
