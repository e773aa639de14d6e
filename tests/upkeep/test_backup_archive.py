"""The file of a backup: opened by its key only, whole or refused; bounded in memory."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from amparo.core.errors import Refused
from amparo.docket.checkpoints import as_pem
from amparo.upkeep.backing_up import archive
from amparo.upkeep.backing_up.archive import Broken, NoArchive, NotForThisKey, reading, writing
from amparo.upkeep.backing_up.manifest import (
    HEAD,
    KEY,
    MANIFEST,
    PARTS,
    SIGNATURE,
    Head,
    Manifest,
    sign,
)
from amparo.upkeep.backing_up.opening import Read, Receiver, read
from tests.people import LONG_AGO

IDENTITY, ANOTHER = x25519.Identity.generate(), x25519.Identity.generate()
SIGNING = Ed25519PrivateKey.generate()
MIB = 1024 * 1024
FILE = "files/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222"


def written(*parts: tuple[str, bytes], to: IO[bytes] | None = None) -> bytes:
    """Return an archive of these parts."""
    file = to or io.BytesIO()
    with writing(file, [IDENTITY.to_public()], at=0) as writer:
        for name, content in parts:
            writer.add_stream(name, len(content), [content])
    return file.getvalue() if isinstance(file, io.BytesIO) else b""


def parts_of(file: bytes | IO[bytes], identity: x25519.Identity = IDENTITY) -> dict[str, bytes]:
    """Return the parts that an archive holds."""
    stream = io.BytesIO(file) if isinstance(file, bytes) else file
    with reading(stream, [identity], lambda _read: None) as parts:
        return {one.name: b"".join(one.chunks()) for one in parts}


# The stream.


def test_what_was_written_is_read():
    parts = {"a": b"", "b/c": b"x", "d": bytes(range(256)) * 5_000}

    assert parts_of(written(*parts.items())) == parts


def test_rows_are_packed_and_what_is_sealed_is_not_tried():
    rows = b'[1,"the same again"]\n' * 50_000

    def size(packed: int) -> int:
        file = io.BytesIO()
        with writing(file, [IDENTITY.to_public()], at=0) as writer:
            writer.add_stream("rows", len(rows), [rows], packed=packed)
        return len(file.getvalue())

    assert size(archive.ROWS) < len(rows) / 50
    assert size(archive.SEALED) > len(rows)


def test_an_archive_is_sealed_for_each_recipient_and_for_nobody_else():
    file = io.BytesIO()
    with writing(file, [IDENTITY.to_public(), ANOTHER.to_public()], at=0) as writer:
        writer.add("a", b"the content")

    assert parts_of(file.getvalue()) == parts_of(file.getvalue(), ANOTHER) == {"a": b"the content"}
    with pytest.raises(NotForThisKey):
        parts_of(file.getvalue(), x25519.Identity.generate())


@pytest.mark.parametrize("what", [b"", b"SQLite format 3\x00", b"age-encryption.org/v1\n"])
def test_what_age_did_not_write_is_no_archive(what: bytes):
    with pytest.raises(NoArchive):
        parts_of(what)


def test_what_age_wrote_and_we_did_not_is_broken():
    sealed = pyrage.encrypt(b"a letter", [IDENTITY.to_public()])

    with pytest.raises(Broken):
        parts_of(sealed)


def test_an_archive_that_is_cut_short_anywhere_is_not_read_to_its_end():
    whole = written(("a", b"x" * 100_000), ("b", b"y" * 6 * MIB))
    assert set(parts_of(whole)) == {"a", "b"}
    header = whole.index(b"\n--- ") + 60

    for length in [*range(header, len(whole), 299_993), len(whole) - 1]:
        with pytest.raises((Broken, NoArchive)):
            parts_of(whole[:length])


def test_one_changed_byte_anywhere_is_noticed():
    whole = written(("a", b"x" * 100_000))

    for place in [*range(0, len(whole), 4_999), len(whole) - 1]:
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises((Broken, NoArchive, NotForThisKey)):
            parts_of(bytes(changed))


def test_a_full_disk_is_said_to_be_full():
    with pytest.raises(OSError, match="No space") as full, Path("/dev/full").open("wb", 0) as disk:
        written(("a", b"x" * 10 * MIB), to=disk)

    assert full.value.errno == errno.ENOSPC


def test_an_error_of_whoever_writes_or_reads_is_told_as_it_is():
    whole = written(("a", b"x" * 10 * MIB), ("b", b"y" * 10 * MIB))

    def failing() -> Iterator[bytes]:
        yield b"x" * MIB
        raise ZeroDivisionError

    def write() -> None:
        with writing(io.BytesIO(), [IDENTITY.to_public()], at=0) as writer:
            writer.add_stream("a", 10 * MIB, failing())

    def read_some() -> None:
        with reading(io.BytesIO(whole), [IDENTITY], lambda _read: None) as parts:
            assert next(parts).name == "a"
            raise ZeroDivisionError

    for work in (write, read_some):
        with pytest.raises(ZeroDivisionError):
            work()


def test_a_part_that_is_shorter_than_was_said_is_an_error():
    with pytest.raises(EOFError), writing(io.BytesIO(), [IDENTITY.to_public()], at=0) as writer:
        writer.add_stream("a", 10, [b"12345"])


def test_memory_stays_bounded(tmp_path: Path):
    chunk, count = b"z" * MIB, 96

    def peak(work: Callable[[], object]) -> float:
        tracemalloc.start()
        try:
            work()
            return tracemalloc.get_traced_memory()[1] / MIB
        finally:
            tracemalloc.stop()

    def write() -> None:
        with (
            (tmp_path / "large").open("wb") as file,
            writing(file, [IDENTITY.to_public()], at=0) as writer,
        ):
            writer.add_stream("large", MIB * count, (chunk for _one in range(count)))
            for number in range(5_000):
                writer.add(f"small/{number}", b"x")

    def pass_by() -> None:
        with (
            (tmp_path / "large").open("rb") as file,
            reading(file, [IDENTITY], lambda _read: None) as parts,
        ):
            assert sum(len(some) for one in parts for some in one.chunks()) == MIB * count + 5_000

    assert peak(write) < 16
    assert (tmp_path / "large").stat().st_size > MIB * count
    assert peak(pass_by) < 16


# What a backup says of itself.


def head(**changes: object) -> bytes:
    """Return the first part of a backup, with these changes."""
    said = json.loads(Head("1.0", LONG_AGO, "sqlite", (("docket", "0001_dockets"),), ()).as_json())
    return json.dumps({**said, **changes}).encode()


def backup(
    *between: tuple[str, bytes],
    first: bytes | None = None,
    signing: Ed25519PrivateKey = SIGNING,
    **changes: object,
) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a backup, of which the manifest may say something else."""
    parts = [(KEY, as_pem(SIGNING.public_key())), (HEAD, first or head()), *between]
    listed = "".join(
        f"{hashlib.sha256(content).hexdigest()} {len(content)} {name}\n" for name, content in parts
    ).encode()
    said = {
        "parts": len(parts),
        "parts_sha256": hashlib.sha256(listed).hexdigest(),
        "rows": {},
        "files": 0,
        "file_bytes": 0,
        "heads": {},
        "figures": [],
        **changes,
    }
    manifest = Manifest(taken_at=LONG_AGO, **said).as_json()  # type: ignore[arg-type]
    yield from parts
    yield PARTS, listed
    yield MANIFEST, manifest
    yield SIGNATURE, sign(manifest, signing)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "one.age"


class Kept(Receiver):
    """Keeps what it is handed."""

    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []

    def rows(self, table: str, part: bytes) -> None:
        self.received.append((table, part))

    def file(self, path: str, size: int, chunks: Iterator[bytes]) -> None:
        self.received.append((path, b"".join(chunks)))


def read_of(file: Path, *parts: tuple[str, bytes], receiver: Receiver | None = None) -> Read:
    file.write_bytes(written(*parts))
    return read(file, [IDENTITY], receiver or Receiver())


def test_a_backup_hands_over_rows_and_files(file: Path):
    kept = Kept()

    found = read_of(
        file, *backup(("tables/docket_act/000001.jsonl", b"[1]\n"), (FILE, b"xyz")), receiver=kept
    )

    assert kept.received == [("docket_act", b"[1]\n"), (FILE.removeprefix("files/"), b"xyz")]
    assert (found.head.version, found.manifest.parts) == ("1.0", 4)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        pytest.param(backup(first=head(format=2)), "later version of Amparo", id="another form"),
        pytest.param(
            backup(first=head(migrations=[["docket", "9999_later"]])),
            "later version of Amparo",
            id="tables of a later program",
        ),
        pytest.param(backup(first=head(amparo="else")), "is not a backup", id="something else"),
        pytest.param(backup(first=b"[]"), "is not a backup", id="no head"),
        pytest.param(backup(first=head(tables=[{}])), "is not a backup", id="no tables"),
        pytest.param([("a", b"")], "is not a backup", id="another archive"),
        pytest.param(backup(parts=7), "cut short, or was changed", id="another count"),
        pytest.param(backup(parts_sha256="0" * 64), "cut short, or was changed", id="other parts"),
        pytest.param(
            backup(signing=Ed25519PrivateKey.generate()), "cut short, or was changed", id="forged"
        ),
        pytest.param([*backup()][:-1], "cut short, or was changed", id="unsigned"),
        pytest.param([*backup()][:-3], "cut short, or was changed", id="without its end"),
        pytest.param([*backup(), ("b", b"")], "cut short, or was changed", id="and more"),
        pytest.param(
            backup(("tables/../x.jsonl", b"")), "cut short, or was changed", id="a way out"
        ),
        pytest.param(backup(("files/x", b"")), "cut short, or was changed", id="no file of ours"),
    ],
)
def test_what_is_no_whole_backup_is_refused_in_a_sentence(file: Path, parts, sentence: str):
    with pytest.raises(Refused) as refusal:
        read_of(file, *parts)

    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith(str(file))
    assert read_of(file, *backup()).manifest.parts == 2


def test_another_key_is_told_in_a_sentence(file: Path):
    file.write_bytes(written(*backup()))

    with pytest.raises(Refused, match="sealed for another key"):
        read(file, [ANOTHER], Receiver())
    assert read(file, [ANOTHER, IDENTITY], Receiver()).head.version == "1.0"
