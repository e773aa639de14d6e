"""
Pictures inside of a PDF: what tells is cut out between their parts, their pixels stay the very ones.
"""

from __future__ import annotations

_SCAN, _END = 0xDA, b"\xff\xd9"
_TELLING_BOXES = (b"xml ", b"uuid", b"uinf", b"jp2i")


def without_segments(jpeg: bytes) -> bytes:
    """Return the JPEG without EXIF, XMP, IPTC, comments and trailing bytes."""
    kept = bytearray(jpeg[:2])
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == _SCAN:
            end = jpeg.rfind(_END)
            return bytes(kept + jpeg[at : end + 2 if end > at else None])
        after = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        # APP0 (density) and APP14 (how colours are coded) say how to decode; the others tell tales.
        if not (0xE1 <= marker <= 0xED or marker in {0xEF, 0xFE}):
            kept += jpeg[at:after]
        at = after
    return jpeg


def without_boxes(jpeg_2000: bytes) -> bytes:
    """Return the JPEG 2000 picture without boxes of XMP and of makers' own; a bare codestream stays."""
    if jpeg_2000[4:8] != b"jP  ":
        return jpeg_2000
    kept = bytearray()
    at = 0
    while at + 8 <= len(jpeg_2000):
        length = int.from_bytes(jpeg_2000[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(jpeg_2000[at + 8 : at + 16], "big")
        after = at + length if length >= 8 else len(jpeg_2000)  # nought: to the end
        if jpeg_2000[at + 4 : at + 8] not in _TELLING_BOXES:
            kept += jpeg_2000[at:after]
        at = after
    return bytes(kept)
