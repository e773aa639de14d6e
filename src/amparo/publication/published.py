"""What anybody may have: the files in the public store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from amparo.core.errors import NotVisible
from amparo.core.stores import at_public_store

from .models import PublishedChunk, PublishedFile


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file that anybody may have."""

    id: UUID
    reference: str
    act: int
    name: str
    media_type: str
    size: int
    sha256: str


def listed(reference: str) -> dict[UUID, PublicFile]:
    """Return the files of a docket that anybody may have, by their number."""
    with at_public_store():
        rows = PublishedFile.objects.filter(reference=reference).order_by("act", "pk")
        return {one.pk: _record(one) for one in rows}


def opened(reference: str, file: UUID) -> tuple[PublicFile, Iterator[bytes]]:
    """
    Return a file of a docket that anybody may have, and its bytes, read piece by piece.

    :raises NotVisible: if there is none.
    """
    with at_public_store():
        found = PublishedFile.objects.filter(reference=reference, pk=file).first()
    if found is None:
        raise NotVisible("There is no such file.")
    return _record(found), _chunks(found.pk)


def _chunks(file: UUID) -> Iterator[bytes]:
    number = 0
    while True:
        # Entered for each piece: what is yielded outside of it is read by who knows where.
        with at_public_store():
            row = PublishedChunk.objects.filter(file=file, number=number)
            piece = row.values_list("bytes", flat=True).first()
        if piece is None:
            return
        yield bytes(piece)
        number += 1


def _record(row: PublishedFile) -> PublicFile:
    return PublicFile(
        row.pk, row.reference, row.act, row.name, row.media_type, row.size, row.sha256
    )
