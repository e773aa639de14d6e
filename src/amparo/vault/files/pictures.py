"""
Pictures: decoded, turned upright, brought to sRGB, and encoded anew from their pixels alone.

No EXIF, XMP, IPTC, comment, thumbnail, colour profile or trailing byte of the original survives.
A JPEG keeps its own quantization and sampling, so that it is not made coarser. Every frame of an
animation and every page of a TIFF is kept.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps, JpegImagePlugin

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .kinds import GIF, JPEG, PNG, TIFF, WEBP, Kind, is_archive_too
from .limits import Limits

_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", TIFF: "TIFF", GIF: "GIF"}
# The modes that each kind is written in; the last one takes what is in no other.
_MODES = {
    JPEG: ("L", "RGB"),
    PNG: ("1", "L", "LA", "I;16", "RGBA", "RGB"),
    WEBP: ("RGBA", "RGB"),
    TIFF: ("1", "L", "I;16", "RGBA", "RGB"),
    GIF: ("L", "RGBA", "RGB"),
}
_BROKEN = (
    Image.DecompressionBombError,
    ImageCms.PyCMSError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)
# What no picture holds, and a file that is two things at once does.
_MARKUP = re.compile(rb"<(?:\?php|script|!doctype html|html|svg[\s>])", re.IGNORECASE)
_TURNED = 0x0112

# At its most talkative, the decoder writes what EXIF says into the log.
logging.getLogger("PIL").setLevel(logging.WARNING)

# Pixels take far more memory than the file does, so pictures are made one after the other.
_one_at_a_time = threading.Lock()


def made_anew(content: bytes, kind: Kind, limits: Limits) -> bytes:
    """
    Return the picture, encoded again from its pixels.

    :raises Refused: if it is damaged, has more pixels than the limit, or is a page or an archive too.
    """
    if is_archive_too(content) or _MARKUP.search(content):
        raise Refused(
            _(
                "The file is a picture and something else at once. Open the picture, save it under "
                "a new name, and add that."
            )
        )
    with _decoding():
        picture = Image.open(io.BytesIO(content), formats=[_FORMATS[kind]])
        frames = _frame_count(picture, kind, limits)
        return _encoded(
            list(_upright(picture, frames, kind)),
            kind,
            _manner(picture, kind, is_lossless=b"VP8L" in content[:64]),
        )


@contextmanager
def _decoding() -> Iterator[None]:
    # The decoder warns of odd metadata, which is not kept anyway; what it cannot decode, it raises.
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # What sets reports as PDF asks for half pictures too, from the whole process.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        except _BROKEN:
            raise Refused(
                _(
                    "The picture is damaged, or of a rare form: it could not be read to its end. "
                    "Open it, save it again as JPEG or PNG, and add that."
                )
            ) from None


def _frame_count(picture: Image.Image, kind: Kind, limits: Limits) -> int:
    """Return how many frames there are, before any is decoded; only the first one of a JPEG counts."""
    width, height = picture.size
    _check_pixels(width * height, limits)
    frames = 1 if kind is JPEG else getattr(picture, "n_frames", 1)
    if frames > limits.frames:
        raise Refused(
            _("The picture has {frames} frames or pages; {limit} are kept at most."),
            frames=frames,
            limit=limits.frames,
        )
    pixels = 0
    for number in range(frames if kind is TIFF else 0):
        picture.seek(number)
        pixels += picture.size[0] * picture.size[1]
    _check_pixels(pixels or width * height * frames, limits)
    picture.seek(0)
    return frames


def _check_pixels(pixels: int, limits: Limits) -> None:
    if pixels > limits.pixels:
        raise Refused(
            _(
                "The picture has {pixels} million pixels; {limit} million are kept at most. Make it "
                "smaller, and add it again."
            ),
            pixels=pixels // 1_000_000,
            limit=limits.pixels // 1_000_000 or 1,
        )


def _upright(picture: Image.Image, frames: int, kind: Kind) -> Iterator[tuple[Image.Image, int]]:
    """Yield each frame as bare pixels, with the milliseconds for which it is shown."""
    for number in range(frames):
        picture.seek(number)
        picture.load()
        yield _bare(_turned(_in_srgb(picture, kind))), int(picture.info.get("duration", 0) or 0)


def _bare(frame: Image.Image) -> Image.Image:
    """Return a picture that holds these pixels and knows nothing else."""
    bare = Image.new(frame.mode, frame.size)
    bare.paste(frame)
    return bare


def _turned(frame: Image.Image) -> Image.Image:
    # Asked first, for one that stands upright would be copied, however large.
    return ImageOps.exif_transpose(frame) if frame.getexif().get(_TURNED, 1) != 1 else frame


def _in_srgb(picture: Image.Image, kind: Kind) -> Image.Image:
    """Return the frame in a mode that its kind is written in, in the colours of the screen."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "L", "CMYK"}:
        picture = _without_profile(picture, profile)
    if picture.mode in _MODES[kind]:
        return picture
    if kind is JPEG and picture.mode == "1":
        return picture.convert("L")
    if picture.mode in {"P", "PA", "LA", "La", "RGBa"} and "RGBA" in _MODES[kind]:
        seen_through = "transparency" in picture.info or picture.mode != "P"
        return picture.convert("RGBA" if seen_through else "RGB")
    if picture.mode not in {"P", "CMYK", "YCbCr", "LAB", "HSV", "LA", "RGBA", "RGBX", "RGB", "L"}:
        raise ValueError(picture.mode)  # measurements, not a picture of something
    return picture.convert("RGB")


def _without_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    mode = picture.mode if picture.mode in {"RGB", "RGBA"} else "RGB"
    try:
        turned = ImageCms.profileToProfile(
            picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile that is no profile says nothing of the colours
    assert turned is not None  # noqa: S101  (only `inPlace` returns nothing)
    if _TURNED in picture.getexif():
        turned.getexif()[_TURNED] = picture.getexif()[_TURNED]
    return turned


def _manner(picture: Image.Image, kind: Kind, *, is_lossless: bool) -> dict[str, Any]:
    """Return how to encode, so that what is seen stays as it was."""
    if kind is JPEG and isinstance(picture, JpegImagePlugin.JpegImageFile):
        return _as_fine_as(picture)
    return {
        PNG: {},
        WEBP: {"lossless": True, "exact": True} if is_lossless else {"quality": 90},
        TIFF: {"compression": "tiff_deflate"},
        GIF: {},
    }[kind]


def _as_fine_as(picture: JpegImagePlugin.JpegImageFile) -> dict[str, Any]:
    if picture.mode not in {"L", "RGB"}:
        return {"quality": 95}
    return {
        "qtables": picture.quantization,
        "subsampling": JpegImagePlugin.get_sampling(picture),
        "progressive": bool(picture.info.get("progressive")),
    }


def _encoded(frames: list[tuple[Image.Image, int]], kind: Kind, manner: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    (first, _shown), *rest = frames
    if rest:
        manner = manner | {"save_all": True, "append_images": [frame for frame, _ms in rest]}
        if kind is not TIFF:
            manner |= {"duration": [ms for _frame, ms in frames], "loop": 0}
    first.save(out, format=_FORMATS[kind], **manner)
    return out.getvalue()
