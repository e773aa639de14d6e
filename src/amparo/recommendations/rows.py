"""The columns of a recommendation, and its digest made again from what is stored."""

from __future__ import annotations

from .drafts import digest
from .models import Published

_BESIDE = frozenset({"id", "digest", "changed_at"})
# What is said of it: every column but those that the row has of its own.
COLUMNS = tuple(one.name for one in Published._meta.concrete_fields if one.name not in _BESIDE)


def digest_of_recommendation(row: Published) -> str:
    """Return the digest of a recommendation, from its row and its words."""
    words = {one.language: one.text for one in row.wordings.all()}
    return digest({name: getattr(row, name) for name in COLUMNS}, words)
