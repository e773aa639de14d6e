"""Giving out a file, whole or a range of it, so that a download that was cut off goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_PIECE = 256 * 1024


def given_out(
    request: HttpRequest, path: Path, *, name: str, media_type: str, etag: str
) -> HttpResponseBase:
    """
    Return a file, or the range of it that was asked for.

    A range of a file that has been replaced since is not given: `If-Range` says which one it is of.
    Several ranges at once are passed over, as RFC 9110 allows, and the file is given whole.
    """
    size = path.stat().st_size
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{name}"',
        # Sent as it is: packed on the way, its ranges would be of something else.
        "Content-Encoding": "identity",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
    }
    asked = request.headers.get("Range", "")
    if request.method == "HEAD" or request.headers.get("If-Range", etag) != etag:
        asked = ""
    span = _span(asked, size)
    if span is None:
        headers["Content-Range"] = f"bytes */{size}"
        return HttpResponse(status=416, headers=headers)
    first, last = span
    status = 200
    if _RANGE.fullmatch(asked) and asked != "bytes=-":
        status, headers["Content-Range"] = 206, f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=media_type, headers=headers)
    return StreamingHttpResponse(
        _pieces(path, first, last + 1 - first),
        status=status,
        content_type=media_type,
        headers=headers,
    )


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte asked for, or None if there is no such range."""
    match = _RANGE.fullmatch(asked)
    if match is None or not (match[1] or match[2]):
        return 0, size - 1
    if not match[1]:
        wanted = int(match[2])
        return (max(0, size - wanted), size - 1) if wanted and size else None
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    return (first, last) if first <= last else None


def _pieces(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(_PIECE, length))):
            length -= len(piece)
            yield piece
