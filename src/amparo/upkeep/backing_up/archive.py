"""
The file of a backup: a tar, compressed, sealed with age, written and read as one stream.

`age --decrypt --identity KEY FILE | tar -xz` opens it without Amparo. Nothing of it lies open on a
disk meanwhile, and no more than some megabytes of it are in memory.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import IO, Any

import pyrage
from pyrage import x25519

_MEBIBYTE = 1024 * 1024
# Rows shrink to a fraction; sealed files do not shrink at all, and are not tried.
ROWS, SEALED = 3, 0


class Broken(Exception):
    """The file is cut short, or was changed since it was written."""


class NotForThisKey(Exception):
    """The file was sealed for others."""


class NoArchive(Exception):
    """The file is nothing that age wrote."""


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the archive, as the list of parts names it."""

    name: str
    size: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.sha256} {self.size} {self.name}\n"


class Parts:
    """
    The list of all parts so far: identifiers, sizes and digests, on the disk once it is long.

    Two lists are the same if their digests are.
    """

    def __init__(self) -> None:
        self._lines: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_MEBIBYTE)  # noqa: SIM115
        self._digest = hashlib.sha256()
        self.count = 0
        self.size = 0

    def add(self, part: Part) -> None:
        """Add one."""
        line = str(part).encode()
        self._lines.write(line)
        self._digest.update(line)
        self.count += 1
        self.size += len(line)

    @property
    def sha256(self) -> str:
        """The digest over all of them."""
        return self._digest.hexdigest()

    def chunks(self) -> Iterator[bytes]:
        """Yield the list, from its beginning."""
        self._lines.seek(0)
        while some := self._lines.read(_MEBIBYTE):
            yield some

    def close(self) -> None:
        """Give free what it takes."""
        self._lines.close()


# Writing.


class Writer:
    """Takes the parts of a backup, one after another."""

    def __init__(self, sink: Callable[[bytes], None], at: float) -> None:
        self._packed = _Packed(sink, ROWS)
        # As a pipe it is never sought in; the list of members that tarfile keeps is not needed.
        self._tar = tarfile.open(  # type: ignore[call-overload]  # noqa: SIM115  (it writes)
            fileobj=self._packed,
            mode="w|",
            bufsize=_MEBIBYTE,
            format=tarfile.PAX_FORMAT,
        )
        self._at = at
        self.parts = Parts()

    def add(self, name: str, content: bytes) -> None:
        """Add a part that is in memory."""
        self.add_stream(name, len(content), [content], packed=ROWS)

    def add_stream(
        self, name: str, size: int, chunks: Iterable[bytes], *, packed: int = SEALED
    ) -> None:
        """Add a part of a known size. :raises EOFError: if less comes."""
        source = Streamed(chunks)
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(self._at), 0o600
        self._packed.level = packed
        try:
            self._tar.addfile(info, source)
        except OSError as error:
            if "unexpected end of data" in str(error):
                raise EOFError(name) from None
            raise
        self._tar.members.clear()
        self.parts.add(Part(name, size, source.sha256))

    def close(self) -> None:
        """Write the end."""
        self._tar.close()
        self._packed.close()

    def abandon(self) -> None:
        """Write nothing more: tarfile would, when it is collected."""
        self._packed.sink = lambda _data: None
        self.parts.close()


@contextmanager
def writing(
    file: IO[bytes], recipients: Sequence[x25519.Recipient], *, at: float
) -> Iterator[Writer]:
    """
    Seal what the body adds into a file, in a thread of its own.

    :raises OSError: if the file cannot be written.
    """
    out, into = os.pipe()
    kept = _Kept(file)

    def seal() -> None:
        with os.fdopen(out, "rb", buffering=_MEBIBYTE) as stream:
            pyrage.encrypt_io(stream, kept, recipients)

    sealing = _Beside(seal)
    writer = Writer(lambda data: _write_all(into, data), at)
    try:
        try:
            yield writer
            writer.close()
        finally:
            writer.abandon()
            os.close(into)
            error = sealing.ended()
    except BrokenPipeError:
        # The other end gave up, and knows why.
        raise kept.error or error or BrokenPipeError() from None
    if error is not None:
        raise kept.error or error


# Reading.

# What gzip and tarfile say of an end that comes too early.
_TROUBLE = (EOFError, OSError, tarfile.TarError, zlib.error)


@dataclass(slots=True)
class Opened:
    """A part as it is read: to be read to its end before the next one is asked for."""

    name: str
    size: int
    _stream: IO[bytes]
    _digest: Any = field(default_factory=hashlib.sha256)
    _left: int = -1

    def chunks(self) -> Iterator[bytes]:
        """Yield its bytes. :raises Broken: if they end early."""
        self._left = self.size if self._left < 0 else self._left
        while self._left:
            try:
                some = self._stream.read(min(_MEBIBYTE, self._left))
            except _TROUBLE:
                raise Broken from None
            if not some:
                raise Broken
            self._left -= len(some)
            self._digest.update(some)
            yield some

    def read(self, limit: int) -> bytes:
        """Return all of it. :raises Broken: if it is more than anything of ours would be."""
        if self.size > limit:
            raise Broken
        return b"".join(self.chunks())

    def finished(self) -> Part:
        """Return it as the list of parts names it, read to its end."""
        for _rest in self.chunks():
            pass
        return Part(self.name, self.size, self._digest.hexdigest())


@contextmanager
def reading(
    file: IO[bytes], identities: Sequence[x25519.Identity], progress: Callable[[int], None]
) -> Iterator[Iterator[Opened]]:
    """
    Give the body the parts of a backup, in their order.

    What is read is proved piece by piece; that it is whole is known at the end only, when the body
    has read all.

    :raises NoArchive: if it is nothing that age wrote.
    :raises NotForThisKey: if it was sealed for others.
    :raises Broken: if it is cut short or was changed.
    """
    out, into = os.pipe()
    kept = _Kept(file, progress)

    def unseal() -> None:
        with os.fdopen(into, "wb", buffering=_MEBIBYTE) as stream:
            pyrage.decrypt_io(kept, stream, identities)

    unsealing = _Beside(unseal)
    try:
        with os.fdopen(out, "rb", buffering=_MEBIBYTE) as stream:
            yield _parts(stream)
    except Broken:
        raise _said(unsealing.ended(), kept) from None
    finally:
        error = unsealing.ended()
    if error is not None:
        raise _said(error, kept)


def _parts(stream: IO[bytes]) -> Iterator[Opened]:
    try:
        with (
            gzip.GzipFile(fileobj=stream, mode="rb") as unpacked,
            tarfile.open(fileobj=unpacked, mode="r|", bufsize=_MEBIBYTE) as tar,
        ):
            while info := tar.next():
                inside = tar.extractfile(info) if info.isreg() else None
                if inside is None:
                    raise Broken
                yield Opened(info.name, info.size, inside)
                tar.members.clear()  # type: ignore[attr-defined]
            # To the very end: only there does age say that nothing is missing.
            while unpacked.read(_MEBIBYTE):
                pass
    except _TROUBLE:
        raise Broken from None


def _said(error: BaseException | None, kept: _Kept) -> BaseException:
    """Return what went wrong, of what the thread met and what its pipe made of it."""
    if kept.error is not None:
        return kept.error
    if isinstance(error, pyrage.DecryptError):
        return NotForThisKey() if "matching keys" in str(error) else NoArchive()
    if error is None or isinstance(error, OSError):
        return Broken()
    return error


# The plumbing.


class _Beside:
    """A thread that does one thing, and keeps what went wrong with it."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            # Raised where its end is waited for.
            self._error = error

    def ended(self) -> BaseException | None:
        """Wait for the end, and return what went wrong."""
        self._thread.join()
        return self._error


class _Kept:
    """A file whose own error is kept: pyrage would tell of it in words of its own."""

    def __init__(self, file: IO[bytes], progress: Callable[[int], None] = lambda _read: None):
        self._file = file
        self._progress = progress
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            self.error = error
            raise
        self._progress(len(data))
        return data

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError as error:
            self.error = error
            raise


class _Packed:
    """A stream of gzip members, each packed as tightly as is worth it."""

    def __init__(self, sink: Callable[[bytes], None], level: int) -> None:
        self.sink = sink
        self._level = level
        self._packing = zlib.compressobj(level, wbits=31)

    @property
    def level(self) -> int:
        return self._level

    @level.setter
    def level(self, level: int) -> None:
        if level != self._level:
            self.sink(self._packing.flush())
            self._level = level
            self._packing = zlib.compressobj(level, wbits=31)

    def write(self, data: bytes) -> int:
        self.sink(self._packing.compress(data))
        return len(data)

    def close(self) -> None:
        self.sink(self._packing.flush())


class Streamed(io.RawIOBase):
    """Chunks in the shape of a file, read once, and digested as they are read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = b""
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        """Test whether it can be read: it can."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return as many bytes, or all that are left."""
        while size < 0 or len(self._held) < size:
            more = next(self._chunks, b"")
            if not more:
                break
            self._held += more
        taken, self._held = (
            (self._held, b"") if size < 0 else (self._held[:size], self._held[size:])
        )
        self._digest.update(taken)
        return taken

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield all of it, as file stores ask for it."""
        while some := self.read(chunk_size or _MEBIBYTE):
            yield some

    @property
    def sha256(self) -> str:
        """The digest over what was read so far."""
        return self._digest.hexdigest()


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
