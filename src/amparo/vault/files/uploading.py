"""
Uploads: held in memory up to the limit, and never written to a disk in clear.

`check_upload` is for the view that takes files: whatever is too large is not read to its end.
"""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .limits import MIB

_REFUSED = "upload_refused"


class InMemory(FileUploadHandler):
    """Holds the files of one request in memory; their sizes together keep within the limit."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._limit = settings.FILE_LIMIT_MB * MIB
        self._held = 0
        self._stream = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, in memory."""
        super().new_file(*args, **kwargs)
        self._stream = io.BytesIO()
        # What is left of the line is not the file's: a few fields and boundaries.
        if (self.content_length or 0) > self._limit + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hold a piece, or stop reading: the rest stays on the line."""
        self._held += len(raw_data)
        if self._held > self._limit:
            self._stop()
        self._stream.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file that is whole now."""
        self._stream.seek(0)
        return InMemoryUploadedFile(
            file=self._stream,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note how much the request says it brings."""
        self.content_length = content_length

    def _stop(self) -> None:
        self._stream = io.BytesIO()
        # Raised here, it would meet whatever first asks for a field, and be shown as a fault.
        setattr(self.request, _REFUSED, True)
        raise StopUpload(connection_reset=True)


def check_upload(request: HttpRequest) -> None:
    """
    Check that what the request brings was read whole.

    :raises Refused: if its files are together larger than the limit.
    """
    request.FILES  # noqa: B018  (reads the request)
    if getattr(request, _REFUSED, False):
        raise Refused(
            _(
                "The files are together larger than {limit} MB. Add them one by one, or divide them."
            ),
            limit=settings.FILE_LIMIT_MB,
        )
