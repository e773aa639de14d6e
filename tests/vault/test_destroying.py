"""After a key is destroyed its wrapped bytes are in no file of the store."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connections

from amparo.vault import keystore
from amparo.vault.models import WrappedKey

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def files_of_the_store() -> list[Path]:
    file = Path(connections["keys"].settings_dict["NAME"])
    return [
        one
        for one in (file.with_name(file.name + end) for end in ("", "-wal", "-shm"))
        if one.exists()
    ]


def bytes_of_the_store() -> bytes:
    return b"".join(file.read_bytes() for file in files_of_the_store())


def wrapped(holder: UUID) -> bytes:
    return bytes(WrappedKey.objects.get(holder=holder).wrapped)


@pytest.fixture
def sqlite(transactional_db: None) -> None:
    if connections["keys"].vendor != "sqlite":
        pytest.skip(
            "The files of PostgreSQL are not ours to read; what it keeps is said in scrub()."
        )


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_key_is_in_no_file(sqlite: None):
    kept, gone = uuid4(), uuid4()
    for holder in (kept, gone):
        keystore.make_key(holder)
    before = wrapped(gone)
    assert before in bytes_of_the_store()

    keystore.destroy(gone, at=AT)

    after = bytes_of_the_store()
    assert wrapped(kept) in after
    # Not even a part of it.
    assert [part for n in range(0, 56, 8) if (part := before[n : n + 8]) in after] == []


@pytest.mark.django_db(transaction=True)
def test_no_copy_is_left_by_keys_that_came_rotated_and_went(
    sqlite: None, rotated: Callable[[], str]
):
    holders = [uuid4() for _one in range(400)]
    seen = []
    for holder in holders:
        keystore.make_key(holder)
        seen.append(wrapped(holder))
    rotated()
    keystore.rotate(batch=30)
    now = {holder: wrapped(holder) for holder in holders}
    gone = holders[::7]

    for holder in gone:
        keystore.destroy(holder, at=AT)

    after = bytes_of_the_store()
    assert [holder for holder in holders if now[holder] in after] == [
        holder for holder in holders if holder not in gone
    ]
    assert [before for before in seen if before in after] == []


@pytest.mark.django_db(transaction=True)
def test_what_somebody_still_reads_is_cleared_once_they_are_done(
    sqlite: None, caplog: pytest.LogCaptureFixture
):
    gone = uuid4()
    keystore.make_key(gone)
    before = wrapped(gone)
    keys = connections["keys"]
    reader = keys.copy("keys")
    with keys.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=100")  # not worth the usual wait
    with reader.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM vault_wrappedkey")
        cursor.fetchall()

        keystore.destroy(gone, at=AT)

        assert [one.message for one in caplog.records if one.name == keystore.__name__] == [
            "keys.scrub_put_off: the key store's log is in use and was not emptied"
        ]
        cursor.execute("COMMIT")
    reader.close()

    assert keystore.scrub() is True
    assert before not in bytes_of_the_store()
    keys.close()
