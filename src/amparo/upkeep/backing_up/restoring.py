"""Bringing a backup back into an installation that holds nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection, connections, transaction
from pyrage import x25519

from amparo.core.errors import Refused
from amparo.core.migrating import Executor, make_tables
from amparo.core.words import gettext_noop as _
from amparo.docket import checkpoints

from .archive import Streamed
from .manifest import Head
from .opening import Read, Receiver, read
from .tables import DATABASE, Table, check_fit, clear, fill, go_on_numbering, holding_data

_CACHE_KIB = 200_000
_CHUNK_BYTES = 1024 * 1024
_HELD_BYTES = 8 * 1024 * 1024  # of a sealed file; a larger one waits, sealed, in a temporary file


def restore(
    file: Path,
    identities: Sequence[x25519.Identity],
    progress: Callable[[int], None] = lambda _bytes: None,
) -> Read:
    """
    Bring a backup back, all of it or nothing; return what it says of itself.

    The file is read twice: once to prove it whole, before anything is made here, and once to
    restore it. Rows appear all at once, when the last one and every file are there.

    :raises Refused: if there is anything here, or the backup is not whole.
    """
    check_is_empty()
    proved = read(file, identities, Receiver(), progress)
    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_tables(proved.head)
    with SpooledTemporaryFile(max_size=_CHUNK_BYTES) as saved:
        bringing = _BringingBack(proved.head, saved)
        try:
            with _all_at_once():
                clear(bringing.tables)
                found = read(file, identities, bringing, progress)
                bringing.finish()
        except BaseException:
            bringing.undo()
            raise
    # What the program has learned since the backup was taken, the database learns now.
    for alias in (DATABASE, *_without_tables()):
        make_tables(alias)
    checkpoints.keep_earlier_key(found.key)
    return found


def check_is_empty() -> None:
    """Raise unless the database holds nothing. :raises Refused: naming a table that does."""
    if held := _held():
        raise Refused(
            _(
                "The database holds data already (in {table}); a restoration writes over nothing."
                " Name an empty database, or a new home: --into FOLDER"
            ),
            table=held[0],
        )


def _held() -> list[str]:
    # Asked of a file that is not there, SQLite would make one.
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return []
    return holding_data()


def _make_tables(head: Head) -> None:
    """
    Make the tables as they were when the backup was taken, for rows as they were.

    :raises Refused: if the database has tables of a later program, where such rows have no place.
    """
    executor = Executor(connection)
    wanted, there = set(head.migrations), set(executor.loader.applied_migrations)
    if there - wanted:
        raise Refused(
            _(
                "The database is empty, but its tables are newer than the backup: name one without"
                " tables, or a new home: --into FOLDER"
            )
        )
    nodes = executor.loader.graph.node_map
    last = [one for one in wanted if not wanted & {child.key for child in nodes[one].children}]
    executor.migrate(sorted(set(last) - there))
    check_fit(head.tables)


def _without_tables() -> list[str]:
    """Return the other databases that were never used; those in use are left as they are."""
    others = [one for one in settings.DATABASES if one != DATABASE]
    return [one for one in others if not connections[one].introspection.table_names()]


@contextmanager
def _all_at_once() -> Iterator[None]:
    """Let what the body stores appear when it has ended, and not at all if it is cut short."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    with transaction.atomic(durable=True):
        yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()


class _BringingBack(Receiver):
    """Receives a backup into the empty database and the file store."""

    def __init__(self, head: Head, saved: IO[bytes]) -> None:
        self.tables: dict[str, Table] = {one.name: one for one in head.tables}
        self._saved = saved

    def rows(self, table: str, part: bytes) -> None:
        """Store some rows."""
        if table not in self.tables:
            raise Refused(_("There is no place here for the table {table}."), table=table)
        fill(self.tables[table], part)

    def file(self, path: str, size: int, chunks: Iterator[bytes]) -> None:
        """Save a sealed file, unless the very same is there."""
        if storages["files"].exists(path):
            with SpooledTemporaryFile(max_size=_HELD_BYTES) as held:
                for some in chunks:
                    held.write(some)
                if not _is_there(path, held):
                    storages["files"].delete(path)
                    held.seek(0)
                    self._save(path, iter(lambda: held.read(_CHUNK_BYTES), b""))
        else:
            self._save(path, chunks)

    def _save(self, path: str, chunks: Iterator[bytes]) -> None:
        store = storages["files"]
        self._saved.write(f"{path}\n".encode())
        saved = store.save(path, Streamed(chunks))  # type: ignore[arg-type]  # it reads like a file
        if saved != path:
            store.delete(saved)
            raise FileExistsError(path)

    def finish(self) -> None:
        """Do what comes after the last row."""
        for one in self.tables.values():
            go_on_numbering(one)

    def undo(self) -> None:
        """Remove the files that were saved; the rows were never there."""
        self._saved.seek(0)
        for line in self._saved:
            storages["files"].delete(line.decode().rstrip("\n"))


def _is_there(path: str, wanted: IO[bytes]) -> bool:
    """
    Test whether a file is there, and whole; half of it is what a restoration left that was killed.

    :raises Refused: if it is another one.
    """
    wanted.seek(0)
    with storages["files"].open(path, "rb") as stream:
        for some in stream.chunks(_CHUNK_BYTES):
            if wanted.read(len(some)) != some:
                raise Refused(
                    _(
                        "The file store holds another file under the name {path}; nothing is"
                        " written over."
                    ),
                    path=path,
                )
    return not wanted.read(1)
