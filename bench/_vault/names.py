"""Searching a million names by blind index, beside columns of the same names in clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from amparo.vault import blind
from amparo.vault.models import BlindEntry
from bench._ground import console, insert, median_ms, medians_ms, print_table, quick_filling, timed
from bench._names import generator

PLACE = "visit.interviewed.person"
PER_MATTER = 10
_AT_ONCE = 10_000
_INDEX = BlindEntry._meta.indexes[0]
_COLUMNS = ("holder", "place", "form", "digest")
_CLEAR = """
    CREATE TABLE clear_name (
        id {key}, holder {uuid} NOT NULL, name varchar(200) NOT NULL, folded varchar(200) NOT NULL
    )
"""


def measure(names: int) -> None:
    """Fill both tables with so many names, and print what asking and entering cost."""
    _make_clear_table()
    before = _entering()
    seconds = timed(lambda: _fill(names))
    console.print(f"Filled with {names:,} names in {seconds:.0f} s.\n")
    _asking(names)
    _print_entering(names, before, _entering())
    _print_sizes(names)


def _asking(names: int) -> None:
    some = generator(1)
    sample = [some() for _ in range(400)]
    seldom, often = _words_by_frequency(sample)
    asked: list[tuple[str, str, list[str]]] = [
        ("as written", blind.EXACT, sample[:50]),
        ("folded", blind.FOLDED, [blind.folded(one).upper() for one in sample[:50]]),
        ("folded, of nobody", blind.FOLDED, [f"{one} Nadie" for one in sample[:50]]),
        ("by a seldom word", blind.WORD, seldom),
        ("by a frequent word", blind.WORD, often),
        ("by two words", blind.WORD, [" ".join(one.split()[:2]) for one in sample if " " in one]),
    ]
    print_table(
        f"One question to {names:,} names of {names // PER_MATTER:,} matters (median of 50)",
        ["question", "found", "blind index, ms", "clear, indexed, ms", "ratio", "clear, LIKE, ms"],
        [_row(title, form, texts[:50]) for title, form, texts in asked],
    )


def _row(title: str, form: str, texts: list[str]) -> list[str]:
    ours, theirs = iter(texts), iter(texts)
    found = sum(len(_found(form, text)) for text in texts) / len(texts)
    ways: dict[str, Callable[[], object]] = {"blind": lambda: _found(form, next(ours))}
    if form != blind.WORD:
        ways["indexed"] = lambda: _found_in_clear(form, next(theirs))
    taken = medians_ms(ways, len(texts))
    scanned = iter(texts[:3])
    scan = median_ms(lambda: _scanned(next(scanned)), len(texts[:3]))
    indexed = taken.get("indexed")
    return [
        title,
        f"{found:,.1f}",
        f"{taken['blind'].ms:.2f}",
        f"{indexed.ms:.2f}" if indexed else "cannot",
        f"{taken['blind'].ms / indexed.ms:.1f}" if indexed else "",
        f"{scan:,.0f}",
    ]


def _found(form: str, text: str) -> list[UUID]:
    return list(blind.holders_of(text, form).values_list("holder", flat=True))


def _found_in_clear(form: str, text: str) -> list[Any]:
    if form == blind.EXACT:
        return _select("name = %s", [blind.exact(text)])
    return _select("folded = %s", [blind.folded(text)])


def _scanned(text: str) -> list[Any]:
    """Look for every word anywhere in the folded name, as whoever has no index of words does."""
    words = blind.words(text)
    return _select(" AND ".join(["folded LIKE %s"] * len(words)), [f"%{one}%" for one in words])


def _select(where: str, values: list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT holder FROM clear_name WHERE {where}", values)
        return cursor.fetchall()


def _words_by_frequency(names: list[str]) -> tuple[list[str], list[str]]:
    """Return fifty words of these names that are seldom found, and fifty that often are."""
    words = {word for name in names for word in blind.words(name)}
    digests = {blind.digest_of(blind.WORD, word): word for word in words}
    count = {
        digest: BlindEntry.objects.filter(form=blind.WORD, digest=digest).count()
        for digest in digests
    }
    ordered = [digests[one] for one in sorted(count, key=lambda one: (count[one], one))]
    return ordered[:50], ordered[-50:]


def _entering() -> dict[str, float]:
    """Return what entering one name costs, blind and in clear, in a transaction of its own."""
    some = generator(2)

    def clear() -> None:
        name = some()
        insert(
            "clear_name", ("holder", "name", "folded"), [(_key(uuid4()), name, blind.folded(name))]
        )

    taken = medians_ms(
        {
            "blind": transaction.atomic(lambda: blind.enter(uuid4(), PLACE, [some()])),
            "clear": transaction.atomic(clear),
        },
        100,
    )
    return {name: one.ms for name, one in taken.items()}


def _print_entering(names: int, before: dict[str, float], after: dict[str, float]) -> None:
    print_table(
        "Entering one name (median of 100)",
        ["names there already", "blind index, ms", "clear, indexed, ms", "ratio"],
        [
            [
                f"{there:,}",
                f"{ms['blind']:.2f}",
                f"{ms['clear']:.2f}",
                f"{ms['blind'] / ms['clear']:.1f}",
            ]
            for there, ms in ((0, before), (names, after))
        ],
    )


def _print_sizes(names: int) -> None:
    blind_rows = BlindEntry.objects.count()
    sizes = {table: _size(table) for table in ("vault_blindentry", "clear_name")}
    print_table(
        f"Room on the disk, with indexes ({blind_rows / names:.1f} digests a name)",
        ["table", "MB", "bytes a name"],
        [[table, f"{size / 1e6:,.0f}", f"{size / names:,.0f}"] for table, size in sizes.items()],
    )


def _size(table: str) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN"
                " (SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        return int(cursor.fetchone()[0] or 0)


def _make_clear_table() -> None:
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            _CLEAR.format(
                key="bigserial PRIMARY KEY" if postgresql else "integer PRIMARY KEY AUTOINCREMENT",
                uuid="uuid" if postgresql else "char(32)",
            )
        )
    _index_clear_table()


def _index_clear_table() -> None:
    with connection.cursor() as cursor:
        for column in ("name", "folded"):
            cursor.execute(f"CREATE INDEX clear_by_{column} ON clear_name ({column})")


def _fill(names: int) -> None:
    """Enter names as `blind.enter` does, but all at once, with their index made afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX clear_by_name")
        cursor.execute("DROP INDEX clear_by_folded")
    with connection.schema_editor() as editor:
        editor.remove_index(BlindEntry, _INDEX)
    with quick_filling(), transaction.atomic():
        some = generator(1)
        # In the order of the holders: the table's own index then grows at its end.
        holders = sorted(uuid4() for _ in range(names // PER_MATTER))
        named = ((holder, some()) for holder in holders for _ in range(PER_MATTER))
        while batch := list(islice(named, _AT_ONCE)):
            insert("vault_blindentry", _COLUMNS, _digested(batch))
            insert(
                "clear_name",
                ("holder", "name", "folded"),
                [(_key(holder), name, blind.folded(name)) for holder, name in batch],
            )
    with connection.schema_editor() as editor:
        editor.add_index(BlindEntry, _INDEX)
    _index_clear_table()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE vault_blindentry, clear_name")


def _digested(batch: list[tuple[UUID, str]]) -> Iterator[tuple[Any, ...]]:
    if _digests(batch[0][1]) != blind.digests(PLACE, batch[0][1]):
        raise RuntimeError("The table is not filled with what `blind.enter` would enter.")
    yield from sorted(
        {
            (_key(holder), PLACE, form, digest)
            for holder, name in batch
            for form, digest in _digests(name)
        }
    )


def _digests(name: str) -> list[tuple[str, str]]:
    """Return what `blind.digests` does; a word met before is not digested again."""
    words = blind.folded(name).split()
    return [
        (blind.EXACT, blind._digest(blind.EXACT, blind.exact(name))),
        (blind.FOLDED, blind._digest(blind.FOLDED, " ".join(words))),
        *((blind.WORD, _word_digest(one)) for one in sorted(set(words))),
    ]


@lru_cache(1_000_000)
def _word_digest(word: str) -> str:
    return blind._digest(blind.WORD, word)


def _key(holder: UUID) -> str:
    return str(holder) if connection.vendor == "postgresql" else holder.hex
