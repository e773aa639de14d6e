"""The files of a version: its text, and the file that it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from amparo.core.doors import open_to_public
from amparo.documents import published
from amparo.documents.published import Version


@open_to_public
def text(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """Give out a version as plain text."""
    found = published.version(name, language)
    response = HttpResponse("\n".join(lines_of(found)), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{language}.txt"'
    return response


@open_to_public
def original(request: HttpRequest, name: str, language: str) -> StreamingHttpResponse:
    """Give out the file that a version was read from, to be saved and not shown in our name."""
    found, pieces = published.original(name, language)
    return StreamingHttpResponse(
        pieces,
        content_type=found.media_type
        + ("; charset=utf-8" if found.media_type.startswith("text/") else ""),
        headers={
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Content-Length": str(found.size),
            # Sent as it is: packed on the way, its length would be lost.
            "Content-Encoding": "identity",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "ETag": f'"{found.sha256}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def lines_of(found: Version) -> Iterator[str]:
    """Yield a version line by line: its head, its text with the marks of notes, its notes."""
    yield from (found.document.line.symbol, found.version.title, "")
    for one in found.blocks:
        text = one.text
        for at, mark in sorted(one.marks, reverse=True):
            text = f"{text[:at]}[{mark}]{text[at:]}"
        yield f"{one.number} {text}".strip()
        for row in one.rows:
            yield "\t".join(row)
        yield ""
    for note in found.notes:
        yield f"[{note.mark}] {note.text}"
