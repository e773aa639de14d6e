"""How a process stands, read for those who watch over it: its disk and its databases."""

from __future__ import annotations

import shutil
from functools import cache

from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def disk_free() -> int:
    """Return how many bytes are left where the home is."""
    home = settings.HOME
    return shutil.disk_usage(home if home.exists() else home.parent).free


def is_behind(alias: str) -> bool:
    """
    Test whether a database lacks a migration that the program has.

    :raises django.db.Error: if it cannot be asked.
    """
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return not _migrations() <= applied.keys()


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    # What a program has on its disk does not change while it runs.
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
