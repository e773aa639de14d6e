"""
The master keys, which wrap every data key. They are in the environment or in a file, in no database.

One key a line in base64: the first wraps, the others may still unwrap what they wrapped.
"""

from __future__ import annotations

import binascii
import hashlib
import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop

from .envelope import KEY_BYTES, new_key

_FINGERPRINT = b"amparo master key 1"
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_Stamp = tuple[str, int, int, int, int]
_held: tuple[_Stamp, Masters] | None = None


class MasterMissing(Refused):
    """A data key is wrapped by a master key that is not at hand."""


@dataclass(frozen=True)
class Master:
    """A master key, and the fingerprint by which it is known where the key itself may not be."""

    id: str
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Masters:
    """The key that wraps, and every key that may unwrap."""

    current: Master
    by_id: Mapping[str, bytes] = field(repr=False)

    def key(self, master: str) -> bytes:
        """
        Return the master key with this fingerprint.

        :raises MasterMissing: if it is not at hand.
        """
        try:
            return self.by_id[master]
        except KeyError:
            raise MasterMissing(
                gettext_noop(
                    "Data keys are wrapped by master key {master}, which is not here."
                    " Put it back among the master keys."
                ),
                master=master,
            ) from None


def masters() -> Masters:
    """
    Return the master keys.

    The file is read again when it has changed, so that a running server takes up a rotation.

    :raises Refused: if there is none, one is malformed, or others may read the file.
    """
    if settings.MASTER_KEY:
        return parsed(settings.MASTER_KEY, "AMPARO_MASTER_KEY")
    global _held
    file = Path(settings.MASTER_KEY_FILE)
    held = _held
    try:
        if held is None or held[0] != _stamp(file, file.stat()):
            _held = held = _read(file)
    except OSError as error:
        raise Refused(
            gettext_noop(
                "There is no master key: {file} cannot be read ({why})."
                " Put it back, or for a new installation run `amparo init`."
            ),
            file=file,
            why=error.strerror,
        ) from None
    return held[1]


def parsed(text: str, where: object) -> Masters:
    """
    Return the master keys written in `text`, separated by line ends or spaces.

    :raises Refused: if there is none or one is malformed; the sentence does not repeat it.
    """
    keys = [_decoded(one, where) for one in text.split()]
    if not keys:
        raise Refused(gettext_noop("There is no master key in {where}."), where=where)
    all_of_them = [Master(fingerprint(key), key) for key in keys]
    return Masters(all_of_them[0], {one.id: one.key for one in all_of_them})


def fingerprint(key: bytes) -> str:
    """Return the name under which a master key is known: a digest that does not lead back to it."""
    return hashlib.sha256(_FINGERPRINT + key).hexdigest()[:16]


def new_line() -> str:
    """Return a new master key as a line of the file."""
    return b64encode(new_key()).decode() + "\n"


def _decoded(word: str, where: object) -> bytes:
    try:
        key = b64decode(word, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise Refused(
            gettext_noop(
                "A master key in {where} is malformed: each is 32 bytes in base64, 44 characters."
            ),
            where=where,
        )
    return key


def _read(file: Path) -> tuple[_Stamp, Masters]:
    with file.open("rb") as stream:
        found = os.fstat(stream.fileno())
        if found.st_mode & _OF_OTHERS:
            raise Refused(
                gettext_noop("Others may read the master key: run `chmod 600 {file}`."), file=file
            )
        text = stream.read().decode("ascii", errors="replace")
    return _stamp(file, found), parsed(text, file)


def _stamp(file: Path, found: os.stat_result) -> _Stamp:
    return str(file), found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode
