"""Digests over lists of text, and the one text in which values are stored and digested."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime


def canonical(values: Mapping[str, object]) -> str:
    """Return the one text in which these values are stored: JSON, keys in order, no spaces."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(parts: Iterable[str]) -> str:
    """Return the SHA-256 digest of a list of parts; no two different lists share their bytes."""
    state = hashlib.sha256()
    for part in parts:
        # The length goes first, so that no two different lists of parts make the same bytes.
        data = part.encode()
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def moment_text(moment: datetime) -> str:
    """Return a moment as digests have it: in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
