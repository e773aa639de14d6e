from __future__ import annotations

import io
import logging
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import IntegrityError, connections, transaction
from pytest_django import Settings

from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible, Refused
from amparo.vault import keystore
from amparo.vault.envelope import Unreadable
from amparo.vault.files import store
from amparo.vault.keystore import KeyDestroyed
from amparo.vault.models import File

from . import made
from .made import SECRET

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = b"Distinctive-content-5519 of a letter.\n"
# The client of the store is not ours, nor is what it leaves to the collector of garbage.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning:botocore"),
]


def keep(holder: UUID, name: str = "letter.txt", content: bytes = TEXT, **more: object) -> File:
    return store.keep(holder, name, content, **{"by": "amina-1", "at": NOW, **more})


def everything(files: Storage, folder: str = "") -> dict[str, bytes]:
    """Return what lies in the file store: every path with its bytes."""
    folders, names = files.listdir(folder)
    found = {}
    for name in names:
        path = f"{folder}/{name}".lstrip("/")
        with files.open(path) as stream:
            found[path] = stream.read()
    for one in folders:
        found |= everything(files, f"{folder}/{one}".lstrip("/"))
    return found


def test_a_file_is_kept_and_opens_again(files: Storage, holder: UUID):
    content = made.jpeg()

    file = keep(holder, "../Photo of the yard.JPG", content, level=Confidentiality.PERSONAL)

    again = File.objects.get()
    clear = b"".join(store.open_file(again))
    assert made.drawing().size == (120, 80)
    assert clear.startswith(b"\xff\xd8\xff")
    assert (again.name, again.media_type, again.size) == (
        "Photo of the yard.jpg",
        "image/jpeg",
        len(clear),
    )
    assert (again.level, again.stripped, again.scanned) == ("personal", True, "not_scanned")
    assert (again.added_by, again.added_at, again.dropped_at) == ("amina-1", NOW, None)
    stored = everything(files)
    assert {path: len(blob) for path, blob in stored.items()} == {
        f"{holder}/{file.id}": again.stored_size
    }


def test_a_large_file_opens_chunk_by_chunk(files: Storage, holder: UUID):
    content = b"A line of a long report.\n" * 120_000

    file = keep(holder, content=content)

    chunks = list(store.open_file(file))
    assert b"".join(chunks) == content
    assert max(len(one) for one in chunks) == 256 * 1024


def test_what_is_refused_leaves_nothing(files: Storage, holder: UUID, settings: Settings):
    settings.FILE_LIMIT_MB = 1
    assert keep(holder, content=b"x" * 1024 * 1024).size == 1024 * 1024
    before = everything(files)

    for name, content in [("a.txt", b"x" * 1024 * 1024 + b"x"), ("a.pdf", b"x"), ("a.txt", b"")]:
        with pytest.raises(Refused):
            keep(holder, name, content)

    assert everything(files) == before
    assert File.objects.count() == 1


def test_a_row_that_cannot_be_written_takes_its_bytes_with_it(files: Storage, holder: UUID):
    keep(holder)
    before = everything(files)

    with pytest.raises(IntegrityError):
        keep(holder, level=mock.Mock(value="unheard of"))

    assert everything(files) == before


@pytest.mark.parametrize(
    "change",
    [
        {"level": "unheard of"},
        {"scanned": "perhaps"},
        {"stored_size": 1},
        {"dropped_at": NOW - timedelta(days=1)},
    ],
)
def test_the_database_keeps_what_a_row_promises(
    disk: Path, holder: UUID, change: dict[str, object]
):
    file = keep(holder)

    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(**change)


def damaged(files: Storage, file: File, blob: bytes) -> None:
    """Put other bytes where a file's are."""
    files.delete(file.path)
    assert files.save(file.path, ContentFile(blob)) == file.path


def test_bytes_that_were_changed_cut_or_moved_are_noticed(files: Storage, holder: UUID):
    file, other = keep(holder), keep(holder, content=b"Another letter.")
    foreign = keep(uuid4())
    stored = everything(files)
    own = stored[file.path]
    assert b"".join(store.open_file(file)) == TEXT

    for blob in (
        own[:-1] + bytes([own[-1] ^ 1]),
        own[:-1],
        own + b"x",
        stored[other.path],
        stored[foreign.path],
    ):
        damaged(files, file, blob)
        with pytest.raises(Unreadable):
            next(store.open_file(file))


def test_bytes_that_are_gone_are_noticed(files: Storage, holder: UUID):
    file = keep(holder)

    files.delete(file.path)

    with pytest.raises(Unreadable):
        next(store.open_file(file))


def test_dropped_files_are_gone_and_their_rows_say_when(
    files: Storage, holder: UUID, django_capture_on_commit_callbacks
):
    file, other = keep(holder), keep(uuid4())
    keep(holder)

    with django_capture_on_commit_callbacks(execute=True):
        assert store.drop(holder, at=NOW + timedelta(days=1)) == 2

    assert [*everything(files)] == [other.path]
    assert files.listdir("")[0] == [str(other.holder)]
    file.refresh_from_db()
    assert file.dropped_at == NOW + timedelta(days=1)
    assert list(store.files_of(holder)) == []
    with pytest.raises(NotVisible):
        store.open_file(file)
    assert b"".join(store.open_file(other)) == TEXT


def test_files_of_a_destroyed_key_are_unreadable_before_they_are_dropped(
    files: Storage, holder: UUID
):
    file = keep(holder)

    keystore.destroy(holder, at=NOW)

    again = File.objects.get()
    with pytest.raises(KeyDestroyed):
        store.open_file(again)
    with pytest.raises(KeyDestroyed):
        _ = again.name
    with pytest.raises(KeyDestroyed):
        keep(holder)
    assert [*everything(files)] == [file.path]


def test_sweeping_removes_what_no_row_names_once_it_is_a_day_old(files: Storage, holder: UUID):
    file = keep(holder)
    orphan, stray = f"{holder}/{uuid4()}", f"{uuid4()}/{uuid4()}"
    for path in (orphan, stray, "not-ours/a"):
        files.save(path, ContentFile(b"left behind"))
    now = datetime.now(UTC)

    assert store.sweep(now=now + timedelta(hours=23)) == 0
    assert store.sweep(now=now + timedelta(hours=25)) == 3

    assert [*everything(files)] == [file.path]
    assert store.sweep(now=now + timedelta(hours=25)) == 0


def test_sweeping_ends_what_a_drop_could_not(files: Storage, holder: UUID):
    keep(holder)
    File.objects.update(dropped_at=NOW)

    assert store.sweep(now=datetime.now(UTC) + timedelta(days=2)) == 1

    assert everything(files) == {}


def test_sweeping_an_empty_store_removes_nothing(files: Storage):
    assert store.sweep(now=NOW) == 0


def test_on_a_disk_only_the_owner_may_look(disk: Path, holder: UUID):
    before = os.umask(0)
    try:
        file = keep(holder)
    finally:
        os.umask(before)

    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (disk, *disk.rglob("*"))}
    assert modes == {disk: 0o700, disk / str(holder): 0o700, disk / file.path: 0o600}


def test_a_path_that_is_taken_is_never_written_over(files: Storage, holder: UUID):
    taken = uuid4()
    files.save(f"{holder}/{taken}", ContentFile(b"another's"))

    with (
        mock.patch.object(File._meta.get_field("id"), "_get_default", return_value=taken),
        pytest.raises(FileExistsError),
    ):
        keep(holder)

    assert everything(files) == {f"{holder}/{taken}": b"another's"}
    assert File.objects.count() == 0


def forms_of(text: str) -> Iterator[bytes]:
    yield text.encode()
    yield text.encode("utf-16-le")
    yield text.encode().hex().encode()
    yield text[::-1].encode()


def test_no_secret_of_a_file_lies_in_clear_anywhere(
    disk: Path, holder: UUID, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    name = "Maharani-Ostrogradska-8842"
    with caplog.at_level(logging.DEBUG):
        keep(holder, f"{name}.txt", TEXT)
        for kept, make in made.EACH.items():
            keep(holder, f"{name}-{kept}", make())
            with pytest.raises(Refused):
                keep(holder, f"{name}.exe", make())
    assert File.objects.count() == 1 + len(made.EACH)
    assert File.objects.order_by("size").first().name.startswith(name)

    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    rows = b"".join(rows_of(alias) for alias in ("default", "keys"))
    assert len(stored) > 10_000
    assert str(holder).replace("-", "").encode() in rows.replace(b"-", b"")
    for secret in (name, SECRET, "Distinctive-content-5519", made.SHOWN):
        for form in forms_of(secret):
            assert form not in stored
            assert form not in rows
            assert form not in caplog.text.encode()


def rows_of(alias: str) -> bytes:
    """Return every value of every table of ours, as bytes."""
    found = io.BytesIO()
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = isinstance(value, bytes | memoryview)
                    found.write(bytes(value) if raw else str(value).encode())
    return found.getvalue()
