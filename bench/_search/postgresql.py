"""
PostgreSQL full text with the same analysis: words in a GIN index, ranked, counted by five groups.

    scripts/with-postgresql python -m bench._search.postgresql FOLDER
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from .asked import Asked
from .rows import FACETS, plain, stems_of

_ROWS, _ASKED, _ANSWER = "rows.jsonl", "asked.json", "answer.json"
_COUNTS = " UNION ALL ".join(
    f"(SELECT '{name}', {name}, count(*) FROM found GROUP BY 2)" for name in FACETS
)
_QUESTION = f"""
WITH asked AS (SELECT %s::tsquery AS words),
found AS MATERIALIZED (
    SELECT number, {", ".join(FACETS)}, ts_rank(entry.words, asked.words) AS rank
    FROM entry, asked WHERE entry.words @@ asked.words
),
top AS (SELECT number, rank FROM found ORDER BY rank DESC, number LIMIT 20)
(SELECT 'top', number::text, 0 FROM top) UNION ALL {_COUNTS}
"""


def measured(folder: Path, asked: Iterable[Asked]) -> dict[str, object]:
    """Measure in a server of its own; return how long it took to build, its size, each question."""
    with (folder / _ROWS).open("w", encoding="utf-8") as file:
        for one in plain():
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    (folder / _ASKED).write_text(json.dumps([_as_query(one) for one in asked]), encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [root / "scripts" / "with-postgresql", sys.executable, "-m", __spec__.name, folder],
        cwd=root,
        check=True,
    )
    (folder / _ROWS).unlink()
    found: dict[str, object] = json.loads((folder / _ANSWER).read_text())
    return found


def _as_query(one: Asked) -> str:
    its = stems_of(one.words)
    if one.kind == "phrase":
        its = [tuple(stem for sequence in its for stem in sequence)]
    return " & ".join(f"({' <-> '.join(map(_quoted, sequence))})" for sequence in its)


def _quoted(stem: str) -> str:
    escaped = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def main(folder: Path) -> None:
    """Fill a table, ask, and write down how long it all took."""
    import psycopg
    from dj_database_url import parse

    known = parse(os.environ["AMPARO_DATABASE"])
    with psycopg.connect(
        host=known["HOST"], user=known["USER"], dbname=known["NAME"], autocommit=True
    ) as connection:
        columns = ", ".join(f"{name} text" for name in FACETS)
        connection.execute(
            f"CREATE TABLE entry (number bigint PRIMARY KEY, body_text text, {columns}, words tsvector)"
        )
        start = perf_counter()
        with (
            (folder / _ROWS).open(encoding="utf-8") as file,
            connection.cursor().copy(
                f"COPY entry (number, body_text, {', '.join(FACETS)}, words) FROM STDIN"
            ) as copy,
        ):
            for line in file:
                number, _title, text, stems, *values = json.loads(line)
                words = " ".join(
                    f"{_quoted(stem)}:{min(place, 16_383)}"
                    for place, stem in enumerate(stems.split(), start=1)
                )
                copy.write_row((number, text, *values, words))
        connection.execute("CREATE INDEX entry_words ON entry USING gin (words)")
        connection.execute("VACUUM ANALYZE entry")
        built = perf_counter() - start
        row = connection.execute(
            "SELECT pg_relation_size('entry_words'), pg_total_relation_size('entry')"
        ).fetchone()
        assert row is not None
        taken = []
        for _round in range(2):
            taken = []
            for query in json.loads((folder / _ASKED).read_text(encoding="utf-8")):
                start = perf_counter()
                connection.execute(_QUESTION, [query]).fetchall()
                taken.append(perf_counter() - start)
    (folder / _ANSWER).write_text(
        json.dumps({"built": built, "index": row[0], "size": row[1], "taken": taken})
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
