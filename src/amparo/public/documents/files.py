"""The files of a version: as AKN4UN, as HTML, as text, and the file that it was read from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from amparo.core.doors import open_to_public
from amparo.documents import exports, published

HTML = "text/html; charset=utf-8"


@open_to_public
def as_xml(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """Give out a version as AKN4UN."""
    return _saved(
        exports.akn(published.version(name, language)), "application/akn+xml", "xml", name, language
    )


@open_to_public
def as_html(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """Give out a version as a page of HTML that stands alone."""
    found = published.version(name, language)
    return _saved(exports.html(found, site=settings.ADDRESS), HTML, "html", name, language)


@open_to_public
def as_text(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """Give out a version as plain text."""
    lines = exports.text(published.version(name, language))
    return _saved("\n".join(lines), "text/plain; charset=utf-8", "txt", name, language)


def _saved(
    content: str | bytes, media_type: str, ending: str, name: str, language: str
) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{language}.{ending}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
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
