"""The files that versions were read from, given out piece by piece."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator

from amparo.core.errors import NotVisible
from amparo.core.stores import at_public_store
from amparo.documents import models

from .records import File


def original(name: str, language: str) -> tuple[File, Iterator[bytes]]:
    """
    Return the file of a version and its bytes, read piece by piece.

    :raises NotVisible: if there is none.
    """
    with at_public_store():
        held = models.Version.objects.filter(document__name=name, language=language).first()
    if held is None:
        raise NotVisible("There is no such file.")
    ending = mimetypes.guess_extension(held.media_type) or ".bin"
    file = File(f"{name}-{language}{ending}", held.media_type, held.size, held.sha256)
    return file, _pieces(held.pk)


def _pieces(version: int) -> Iterator[bytes]:
    number = 0
    while True:
        # Entered for each piece: what is yielded outside of it is read by who knows where.
        with at_public_store():
            held = models.Piece.objects.filter(version=version, number=number)
            piece = held.values_list("bytes", flat=True).first()
        if piece is None:
            return
        yield bytes(piece)
        number += 1
