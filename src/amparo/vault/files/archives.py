"""The archive inside of an office file: unpacked within limits, packed anew without dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .kinds import BROKEN_ARCHIVE
from .limits import MIB, Limits

_FIRST = b"PK\x03\x04"
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_NO_DATE = (1980, 1, 1, 0, 0, 0)
# Under this size, nothing is packed too well to be true.
_NO_BOMB = 4 * MIB


def unpack(content: bytes, limits: Limits) -> dict[str, bytes]:
    """
    Return the parts of the archive by name, without its folders.

    What is not a part (before, between, after them) is left behind.

    :raises Refused: if it is damaged, locked, too large inside, or made to mislead.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(content, entries, limits)
            return {one.filename: archive.read(one) for one in entries if not one.is_dir()}
    except (*BROKEN_ARCHIVE, MemoryError):
        raise _misleading() from None


def pack(parts: Mapping[str, bytes], *, stored: str | None = None) -> bytes:
    """Return an archive of these parts, in this order, all of one date; `stored` is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return out.getvalue()


def _check_entries(content: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(one.flag_bits & _ENCRYPTED for one in entries):
        raise Refused(_("The file asks for a password. Save it without one, and add that."))
    unpacked = sum(one.file_size for one in entries)
    if (
        len(entries) > limits.entries
        or unpacked > limits.unpacked_bytes
        or unpacked > max(_NO_BOMB, limits.ratio * len(content))
    ):
        raise Refused(
            _(
                "The file is too large when it is unpacked. Divide it, or save it as PDF, and add "
                "that."
            )
        )
    if (
        not content.startswith(_FIRST)
        or len({one.filename.casefold() for one in entries}) != len(entries)
        or not all(_is_inside(one.filename) for one in entries)
        or _overlap(content, entries)
    ):
        raise _misleading()


def _is_inside(name: str) -> bool:
    """Test whether a part's name stays inside the archive's own folder."""
    return not (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or any(ord(one) < 32 for one in name)
        or {"..", "."} & set(name.split("/"))
    )


def _overlap(content: bytes, entries: list[zipfile.ZipInfo]) -> bool:
    """Test whether two entries share bytes, as they do in archives made to swell."""
    free_from = 0
    for one in sorted(entries, key=lambda one: one.header_offset):
        if one.header_offset < free_from:
            return True
        free_from = one.header_offset + _LOCAL_HEADER + len(one.filename) + one.compress_size
    return free_from > len(content)


def _misleading() -> Refused:
    return Refused(
        _(
            "The file is damaged, or packed in a way that office programs do not use. Open it, save "
            "it again, and add that."
        )
    )
