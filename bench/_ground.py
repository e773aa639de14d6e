"""The ground that benchmarks run on: a home of their own, and a table to print."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

console = Console(width=110)


def fresh_home(at: Path | None = None) -> Path:
    """
    Set Django up in a home with its keys and migrated databases, and return the home.

    It is empty, unless it is said where it is and it was there before. SQLite, unless
    `AMPARO_DATABASE` names another: `scripts/with-postgresql` makes one to throw away.
    """
    home = at.resolve() if at else Path(tempfile.mkdtemp(prefix="amparo-bench-"))
    home.mkdir(parents=True, exist_ok=True)
    os.environ["AMPARO_HOME"] = str(home)
    os.environ.setdefault("AMPARO_SECRET_KEY", "a key for benchmarks only, of no value whatever")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()

    from amparo.core.keys import make_keys

    make_keys(settings.KEYS)
    for alias in settings.DATABASES:
        call_command("migrate", database=alias, verbosity=0)
    return home


def timed(function: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def median_ms(function: Callable[[], object], times: int) -> float:
    """Return the median time of a call in milliseconds."""
    return 1_000 * statistics.median(timed(function) for _ in range(times))


@dataclass(frozen=True, slots=True)
class Taken:
    """How long something took, and how much of that the process was computing, in milliseconds."""

    ms: float
    cpu_ms: float


def medians_ms(ways: Mapping[str, Callable[[], object]], times: int) -> dict[str, Taken]:
    """Return the medians of each way, taken in turns: what disturbs one, disturbs all."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(times):
        for name, way in ways.items():
            cpu = time.process_time()
            wall = timed(way)
            taken[name].append((wall, time.process_time() - cpu))
    return {
        name: Taken(*(1_000 * statistics.median(column) for column in zip(*some, strict=True)))
        for name, some in taken.items()
    }


def insert(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Put rows into a table the fastest way that the database has."""
    from django.db import connection

    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["?"] * len(columns))
            # Past Django's cursor, which would read every statement anew.
            cursor.cursor.connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", rows
            )


@contextmanager
def quick_filling() -> Iterator[None]:
    """Let SQLite write without its log while a table is filled; everything else as it always is."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=OFF")
        cursor.execute("PRAGMA cache_size=-400000")
    yield
    # The settings of the house come back with a new connection.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
    connection.close()


def print_table(title: str, columns: list[str], rows: list[list[str]]) -> None:
    """Print a table and the conditions it was measured under."""
    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    console.print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {sys.platform}; {_engine()}.\n"
    )


def _engine() -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        return f"PostgreSQL {connection.pg_version // 10_000} on a socket, as it is set up"
    return "SQLite in WAL mode with synchronous=FULL"
