"""
How fast what is confidential is found: ten thousand matters, a hundred thousand acts, sealed accounts.

Accounts are real texts of `../shared` in six languages, sealed as the desk seals them. They are taken
into the memory of a process and asked for by words, beside a program that keeps no index and reads
every act for each question. A page of the desk is asked for before, and while they are taken in.

    python -m bench.inside [--matters 10000] [--of-each 10]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import desk
from bench._desk import filling, people
from bench._ground import fresh_home, print_table, timed
from bench._search import asked, texts
from bench._search.asked import CLASSES, Asked

_AT_ONCE = 500
_FEW = 1_000  # matters
_PAGES = 60  # before; while they are taken in, as many as there is time for
_READ_THROUGH = 3  # questions for which every act is read
_IN_ALL = 2_000  # records, among which there are some in each language


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=10_000)
    parser.add_argument("--of-each", type=int, default=10, help="questions of each class")
    given = parser.parse_args()
    if given.matters <= _FEW:
        parser.error(f"More than {_FEW:,}: so many are taken in at once, with nothing beside.")
    home = fresh_home()
    try:
        desk._prepare()
        filling.fill(given.matters)
        accounts = _tell()
        questions = asked.questions(texts.records(max(accounts, _IN_ALL)), given.of_each)
        _take_in(accounts)
        _ask(questions)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _tell() -> int:
    """Let each person who was heard have said something, sealed; return how many were heard."""
    from django.db import transaction

    from amparo.docket.models import Act

    heard = Act.objects.filter(kind="visit.interviewed").order_by("matter_id", "number")
    rows = list(heard.values_list("matter_id", "matter__key", "number", "on", "pk"))
    said = texts.records(len(rows))
    for _matter, some in groupby(rows, key=itemgetter(0)):
        with transaction.atomic():
            _seal(list(some), said)
    return len(rows)


def _seal(rows: Sequence[tuple[Any, ...]], said: Iterator[texts.Record]) -> None:
    from amparo.docket.entries import Entry
    from amparo.docket.models import Act
    from amparo.docket.sealing import seal_act
    from amparo.visits.procedures.visit import INTERVIEWED

    for _matter, key, number, on, pk in rows:
        entry = Entry(number, "interviewed", on, datetime.now(UTC), {"account": next(said).text})
        Act.objects.filter(pk=pk).update(sealed=seal_act(key, INTERVIEWED, entry))


def _take_in(accounts: int) -> None:
    """Take everything into this process's memory, and print what it took of time and of room."""
    from amparo.docket.models import Act
    from amparo.search.inside.memory import memory

    page = partial(desk._answer, people.browsers()["registrar of all"], desk.PAGES["list"])
    before = [timed(page) for _ in range(_PAGES)]
    held, start, meanwhile = _resident(), perf_counter(), []
    while not memory().progress.is_whole:
        meanwhile.append(timed(page))
    seconds = perf_counter() - start
    acts = Act.objects.count()
    print_table(
        f"Taken in: {acts:,} acts, {accounts:,} accounts of some sixty words",
        ["s", "acts a second", "MB", "a list of the desk before, ms", "meanwhile, ms"],
        [
            [
                f"{seconds:.1f}",
                f"{acts / seconds:,.0f}",
                f"{_resident() - held:.0f}",
                f"{1_000 * statistics.median(before):.0f}",
                f"{1_000 * statistics.median(meanwhile):.0f}",
            ]
        ],
    )


def _ask(questions: Sequence[Asked]) -> None:
    """Ask each question as a registrar of all; some of them by reading every act too."""
    from amparo.access.permissions import Actor, Post, Role
    from amparo.search.inside.finding import find_inside

    registrar = Actor("P-000001", (Post(Role.REGISTRAR),))

    def found(one: Asked) -> object:
        return find_inside(registrar, one.text, {}, at=datetime.now(UTC))

    rows = []
    for kind in CLASSES:
        its = [one for one in questions if one.kind == kind]
        taken = sorted(1_000 * timed(partial(found, one)) for one in its)
        rows.append(
            [kind, f"{statistics.median(taken):.1f}", f"{taken[int(0.95 * len(taken))]:.1f}"]
        )
    through = [
        1_000 * timed(partial(_read_through, one.words)) for one in questions[:_READ_THROUGH]
    ]
    rows.append(["every act read", f"{statistics.median(through):,.0f}", f"{max(through):,.0f}"])
    print_table(f"Questions ({len(questions)} in six languages), ms", ["", "p50", "p95"], rows)


def _read_through(words: Sequence[str]) -> int:
    """Return in how many acts all of these words stand, as they are written."""
    from amparo.docket.models import Matter
    from amparo.docket.queries import sealed_entries_by_matter
    from amparo.docket.sealing import opened
    from amparo.vault import keystore

    sought, found = [one.lower() for one in words], 0
    held = list(Matter.objects.order_by("pk").values_list("pk", "key"))
    for start in range(0, len(held), _AT_ONCE):
        some = dict(held[start : start + _AT_ONCE])
        keys = keystore.keys_of(list(some.values()))
        for pk, entries in sealed_entries_by_matter(some):
            for one in opened(entries, some[pk], keys):
                text = " ".join(map(str, one.fields.values())).lower()
                found += all(word in text for word in sought)
    return found


def _resident() -> float:
    """Return how much memory this process holds, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4_096 / 1e6


if __name__ == "__main__":
    main()
