"""The digest of a line of the trail."""

from __future__ import annotations

from datetime import datetime

from amparo.core.digesting import digest_of, moment_text

_LINE = "amparo line 1"


def line_digest(
    *,
    strand: int,
    number: int,
    at: datetime,
    by: str,
    face: str,
    area: str,
    event: str,
    about: str,
    permission: str,
    outcome: str,
    details: str,
    before: str,
) -> str:
    """Return the digest of a line: over all that is stored of it and the digest before it."""
    return digest_of(
        [
            _LINE,
            str(strand),
            str(number),
            moment_text(at),
            by,
            face,
            area,
            event,
            about,
            permission,
            outcome,
            details,
            before,
        ]
    )
