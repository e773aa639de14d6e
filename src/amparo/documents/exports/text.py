"""A version as plain text, line by line, the numbers as printed and the notes at the end."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.documents.published import Block, Version


def text(version: Version) -> Iterator[str]:
    """Yield a version in lines: its head, its text with the marks of notes, its notes."""
    line, held = version.document.line, version.version
    yield from (line.symbol, held.title)
    if line.on:
        yield str(line.on.year) if line.precision == "year" else line.on.isoformat()
    for block in version.blocks:
        yield ""
        yield from _lines(block)
    if version.notes:
        yield ""
    for note in version.notes:
        yield f"[{note.mark}] {note.text}"


def _lines(block: Block) -> Iterator[str]:
    words, place = "", 0
    for at, mark in sorted(block.marks):
        words += f"{block.text[place:at]}[{mark}]"
        place = max(place, at)
    said = f"{block.number} {words}{block.text[place:]}".strip()
    if said:
        yield said
    for row in block.rows:
        yield "\t".join(row)
