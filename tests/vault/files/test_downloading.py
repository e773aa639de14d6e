from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.errors import NotVisible
from amparo.vault.files import store
from amparo.vault.files.downloading import as_download, disposition
from amparo.vault.models import File

from . import made

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def keep(holder: UUID, name: str = "letter.txt", content: bytes = b"A letter.") -> File:
    return store.keep(holder, name, content, by="amina-1", at=NOW)


@pytest.mark.django_db
def test_a_file_is_given_to_be_saved_and_never_to_be_shown(disk: Path, holder: UUID):
    response = as_download(keep(holder, "تقرير.txt"))

    assert b"".join(response.streaming_content) == b"A letter."
    assert dict(response.headers) == {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Disposition": (
            "attachment; filename=\"file.txt\"; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.txt"
        ),
        "Content-Length": "9",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store, private",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Content-Encoding": "identity",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", made.EACH)
def test_every_kind_is_given_as_what_it_is_and_whole(disk: Path, holder: UUID, name: str):
    file = keep(holder, name, made.EACH[name]())

    response = as_download(file)

    assert len(b"".join(response.streaming_content)) == int(response["Content-Length"])
    assert response["Content-Type"] == file.media_type


@pytest.mark.django_db
def test_a_kind_that_is_not_known_any_more_is_only_bytes(disk: Path, holder: UUID):
    file = keep(holder)
    file.media_type = "text/html"

    response = as_download(file)

    assert response["Content-Type"] == "application/octet-stream"
    response.close()


@pytest.mark.django_db
def test_nothing_packs_it_on_the_way(disk: Path, holder: UUID):
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip"

    def answer(_request: HttpRequest) -> HttpResponseBase:
        return as_download(keep(holder, content=b"A letter. " * 100))

    response = GZipMiddleware(answer)(request)

    assert response["Content-Length"] == "1000"
    assert b"".join(response.streaming_content) == b"A letter. " * 100


@pytest.mark.django_db
def test_a_dropped_file_is_not_there(disk: Path, holder: UUID):
    file = keep(holder)
    as_download(file).close()

    file.dropped_at = NOW

    with pytest.raises(NotVisible):
        as_download(file)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("report.pdf", "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf"),
        ("Été 1.pdf", "attachment; filename=\"Ete 1.pdf\"; filename*=UTF-8''%C3%89t%C3%A9%201.pdf"),
        ("監獄.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E7%9B%A3%E7%8D%84.pdf"),
    ],
)
def test_a_name_is_said_twice(name: str, expected: str):
    assert disposition(name) == expected


@given(st.text(max_size=60).map(lambda text: text + ".pdf"))
def test_no_name_breaks_out_of_its_header(name: str):
    name = name.encode(errors="ignore").decode()

    header = disposition(name)

    plain, _semicolon, full = header.removeprefix('attachment; filename="').partition('"; ')
    assert header.isascii()
    assert not set(header) & {"\r", "\n", "\0", "\\"}
    assert '"' not in plain
    assert unquote(full.removeprefix("filename*=UTF-8''")) == name
