"""Taking a backup while the house goes on working."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pyrage import x25519

from amparo.audit import queries as trail
from amparo.audit.actions import record
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket import checkpoints
from amparo.upkeep import events
from amparo.vault.events import KEYS_BACKED_UP
from amparo.vault.models import File

from . import figures, folder
from .archive import Writer, writing
from .heads import heads
from .manifest import HEAD, KEY, MANIFEST, PARTS, SIGNATURE, Head, Manifest, sign
from .moment import at_one_moment
from .tables import Table, count_rows, parts_of, tables

BY = "keeper of backups"
KEPT = 14
_CHUNK_BYTES = 1024 * 1024
_IN_MEMORY = 1024 * 1024

# Told how much there is to do, gives a function to call with what was done.
Watch = Callable[[int], Callable[[int], None]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken."""

    file: Path
    size: int
    sha256: str
    manifest: Manifest
    removed: Sequence[Path] = ()


@dataclass(slots=True)
class _Files:
    """What became of the files that the copied database names."""

    copied: int = 0
    size: int = 0
    dropped: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def back_up(
    target: Path,
    recipients: Sequence[x25519.Recipient],
    *,
    at: datetime,
    keep: int | None = None,
    watch: Watch = lambda _total: lambda _done: None,
) -> Taken:
    """
    Write the database and its files, as they are now, to a file or into a folder; return what it is.

    In a folder, all but the last `keep` are removed once the new one is whole.

    :raises Refused: if the database is not fit to be copied, or the file is there already.
    """
    _check_made_by_this_program()
    key = checkpoints.signing_key()
    file = folder.place_for(target, at=at)
    with folder.appearing_whole(file) as stream:
        sealed = _Digested(stream)
        with writing(sealed, recipients, at=at.timestamp()) as writer:  # type: ignore[arg-type]
            writer.add(KEY, checkpoints.as_pem(key.public_key()))
            manifest = _write(writer, watch)
            writer.add(MANIFEST, manifest.as_json())
            writer.add(SIGNATURE, sign(manifest.as_json(), key))
    record(
        events.BACKED_UP,
        by=BY,
        bytes=sealed.size,
        acts=manifest.heads["acts"],
        files=manifest.files,
        sha256=sealed.sha256,
    )
    folder.remove_drafts(file.parent)
    removed = folder.keep_last(file.parent, keep) if keep and file.parent == target else []
    return Taken(file, sealed.size, sealed.sha256, manifest, removed)


def keys_backed_up_at() -> datetime | None:
    """Return when the key store was last backed up by the command, as the trail knows."""
    last = trail.last_of(KEYS_BACKED_UP.name)
    return last.at if last else None


def _check_made_by_this_program() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused(_("The database is older than the program. Run `amparo init` first."))


def _write(writer: Writer, watch: Watch) -> Manifest:
    """Write everything but the manifest, and return it."""
    rows: Counter[str] = Counter()
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as listed:
        with at_one_moment() as taken_at:
            copied = tables()
            counts = {one.name: count_rows(one) for one in copied}
            advance = watch(sum(counts.values()) + File.objects.filter(dropped_at=None).count())
            writer.add(HEAD, Head.now(copied, at=taken_at).as_json())
            for one in copied:
                rows[one.name] = _write_table(writer, one, advance)
            _list_files(listed)
            ends, counted = heads(), figures.answered(taken_at)
        # The moment is over; what it names is sealed and never changed, so it can be read now.
        files = _write_files(writer, listed, advance)
    parts, digest = writer.parts.count, writer.parts.sha256
    writer.add_stream(PARTS, writer.parts.size, writer.parts.chunks())
    return Manifest(
        taken_at=taken_at,
        parts=parts,
        parts_sha256=digest,
        rows=dict(rows),
        files=files.copied,
        file_bytes=files.size,
        heads=ends,
        figures=counted,
        dropped_meanwhile=files.dropped,
        lost=files.lost,
    )


def _write_table(writer: Writer, table: Table, advance: Callable[[int], None]) -> int:
    rows = 0
    for number, (count, part) in enumerate(parts_of(table), start=1):
        writer.add(f"tables/{table.name}/{number:06}.jsonl", part)
        advance(count)
        rows += count
    return rows


def _list_files(listed: IO[bytes]) -> None:
    kept = File.objects.filter(dropped_at=None).order_by("pk").values_list("holder", "pk")
    for holder, file in kept.iterator(chunk_size=5_000):
        listed.write(f"{holder}/{file}\n".encode())


def _write_files(writer: Writer, listed: IO[bytes], advance: Callable[[int], None]) -> _Files:
    done = _Files()
    store = storages["files"]
    listed.seek(0)
    for line in listed:
        path = line.decode().rstrip("\n")
        try:
            stream = store.open(path, "rb")
            size = stream.size
        except FileNotFoundError:
            _miss(path, done)
        else:
            with stream:
                writer.add_stream(f"files/{path}", size, stream.chunks(_CHUNK_BYTES))
            done.copied += 1
            done.size += size
        advance(1)
    return done


def _miss(path: str, done: _Files) -> None:
    # Dropped since the moment, as it may be; or else its bytes are gone and nobody dropped it.
    file = path.partition("/")[2]
    is_kept = File.objects.filter(pk=file, dropped_at=None).exists()
    (done.lost if is_kept else done.dropped).append(file)


class _Digested:
    """A file that is written, with its size and digest so far."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        return self._stream.write(data)

    def flush(self) -> None:
        self._stream.flush()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()
