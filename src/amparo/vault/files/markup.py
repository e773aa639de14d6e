"""Markup inside of an office file: read without document types, entities, network or comments."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .limits import Limits

Element = Any  # lxml comes without types


def read(part: bytes, limits: Limits) -> Element:
    """
    Return the root of a part, without comments and processing instructions.

    :raises Refused: if it is not well formed, too large, or brings a document type of its own.
    """
    # Of elements too: a small one takes fifty times its length.
    if len(part) > limits.markup_bytes or part.count(b"<") > limits.markup_tags:
        raise Refused(
            _(
                "The file is too large when it is unpacked. Divide it, or save it as PDF, and add that."
            )
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.LxmlError, ValueError):
        raise damaged() from None
    # No office program writes a document type; entities are declared in one.
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise damaged()
    return root


def written(root: Element) -> bytes:
    """Return a part as UTF-8 with its declaration."""
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return text


@lru_cache(maxsize=512)
def local(name: object) -> str:
    """Return a name without its namespace."""
    return str(name).rpartition("}")[2]


def remove(element: Element) -> None:
    """Take an element out, leaving the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def damaged() -> Refused:
    """Return the refusal of an office file that does not hang together."""
    return Refused(
        _(
            "The file is damaged inside, or holds markup that no office program writes. Open it, "
            "save it again, and add that."
        )
    )
