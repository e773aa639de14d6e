"""
SQLite's databases, held open for as long as a process lives.

What SQLite keeps beside a database goes with the last that reads it, and must be made again by the
next: on a full disk, or one that may only be read, nobody could read any more.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from django.db import connections

_held: list[sqlite3.Connection] = []


def hold_open() -> None:
    """Open each database of this process that is a file, and keep it open."""
    for connection in connections.all():
        name = connection.settings_dict["NAME"]
        # One that is not there is not made by looking at it.
        if connection.vendor != "sqlite" or not Path(name).is_file():
            continue
        with suppress(sqlite3.Error):  # what cannot be opened now is told by what needs it
            held = sqlite3.connect(name, timeout=1, check_same_thread=False)
            # The first read makes what lies beside it; nothing is locked once it has ended.
            held.execute("SELECT count(*) FROM sqlite_master").fetchall()
            _held.append(held)
