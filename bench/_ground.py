"""The ground that benchmarks run on: a home of their own, and a table to print."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

console = Console(width=110)


def fresh_home() -> Path:
    """Set Django up in an empty home with a migrated SQLite database, and return the home."""
    home = Path(tempfile.mkdtemp(prefix="amparo-bench-"))
    os.environ["AMPARO_HOME"] = str(home)
    os.environ.setdefault("AMPARO_SECRET_KEY", "a key for benchmarks only, of no value whatever")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    return home


def timed(function: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def median_ms(function: Callable[[], object], times: int) -> float:
    """Return the median time of a call in milliseconds."""
    return 1_000 * statistics.median(timed(function) for _ in range(times))


def print_table(title: str, columns: list[str], rows: list[list[str]]) -> None:
    """Print a table and the conditions it was measured under."""
    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    console.print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {sys.platform}; "
        "SQLite in WAL mode with synchronous=FULL unless said otherwise.\n"
    )
