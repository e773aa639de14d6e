"""The columns of a recommendation, and its digest made again from what is stored."""

from __future__ import annotations

from .drafts import digest
from .models import Published

COLUMNS = (
    "source",
    "number",
    "state",
    "by_body",
    "by_state",
    "symbol",
    "paragraph",
    "on",
    "precision",
    "response",
    "topics",
)


def digest_of_recommendation(row: Published) -> str:
    """Return the digest of a recommendation, from its row and its words."""
    words = {one.language: one.text for one in row.wordings.all()}
    return digest({name: getattr(row, name) for name in COLUMNS}, words)
