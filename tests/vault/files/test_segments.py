import io

from PIL import Image

from amparo.vault.files.segments import without_boxes, without_segments

from . import made
from .made import SECRET


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def test_a_jpeg_loses_what_it_tells_and_not_a_pixel():
    before = made.jpeg()

    after = without_segments(before)

    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    assert Image.open(io.BytesIO(after)).tobytes() == Image.open(io.BytesIO(before)).tobytes()
    assert without_segments(after) == after


def test_a_jpeg_2000_loses_what_it_tells_and_not_a_pixel():
    out = io.BytesIO()
    made.drawing().save(out, "JPEG2000")
    plain = out.getvalue()
    signature, rest = plain[:12], plain[12:]
    telling = signature + box(b"xml ", made.xmp()) + box(b"uuid", SECRET.encode()) + rest

    after = without_boxes(telling)

    assert after == plain
    assert Image.open(io.BytesIO(after)).size == (120, 80)
    assert without_boxes(b"\xff\x4f bare") == b"\xff\x4f bare"
