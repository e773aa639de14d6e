"""The texts that relevance is measured on: each with a key that judgements name it by."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from amparo.documents import reading
from amparo.documents.structure import Block, BlockKind, Reading
from amparo.search.entries.drafts import Draft

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
_SEEDS = ("SPT-2025", "SPT-2019", "TOOL", "TB-2020", "SP-2023")  # in the order of their files
_SHORTEST = 12  # characters; what is shorter says nothing by itself
_FOLDERS = (
    ("treaty_body_en", "en"),
    ("treaties_multilingual", ""),
    ("udhr", ""),
    ("cpt_en_fr", ""),
    ("upr_en", "en"),
)


def texts(shared: Path) -> Iterator[Draft]:
    """Yield every text that has words, in the language it was written in; no key comes twice."""
    seen: Counter[str] = Counter()
    for one in _all(shared):
        if len(one.text) >= _SHORTEST:
            seen[one.key] += 1
            count = seen[one.key]
            yield one if count == 1 else one._replace(key=f"{one.key}#{count}")


def _all(shared: Path) -> Iterator[Draft]:
    data = shared / "data"
    return chain(
        _seeds(shared / "seeds"),
        _documents(data / "documents"),
        _reports(data / "documents" / "special_rapporteur_torture_reports_paragraphs.jsonl.gz"),
        _reviews(data / "recommendations" / "upr_recommendations_torture_detention.csv"),
        _morocco(data / "recommendations" / "morocco_recommendations_fr_ar.csv"),
        _slovenia(data / "recommendations" / "slovenia_upr_thematic_lists_cycles_2_4.csv"),
        _goals(data / "taxonomies"),
    )


def _seeds(folder: Path) -> Iterator[Draft]:
    for name, path in zip(_SEEDS, sorted(folder.glob("*.txt")), strict=True):
        yield from _read(name, path, "zh")


def _documents(folder: Path) -> Iterator[Draft]:
    for name, language in _FOLDERS:
        for path in sorted((folder / name).glob("*.txt")):
            yield from _read(path.stem, path, language)


def _read(name: str, path: Path, language: str) -> Iterator[Draft]:
    for one in reading.read_all(path.name, path.read_bytes(), language=language):
        if one.head.language in LANGUAGES:
            yield from _blocks(name, one)


def _blocks(name: str, one: Reading) -> Iterator[Draft]:
    language = one.head.language
    for part in one.parts:
        heading = ""
        for block, text in _joined(part.blocks):
            if block.kind == BlockKind.HEADING:
                heading = text
            else:
                title = " › ".join(some for some in (one.head.title or name, heading) if some)
                yield _draft(f"{name}:{language}:{_digest(text)}", language, text, title)


def _digest(text: str) -> str:
    """Return what stands for a text in judgements, wherever in its document it is read."""
    plain = re.sub(r"\W+", "", text).lower()[:400]
    return blake2b(plain.encode(), digest_size=5).hexdigest()


def _joined(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """Yield each paragraph with the items that hang from it."""
    held: Block | None = None
    said: list[str] = []
    for block in blocks:
        if block.kind == BlockKind.ITEM and held and held.kind != BlockKind.HEADING:
            said.append(f"{block.number} {block.text}")
            continue
        if held:
            yield held, " ".join(said)
        held, said = block, [block.text, *(" ".join(row) for row in block.rows)]
    if held:
        yield held, " ".join(said)


def _reports(path: Path) -> Iterator[Draft]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            key = f"{row['symbol']}:{row['paragraph']}"
            yield _draft(key, "en", row["text"], row["title"], row["symbol"])


def _reviews(path: Path) -> Iterator[Draft]:
    for row in _rows(path):
        yield _draft(
            f"UPR:{row['id']}", "en", row["text"], row["state_under_review"], kind="recommendation"
        )


def _morocco(path: Path) -> Iterator[Draft]:
    for row in _rows(path):
        for language in ("fr", "ar"):
            yield _draft(
                f"MAR:{row['id']}:{language}",
                language,
                row[f"text_{language}"],
                kind="recommendation",
            )


def _slovenia(path: Path) -> Iterator[Draft]:
    for number, row in enumerate(_rows(path), 1):
        yield _draft(f"SVN:{number}", "en", row["text"], "Slovenia", kind="recommendation")


def _goals(folder: Path) -> Iterator[Draft]:
    for kind, column in (("goals", "goal"), ("targets", "target"), ("indicators", "indicator")):
        for row in _rows(folder / f"sdg_{kind}_6_languages.csv"):
            for language in LANGUAGES:
                key = f"SDG:{row[column]}:{language}"
                yield _draft(key, language, row[f"title_{language}"], kind="figure")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _draft(
    key: str, language: str, text: str, title: str = "", symbol: str = "", kind: str = "paragraph"
) -> Draft:
    return Draft(
        source=key,
        key=key,
        kind=kind,
        language=language,
        title=title,
        text=text.strip(),
        address="",
        symbol=symbol,
    )
