"""Installations of their own, run by programs as people run them, on the engine of the tests."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.db import connections
from psycopg import sql

from tests.programs import AMPARO, environment_of, furnish

DATABASES = (
    "AMPARO_DATABASE",
    "AMPARO_KEYS_DATABASE",
    "AMPARO_PUBLIC_DATABASE",
    "AMPARO_FOLLOWERS_DATABASE",
)


@dataclass
class Installation:
    """A home and the settings that name its databases, made or not yet."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its programs."""
        return {**environment_of(self.home), **self.settings}

    def amparo(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [*AMPARO, *map(str, arguments)],
            env=self.environment,
            text=True,
            capture_output=True,
            timeout=300,
        )

    def make(self) -> None:
        """Make it as `amparo init` does: on SQLite copied from one that was made before."""
        if self.settings:
            ready = self.amparo("init")
            assert (ready.returncode, ready.stderr) == (0, "")
        else:
            furnish(self.home)

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start one command."""
        return subprocess.Popen(
            [*AMPARO, *map(str, arguments)],
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def script(self, module: str, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start a script of the tests in it."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
            cwd=Path(__file__).resolve().parents[2],
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def rows(self, table: str, columns: str = "*") -> list[tuple[object, ...]]:
        """Return the rows of a table of the inside, past everything of ours."""
        return self._asked(f"SELECT {columns} FROM {table}")

    def has(self, table: str) -> bool:
        """Test whether a table is made."""
        if "AMPARO_DATABASE" in self.settings:
            return self._asked(f"SELECT to_regclass('{table}')") != [(None,)]
        file = self.home / "amparo.sqlite3"
        asked = f"SELECT 1 FROM sqlite_master WHERE name = '{table}'"
        return file.exists() and self._asked(asked) != []

    def _asked(self, question: str) -> list[tuple[object, ...]]:
        if address := self.settings.get("AMPARO_DATABASE"):
            with psycopg.connect(address) as connection:
                return connection.execute(question.encode()).fetchall()
        with closing(sqlite3.connect(self.home / "amparo.sqlite3", timeout=30)) as connection:
            return connection.execute(question).fetchall()


@contextmanager
def installation(home: Path, *, like_the_tests: bool = True) -> Iterator[Installation]:
    """Give the body an empty installation: SQLite in the home, or databases on the tests' server."""
    server = connections["default"].settings_dict
    if not like_the_tests or connections["default"].vendor == "sqlite":
        yield Installation(home)
        return
    names = {variable: f"amparo_{uuid4().hex}" for variable in DATABASES}
    place = f"postgres://{server['USER']}@{quote(server['HOST'], safe='')}"
    with _maintaining() as connection:
        for name in names.values():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield Installation(home, {one: f"{place}/{name}" for one, name in names.items()})
    finally:
        with _maintaining() as connection:
            for name in names.values():
                connection.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                )


@contextmanager
def _maintaining() -> Iterator[psycopg.Connection]:
    of = connections["default"].settings_dict
    # Not the database of the tests, which may be made and removed meanwhile.
    with psycopg.connect(
        host=of["HOST"], user=of["USER"], dbname="template1", autocommit=True
    ) as connection:
        yield connection
