"""What somebody holds who takes a disk, a dump or a backup away; and putting a copy back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connections

DATABASES = ("default", "keys", "public", "followers")


def is_sqlite(alias: str = "default") -> bool:
    """Test whether a database is a file."""
    return connections[alias].vendor == "sqlite"


def database_files(alias: str) -> bytes:
    """Return the bytes of an SQLite database as they lie on the disk now, its log included."""
    name = str(connections[alias].settings_dict["NAME"])
    beside = (Path(name + ending) for ending in ("", "-wal", "-shm"))
    return b"\n".join(path.read_bytes() for path in beside if path.is_file())


def write_back(alias: str) -> None:
    """Move what is in the log of an SQLite database into its file."""
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def every_row(alias: str) -> bytes:
    """Return every row of every table, as the database writes it out."""
    connection = connections[alias]
    said: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            said.append(f"\n-- {table}\n".encode())
            said += _copied_out(cursor, table) if not is_sqlite(alias) else _read(cursor, table)
    return b"".join(said)


def dump(alias: str) -> bytes:
    """Return what `pg_dump` writes, or nothing where it is not installed."""
    program = shutil.which("pg_dump") or next(
        map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), reverse=True)), ""
    )
    if not program:
        return b""
    of = connections[alias].settings_dict
    place = ["--host", of["HOST"], "--username", of["USER"], "--dbname", of["NAME"]]
    return subprocess.run([program, *place], check=True, capture_output=True).stdout


def backup(folder: Path, alias: str = "default") -> Path:
    """Make a copy of a database while it is in use, as an operator would; return where it is."""
    made = folder / f"{alias}.copy"
    if is_sqlite(alias):
        made.unlink(missing_ok=True)
        with closing(_opened(alias)) as source, closing(sqlite3.connect(made)) as target:
            source.backup(target)
        return made
    made.mkdir()
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            (made / table).write_bytes(b"".join(_copied_out(cursor, table)))
    return made


def put_back(copy: Path, alias: str = "default") -> None:
    """Make a database what it was when it was copied."""
    if is_sqlite(alias):
        connections[alias].close()
        with closing(sqlite3.connect(copy)) as source, closing(_opened(alias)) as target:
            source.backup(target)
        return
    with connections[alias].cursor() as cursor:
        # Tables come back one by one, and refer to each other.
        cursor.execute("SET session_replication_role = replica")
        tables = sorted(copy.iterdir())
        cursor.execute("TRUNCATE " + ", ".join(f'"{one.name}"' for one in tables))
        for one in tables:
            with cursor.copy(f'COPY "{one.name}" FROM STDIN') as stream:
                stream.write(one.read_bytes())
        cursor.execute("SET session_replication_role = DEFAULT")


def files_kept() -> dict[str, bytes]:
    """Return every file of the file store, by its path: the path may tell, too."""
    folder = Path(storages["files"].location)  # type: ignore[attr-defined]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def empty() -> None:
    """Empty every database and the file store after tests that wrote for good."""
    for alias in DATABASES:
        call_command(
            "flush", database=alias, verbosity=0, interactive=False, inhibit_post_migrate=False
        )
    shutil.rmtree(storages["files"].location, ignore_errors=True)  # type: ignore[attr-defined]


def _opened(alias: str) -> sqlite3.Connection:
    return sqlite3.connect(connections[alias].settings_dict["NAME"])


def _copied_out(cursor: Any, table: str) -> list[bytes]:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return [bytes(one) for one in rows]


def _read(cursor: Any, table: str) -> list[bytes]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return [
        bytes(value) if isinstance(value, bytes) else f"\t{value}".encode()
        for row in cursor.fetchall()
        for value in row
    ]
