"""Downloads: saved by the browser, never shown by it in our name."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from django.http import StreamingHttpResponse

from amparo.vault.models import File

from .kinds import KINDS
from .names import ending_of
from .store import open_file

_TYPES = {kind.media_type for kind in KINDS}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    # Sent as it is: packed on the way, its length would be lost, by which a reader sees it is whole.
    "Content-Encoding": "identity",
}


def as_download(file: File) -> StreamingHttpResponse:
    """
    Return the answer that streams a file to be saved.

    Whether this reader may have it was asked before.

    :raises NotVisible: if it was dropped.
    :raises KeyDestroyed: if its holder was disposed of.
    """
    media_type = file.media_type if file.media_type in _TYPES else "application/octet-stream"
    return StreamingHttpResponse(
        open_file(file),
        content_type=media_type + ("; charset=utf-8" if media_type.startswith("text/") else ""),
        headers={
            **_HEADERS,
            "Content-Disposition": disposition(file.name),
            "Content-Length": str(file.size),
        },
    )


def disposition(name: str) -> str:
    """Return the header that names the file to save: in ASCII for the old, in full for the others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(one for one in plain if one.isalnum() or one in " ._-()").strip(" .")
    if not plain.rpartition(".")[0]:
        plain = f"file.{ending_of(name)}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
