"""
How exactly documents are read: which share of their numbered paragraphs comes out as it was printed.

Measured against a sample that was read by hand (`tests/documents/sample`): of each paragraph its
address, its number as printed, a digest of its exact words with those of its items and of what goes
on after them, and how many items and calls of notes it has. One sign too many counts as a miss.

    python -m bench.ingest [--write]

With `--write`, the tables of `docs/reference/ingest.md` are written anew.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from bench._ground import fresh_home, print_table

if TYPE_CHECKING:
    from amparo.documents.structure import Block, Reading

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "tests" / "documents" / "sample"
PAGE = ROOT / "docs" / "reference" / "ingest.md"
COUNTS = "counts.csv"
_MARKED = re.compile(r"(<!-- exact -->\n).*?(<!-- /exact -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Expected:
    """A paragraph as it was read by hand; without an address, words that stand somewhere."""

    file: str
    language: str
    eid: str
    number: str
    digest: str
    items: str
    notes: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How many paragraphs of a kind a part of a file has."""

    file: str
    language: str
    part: str
    kind: str
    count: int


def expected() -> list[Expected]:
    """Return the sample."""
    rows: list[Expected] = []
    for path in sorted(SAMPLE.glob("*.csv")):
        if path.name != COUNTS:
            with path.open(encoding="utf-8") as file:
                rows += [_expected(row) for row in csv.DictReader(file)]
    return rows


def counted() -> list[Counted]:
    """Return how many paragraphs each part has."""
    with (SAMPLE / COUNTS).open(encoding="utf-8") as file:
        return [_counted(row) for row in csv.DictReader(file)]


def _expected(row: dict[str, str]) -> Expected:
    return Expected(
        row["file"],
        row["language"],
        row["eid"],
        row["number"],
        row["digest"],
        row["items"],
        int(row["notes"]),
    )


def _counted(row: dict[str, str]) -> Counted:
    return Counted(row["file"], row["language"], row["part"], row["kind"], int(row["count"]))


def path_of(file: str) -> Path:
    """Return where a file of the sample lies."""
    return SHARED / file if file.startswith("seeds/") else SHARED / "data" / "documents" / file


@cache
def readings_of(file: str) -> tuple[Reading, ...]:
    """Return the documents that a file holds, one for each language."""
    from amparo.documents.reading import read_all

    path = path_of(file)
    return read_all(path.name, path.read_bytes())


def digest(texts: Sequence[str]) -> str:
    """Return the digest of some words, empty ones left out."""
    return hashlib.sha256("\n".join(text for text in texts if text).encode()).hexdigest()[:32]


def is_exact(one: Expected) -> bool:
    """Test whether a paragraph of the sample comes out exactly."""
    return any(_holds(reading, one) for reading in _in_language(one.file, one.language))


def are_all_there(one: Counted) -> bool:
    """Test whether a part has all its paragraphs, each once, in their order, and no other."""
    found = [
        block.eid
        for reading in _in_language(one.file, one.language)
        for part in reading.parts
        if part.name == one.part
        for block in part.blocks
        if block.kind == "paragraph"
    ]
    if one.kind == "double":
        return len(found) == one.count
    stem = "" if one.part == "main" else f"{one.part}__"
    at_top = [eid for eid in found if eid.removeprefix(stem).count("__") == 0]
    return at_top == [f"{stem}{one.kind}_{number}" for number in range(1, one.count + 1)]


def _in_language(file: str, language: str) -> list[Reading]:
    return [one for one in readings_of(file) if one.head.language == language]


def _holds(reading: Reading, one: Expected) -> bool:
    if not one.eid:
        blocks = (block for part in reading.parts for block in part.blocks)
        return any(digest([block.text]) == one.digest for block in blocks)
    for part in reading.parts:
        found = _paragraph(part.blocks, one.eid)
        if found:
            return (
                found[0].number == one.number
                and digest([block.text for block in found]) == one.digest
                and one.items in ("", str(sum(block.kind == "item" for block in found)))
                and sum(len(block.marks) for block in found) == one.notes
            )
    return False


def _paragraph(blocks: Sequence[Block], eid: str) -> list[Block]:
    """Return a paragraph with its items and what goes on after them, without its tables."""
    found: list[Block] = []
    for block in blocks:
        if block.eid == eid and block.kind == "paragraph":
            found = [block]
        elif found and block.eid.startswith(f"{eid}__") and block.kind != "paragraph":
            found += [block] if block.kind in ("item", "text") else []
        elif found:
            break
    return found


def rows() -> Iterator[list[str]]:
    """Yield a row for each file and language, and one for all of them."""
    sample, exact = expected(), 0
    keys = list(dict.fromkeys((one.file, one.language) for one in sample))
    counts = counted()
    for file, language in keys:
        ours = [one for one in sample if (one.file, one.language) == (file, language)]
        good = sum(is_exact(one) for one in ours)
        exact += good
        parts = [one for one in counts if (one.file, one.language) == (file, language)]
        total = str(sum(one.count for one in parts)) if parts else ""
        there = ("all" if all(are_all_there(one) for one in parts) else "not all") if parts else ""
        yield [file, language, str(len(ours)), str(good), _share(good, len(ours)), total, there]
    yield ["all", "", str(len(sample)), str(exact), _share(exact, len(sample)), "", ""]


def _share(good: int, of: int) -> str:
    return f"{100 * good / of:.1f} %"


def speed() -> list[list[str]]:
    """Return how much plain text is read in a second of one core, kind by kind."""
    from amparo.documents.reading import read_all

    made = []
    for folder in ("seeds", "treaty_body_en", "upr_en", "cpt_en_fr", "treaties_multilingual"):
        paths = sorted(path_of(f"{folder}/x").parent.glob("*.txt"))
        files = [(path.name, path.read_bytes()) for path in paths]
        start = process_time()
        for name, data in files:
            read_all(name, data)
        size = sum(len(data) for _name, data in files) / 1e6
        made.append([folder, f"{size:.2f}", f"{size / (process_time() - start):.1f}"])
    return made


COLUMNS = ["file", "language", "sampled", "exact", "share", "paragraphs", "there"]


def as_table(columns: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Return rows as a table in a page."""
    rule = ["---", "---", *["---:"] * (len(columns) - 2)]
    lines = [columns, rule, *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the tables of the page anew")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("The documents of the sample are not here; nothing is measured.")
        return
    fresh_home()
    quick = speed()
    found = list(rows())
    print_table("Numbered paragraphs recovered exactly", COLUMNS, found)
    print_table("Plain text read", ["folder", "MB", "MB a second of one core"], quick)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_MARKED.sub(rf"\1{as_table(COLUMNS, found)}\2", page), encoding="utf-8")


if __name__ == "__main__":
    main()
