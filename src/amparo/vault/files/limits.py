"""How large a file may be, and how much may come out of it when it is unpacked."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024
MOST_CHARACTERS = 5_000_000  # of a file, that are looked through


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. The size is the operator's to set; the others guard the machine."""

    bytes: int = 50 * MIB
    unpacked_bytes: int = 200 * MIB
    markup_bytes: int = 64 * MIB  # of one part of an office file
    markup_tags: int = 4_000_000
    entries: int = 5_000
    ratio: int = 150
    pixels: int = 120_000_000  # of all frames or pages of a picture together
    frames: int = 500
    pages: int = 5_000
    objects: int = 500_000
