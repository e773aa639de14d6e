"""
How right the order of results is: questions in six languages, answers judged by reading them.

The texts are those of the data sources, written into a store and an index of their own as the
indexer does, and asked for through `finding.find`. Beside it, the same index asked for words as they
are written, folded but not stemmed: all of them, and any of them. Some questions were there when
terms and rules were made, with others rules were chosen; the last were held out, and are shown apart.

    python -m bench.relevance [--write] [--questions]
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import mean

from bench._ground import console, fresh_home, print_table

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
JUDGED = ROOT / "tests" / "search" / "judged"
PAGE = ROOT / "docs" / "reference" / "relevance.md"
LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "ar": "Arabic",
    "zh": "Chinese",
}
SETS = {"tuned_on": "tuned on", "chosen_on": "chosen on", "held_out": "held out"}
_FIRST = 10  # results that count
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the grades of its answers: 3 answers it, 0 has nothing to do with it."""

    name: str
    language: str
    text: str
    grades: Mapping[str, int]


Way = Callable[[Asked], Sequence[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--write", action="store_true", help="write the tables of the reference page"
    )
    parser.add_argument("--questions", action="store_true", help="print every question as well")
    chosen = parser.parse_args()
    if not SHARED.is_dir():
        console.print("The texts that were judged are not here.")
        return
    home = fresh_home()
    try:
        _measure(chosen)
    finally:
        shutil.rmtree(home)


def _measure(chosen: argparse.Namespace) -> None:
    languages = _filled()
    for name, called in SETS.items():
        rows = _measured(judged(JUDGED / name), called, languages, chosen.questions)
        if chosen.write:
            _write(called, ["Language", "Questions", *WAYS], rows)


def _measured(
    asked: Sequence[Asked], called: str, languages: Mapping[str, str], each: bool
) -> list[list[str]]:
    """Print how near each way is to the best order for some questions, and return the table."""
    found = {name: {one.name: way(one) for one in asked} for name, way in WAYS.items()}
    scores = {
        name: {one.name: ndcg(one, its[one.name], languages) for one in asked}
        for name, its in found.items()
    }
    rows = _rows(asked, scores)
    print_table(f"nDCG@{_FIRST}, {called}", ["language", "questions", *WAYS], rows)
    unjudged = sum(key not in one.grades for one in asked for key in found["Amparo"][one.name])
    gone = sum(key not in languages for one in asked for key in one.grades)
    console.print(
        f"{unjudged} results of Amparo were not judged; {gone} judged texts are not here.\n"
    )
    if each:
        table = [
            [one.name, one.text, *(f"{its[one.name]:.2f}" for its in scores.values())]
            for one in asked
        ]
        print_table(f"Each question, {called}", ["", "question", *WAYS], table)
    return rows


def judged(folder: Path) -> list[Asked]:
    """Return the questions of a folder with their judgements."""
    with (folder / "judgements.csv").open(encoding="utf-8", newline="") as file:
        grades = {
            name: {row["text"]: int(row["grade"]) for row in rows}
            for name, rows in groupby(csv.DictReader(file), key=itemgetter("question"))
        }
    with (folder / "questions.csv").open(encoding="utf-8", newline="") as file:
        return [
            Asked(row["id"], row["language"], row["question"], grades[row["id"]])
            for row in csv.DictReader(file)
        ]


def ndcg(asked: Asked, keys: Sequence[str], languages: Mapping[str, str]) -> float:
    """
    Return how near an order of results is to the best possible, between 0 and 1.

    What was not judged counts as no answer. An answer in another language than the question's is
    worth one grade less: it is one, but not to everybody.
    """

    def worth(key: str) -> int:
        grade = asked.grades.get(key, 0)
        return grade if languages.get(key) == asked.language else max(0, grade - 1)

    best = sorted((worth(key) for key in asked.grades), reverse=True)
    return _gain([worth(key) for key in keys]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:_FIRST]))


def _filled() -> dict[str, str]:
    """Write all texts into store and index; return the language of each by its key."""
    from amparo.search import storing
    from amparo.search.index import reading
    from amparo.search.index.documents import about, document
    from amparo.search.index.writing import writing
    from bench._relevance import texts

    drafts = list(texts(SHARED))
    for start in range(0, len(drafts), _AT_ONCE):
        storing.write(drafts[start : start + _AT_ONCE])
    with writing(reading.folder(), anew=True) as writer:
        writer.add(document(about(one.number, [one])) for one in drafts)
        writer.commit()
    return {one.key: one.language for one in drafts}


def _found(asked: Asked) -> list[str]:
    from amparo.search.finding import find
    from amparo.search.questions import Question

    found = find(Question(text=asked.text, reader=asked.language, size=_FIRST), ())
    return [hit.key for hit in found.hits]


def _any_word(asked: Asked) -> list[str]:
    from tantivy import Occur

    return _unstemmed(asked, Occur.Should)


def _all_words(asked: Asked) -> list[str]:
    from tantivy import Occur

    return _unstemmed(asked, Occur.Must)


def _unstemmed(asked: Asked, occur: object) -> list[str]:
    from tantivy import Query

    from amparo.search import analysis, rows
    from amparo.search.index import reading, schema

    words = analysis.asked_words(asked.text)
    terms = [Query.term_query(schema.schema(), schema.SURFACES, word) for word in words]
    generation = reading.reader().current()
    query = Query.boolean_query([(occur, term) for term in terms])
    numbers = generation.numbers(generation.searcher.search(query, _FIRST, count=False).hits)
    shown = rows.shown(numbers, asked.language)
    return [shown[number].key for number in numbers]


WAYS: dict[str, Way] = {
    "Amparo": _found,
    "unstemmed, any word": _any_word,
    "unstemmed, all words": _all_words,
}


def _rows(asked: Sequence[Asked], scores: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    rows = []
    means: dict[str, list[float]] = {name: [] for name in scores}
    for language, called in LANGUAGES.items():
        its = [one.name for one in asked if one.language == language]
        of_language = {name: mean(some[one] for one in its) for name, some in scores.items()}
        for name, value in of_language.items():
            means[name].append(value)
        rows.append([called, str(len(its)), *(f"{value:.3f}" for value in of_language.values())])
    overall = [f"{mean(values):.3f}" for values in means.values()]
    return [*rows, ["Mean of languages", str(len(asked)), *overall]]


def _write(called: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    page = PAGE.read_text(encoding="utf-8")
    marked = f"<!-- {called} -->\n{table}\n<!-- end -->"
    written = re.sub(f"<!-- {called} -->.*?<!-- end -->", lambda _: marked, page, flags=re.DOTALL)
    PAGE.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
