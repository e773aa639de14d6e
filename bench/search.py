"""
How fast everything public is found, by size; beside Datasette, PostgreSQL and bare tantivy.

Records are made from real texts of `../shared`, put into the public store and indexed as the indexer
does. Questions of one, two and three words and phrases in six languages are asked with five facets:
in the process, beside the others in one run, and as the whole rendered page by sixteen clients.

    python -m bench.search [--sizes 30000,300000] [--alone] [--seconds 15] [--keep FOLDER]
    python -m bench.search --sizes 3000000 --home FOLDER  # filled once, then asked again
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from bench._ground import console, fresh_home, print_table
from bench._search import asked, bare, datasette, filling, load, postgresql, texts
from bench._search.asked import CLASSES, Asked
from bench._search.load import Load
from bench._search.rows import FACETS

_NEVER_ASKED = 2_500  # questions of each class and language: more than are asked while it is loaded
_ASKED_AGAIN = 400  # questions, of all classes and languages
_KEPT = 1_000  # pages in each process, as the settings have it
_OTHERS_UP_TO = 300_000
_FILLED = "filled.json"  # in a home that stays


@dataclass
class Size:
    """What was measured with so many records."""

    records: int
    stored: float = 0.0  # seconds
    indexed: float = 0.0
    things: int = 0
    index_mb: float = 0.0
    store_mb: float = 0.0
    taken: dict[str, list[tuple[Asked, float]]] = field(default_factory=dict)
    alike: list[Asked] = field(default_factory=list)  # for which bare tantivy finds as many
    built: dict[str, tuple[float, float]] = field(default_factory=dict)
    pages: dict[str, Load] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="30000,300000", help="records, with commas between")
    parser.add_argument("--of-each", type=int, default=60, help="questions of each class")
    parser.add_argument("--seconds", type=int, default=15, help="of load")
    parser.add_argument("--alone", action="store_true", help="without the others beside")
    parser.add_argument(
        "--keep", type=Path, help="a folder in which the environment of Datasette stays"
    )
    parser.add_argument(
        "--home", type=Path, help="a home that stays, with the records of one size in it"
    )
    given = parser.parse_args()
    if given.home and "," in given.sizes:
        parser.error("A home that stays holds the records of one size.")
    home = fresh_home(given.home)
    folder = Path(tempfile.mkdtemp(prefix="amparo-bench-search-"))
    try:
        _prepare()
        sizes = []
        for records in sorted(int(one) for one in given.sizes.split(",")):
            size = _filled(records, home)
            questions = asked.questions(texts.records(records), given.of_each)
            _ask(size, questions, folder, beside=not given.alone and records <= _OTHERS_UP_TO)
            _load(size, questions, home, folder, given)
            _say(size)
            sizes.append(size)
        _say_growth(sizes)
    finally:
        if not given.home:
            shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _prepare() -> None:
    import logging

    from django.core.management import call_command

    logging.disable(logging.CRITICAL)
    call_command("collectstatic", interactive=False, verbosity=0)


def _filled(records: int, home: Path) -> Size:
    """Store and index so many records, or return what that took where they are there already."""
    said = home / _FILLED
    if said.exists():
        size = Size(**json.loads(said.read_text()))
        if size.records == records:
            return size
    size = Size(records)
    _fill(size, home)
    said.write_text(json.dumps(asdict(size)))
    return size


def _fill(size: Size, home: Path) -> None:
    """Store the records and index them, each timed; what was there before is made anew."""
    from django.conf import settings
    from django.db import connections

    from amparo.search import indexing
    from amparo.search.index.reading import reader

    _empty()
    for some in filling.pieces(texts.records(size.records)):
        start = perf_counter()
        filling.store(some)
        size.stored += perf_counter() - start
    start = perf_counter()
    indexing.make_anew()
    size.indexed = perf_counter() - start
    size.things = reader().current().size
    state = settings.SEARCH_INDEX / "generations" / f"{reader().current().number:09d}"
    size.index_mb = sum(one.stat().st_size for one in state.iterdir()) / 1e6
    file = home / "public.sqlite3"
    size.store_mb = file.stat().st_size / 1e6 if file.exists() else 0.0
    connections.close_all()


def _empty() -> None:
    from django.conf import settings

    from amparo.documents.models import Block, Document, Version
    from amparo.recommendations.models import Published, Wording

    for model in (Block, Version, Document, Wording, Published):
        model._default_manager.using(settings.PUBLIC_STORE).all()._raw_delete(settings.PUBLIC_STORE)


def _ask(size: Size, questions: Sequence[Asked], folder: Path, *, beside: bool) -> None:
    """Ask each question in the process, in turns of ours and bare tantivy; then PostgreSQL."""
    ways: dict[str, Callable[[Asked], object]] = {
        "Amparo, whole answer": _whole,
        "Amparo, query and facets": _query_and_facets,
        "the same, all words": _with_all_words,
    }
    plain = bare.Bare(folder / "bare")
    plain.build()
    size.built["bare tantivy"] = (plain.seconds, _mb(folder / "bare"))
    ways["bare tantivy"] = plain.asking()
    size.alike = [one for one in questions if plain.found(one) == _with_all_words(one)[0].total]
    for name, taken in _taken(ways, questions).items():
        size.taken[name] = taken
    if beside:
        found = postgresql.measured(folder, questions)
        taken_there: list[float] = found["taken"]  # type: ignore[assignment]
        size.taken["PostgreSQL"] = list(zip(questions, taken_there, strict=True))
        size.built["PostgreSQL"] = (float(str(found["built"])), int(str(found["index"])) / 1e6)
    shutil.rmtree(folder / "bare")


def _taken(
    ways: Mapping[str, Callable[[Asked], object]], questions: Sequence[Asked]
) -> dict[str, list[tuple[Asked, float]]]:
    """Return how long each question took each way, the better of two rounds taken in turns."""
    best: dict[str, dict[Asked, float]] = {name: {} for name in ways}
    for _round in range(3):
        for one in questions:
            for name, way in ways.items():
                start = perf_counter()
                way(one)
                taken = perf_counter() - start
                best[name][one] = min(taken, best[name].get(one, taken))
    return {name: list(taken.items()) for name, taken in best.items()}


def _whole(one: Asked) -> object:
    from amparo.search.finding import find
    from amparo.search.index.reading import reader
    from amparo.search.questions import Question

    reader().current().counted.clear()  # nothing is remembered from the round before
    return find(Question(one.text, reader=one.language), FACETS)


def _with_all_words(one: Asked) -> tuple[Any, list[int]]:
    """Ask for what has all the words, as the others do: where few have, half would be enough."""
    text = one.text if one.kind == "phrase" else " + ".join(one.words)
    return _query_and_facets(replace(one, text=text))


def _query_and_facets(one: Asked) -> tuple[Any, list[int]]:
    from amparo.search import finding
    from amparo.search.index.reading import reader
    from amparo.search.questions import Question

    generation, question = reader().current(), Question(one.text, reader=one.language)
    generation.counted.clear()
    read = finding._checked(generation, question)
    queries = finding._asked(generation, question, read)
    counts = finding._counts(generation, question, read, queries, FACETS)
    return counts, finding._numbers(generation, question, read, queries)


def _load(
    size: Size, questions: Sequence[Asked], home: Path, folder: Path, given: argparse.Namespace
) -> None:
    """Let sixteen clients ask for whole pages: new questions, the same again, and pages as kept."""
    seconds = given.seconds
    new = asked.questions(texts.records(size.records), _NEVER_ASKED, seed=11)
    again = [load.path_of(one) for one in questions[:_ASKED_AGAIN]]
    with load.served(home) as address:
        warm = asked.questions(texts.records(min(size.records, 30_000)), 20, seed=13)
        load.loaded(address, map(load.path_of, warm), 3, folder)
        size.pages["Amparo, never asked before"] = load.loaded(
            address, map(load.path_of, new), seconds, folder
        )
        load.loaded(address, again, 3, folder)
        size.pages["Amparo, asked again, made again"] = load.loaded(address, again, seconds, folder)
    with load.served(home, pages=_KEPT) as address:
        load.loaded(address, again, 12, folder)  # until either process has made them all
        size.pages["Amparo, asked again, as it was made"] = load.loaded(
            address, again, seconds, folder
        )
    if given.alone or size.records > _OTHERS_UP_TO:
        return
    file = folder / "records.db"
    size.built["Datasette (FTS5)"] = (datasette.fill(file), file.stat().st_size / 1e6)
    program = datasette.environment((given.keep or folder) / "datasette")
    with datasette.served(program, file) as address:
        paths = [datasette.path_of(one, file) for one in questions]
        load.loaded(address, paths, 5, folder)
        size.pages["Datasette"] = load.loaded(address, paths, 2 * seconds, folder)
    file.unlink()


def _say(size: Size) -> None:
    """Print the tables of one size."""
    console.rule(f"{size.records:,} records")
    a_second = size.records / (size.stored + size.indexed)
    console.print(
        f"Stored {size.records / size.stored:,.0f} records a second; entries and index"
        f" {size.records / size.indexed:,.0f}; both together {a_second:,.0f}."
        f" Index {size.index_mb:,.0f} MB, public store {size.store_mb:,.0f} MB."
    )
    for name, (seconds, megabytes) in size.built.items():
        console.print(f"{name}: built in {seconds:,.1f} s, {megabytes:,.0f} MB.")
    for title, keys in (
        ("by class", [(kind, lambda one, kind=kind: one.kind == kind) for kind in CLASSES]),
        (
            "by language",
            [
                (tongue, lambda one, tongue=tongue: one.language == tongue)
                for tongue in texts.SHARES
            ],
        ),
        (
            "of all",
            [
                ("all", lambda one: True),
                (f"{len(size.alike)}, as many found", lambda one: one in size.alike),
            ],
        ),
    ):
        rows = [
            [
                label,
                *(
                    _ms(seconds for one, seconds in taken if is_its(one))
                    for taken in size.taken.values()
                ),
            ]
            for label, is_its in keys
        ]
        print_table(f"Questions with five facets, {title}: p50 (p95), ms", ["", *size.taken], rows)
    rows = [
        [name, f"{one.a_second:,.0f}", f"{one.p50:,.1f}", f"{one.p95:,.1f}", str(one.failed)]
        for name, one in size.pages.items()
    ]
    print_table(
        f"The rendered page, {load.CLIENTS} clients",
        ["", "answers a second", "p50, ms", "p95, ms", "failed"],
        rows,
    )


def _say_growth(sizes: Sequence[Size]) -> None:
    """Print what ten times the records cost."""
    rows = []
    for size in sizes:
        row = [f"{size.records:,}"]
        for name in (
            "Amparo, whole answer",
            "Amparo, query and facets",
            "the same, all words",
            "bare tantivy",
        ):
            row.append(_ms(seconds for _one, seconds in size.taken[name]))
        row += [f"{one.a_second:,.0f}" for name, one in size.pages.items() if "Amparo" in name]
        rows.append(row)
    print_table(
        "By size: p50 (p95), ms, of all questions; pages a second: new, made again, as made",
        ["records", "whole", "query, facets", "all words", "bare", "new", "again", "as made"],
        rows,
    )


def _ms(seconds: Iterable[float]) -> str:
    values = sorted(1_000 * one for one in seconds)
    if not values:
        return "-"
    return f"{statistics.median(values):.2f} ({values[int(0.95 * (len(values) - 1))]:.2f})"


def _mb(folder: Path) -> float:
    return sum(one.stat().st_size for one in folder.iterdir()) / 1e6


if __name__ == "__main__":
    main()
