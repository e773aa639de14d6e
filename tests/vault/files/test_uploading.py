from __future__ import annotations

import io
import tempfile

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from pytest_django import Settings

from amparo.core.errors import Refused
from amparo.vault.files.uploading import check_upload

BOUNDARY = "b0undary"
MIB = 1024 * 1024


class Line(io.BytesIO):
    """The line from a browser, which remembers how much was read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def request_with(*files: bytes, told: int | None = None) -> tuple[WSGIRequest, Line]:
    """Return a request that brings files after a field, and the line that it comes from."""
    parts = [b'--%b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n']
    parts += [
        b'--%b\r\nContent-Disposition: form-data; name="file"; filename="../a.txt"\r\n'
        b"Content-Type: text/html\r\n\r\n" + file + b"\r\n"
        for file in files
    ]
    body = b"".join(parts).replace(b"%b", BOUNDARY.encode()) + b"--b0undary--\r\n"
    line = Line(body)
    request = RequestFactory().post("/")
    request = WSGIRequest(
        {
            **request.environ,
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(told or len(body)),
            "wsgi.input": line,
        }
    )
    return request, line


@pytest.fixture(autouse=True)
def one_megabyte(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit of one megabyte, and no temporary file for anyone."""
    settings.FILE_LIMIT_MB = 1

    def never(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("A temporary file was made.")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, never)


def test_the_settings_name_this_way_of_uploading_and_no_other():
    assert configured.FILE_UPLOAD_HANDLERS == ["amparo.vault.files.uploading.InMemory"]


@pytest.mark.parametrize("size", [1, 100, 64 * 1024, MIB])
def test_an_upload_up_to_the_limit_is_held_in_memory(size: int):
    request, _line = request_with(b"x" * size)

    check_upload(request)

    file = request.FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    assert (file.read(), file.size, file.name) == (b"x" * size, size, "a.txt")
    assert request.POST["note"] == "hello"


def test_several_files_are_held_apart():
    request, _line = request_with(b"one", b"two")

    check_upload(request)

    assert [file.read() for file in request.FILES.getlist("file")] == [b"one", b"two"]


@pytest.mark.parametrize(
    "files", [[b"x" * (MIB + 1)], [b"x" * (MIB // 2), b"x" * (MIB // 2 + 1)]], ids=["one", "two"]
)
def test_more_than_the_limit_is_refused(files: list[bytes]):
    request, _line = request_with(*files)

    assert request.POST["note"] == "hello"  # whoever asks for a field first meets no fault
    with pytest.raises(Refused, match="together larger than 1 MB"):
        check_upload(request)
    assert len(request.FILES) < len(files)


@pytest.mark.parametrize("says_so", [True, False])
def test_what_is_too_large_is_not_read_to_its_end(says_so: bool):
    size = 40 * MIB
    request, line = request_with(b"x" * size, told=None if says_so else None)

    with pytest.raises(Refused):
        check_upload(request)

    assert line.taken < 3 * MIB
    assert dict(request.FILES) == {}


def test_one_that_ends_too_early_is_no_file():
    request, line = request_with(b"x" * 1000)
    line.truncate(600)

    check_upload(request)

    assert len(request.FILES.get("file", b"")) < 1000
