"""
How a docket proves itself: canonical text, digests of acts, digests of checkpoints.

A digest covers an act as it is stored: clear fields as text, and the sealed part as the bytes of
its ciphertext. Destroying a key, or wrapping it anew, leaves every chain as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

from .entries import Fields

_ACT = "amparo act 1"
_CHECKPOINT = "amparo checkpoint 1"


def canonical(fields: Fields) -> str:
    """Return the one text in which these fields are stored: JSON, keys in order, no spaces."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def act_digest(
    *,
    procedure: str,
    reference: str,
    number: int,
    kind: str,
    on: date,
    precision: str,
    entered_at: datetime,
    recorded_at: datetime,
    by: str,
    fields: str,
    sealed: bytes | None,
    rectifies: int | None,
    reason: str,
    source: str,
    before: str,
) -> str:
    """Return the digest of an act: over all that is stored of it and the digest before it."""
    parts = [
        _ACT,
        procedure,
        reference,
        str(number),
        kind,
        on.isoformat(),
        precision,
        _moment(entered_at),
        _moment(recorded_at),
        by,
        fields,
        hashlib.sha256(sealed).hexdigest() if sealed is not None else "",
        "" if rectifies is None else str(rectifies),
        reason,
        source,
        before,
    ]
    return _digest(parts)


def checkpoint_digest(
    *,
    number: int,
    taken_at: datetime,
    heads: Iterable[tuple[str, int, str]],
    before: str,
) -> str:
    """Return the digest of a checkpoint: over each docket's last act, and the checkpoint before."""
    state = hashlib.sha256()
    for part in (_CHECKPOINT, str(number), _moment(taken_at), before):
        _feed(state, part)
    for reference, acts, digest in sorted(heads):
        for part in (reference, str(acts), digest):
            _feed(state, part)
    return state.hexdigest()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _digest(parts: Iterable[str]) -> str:
    state = hashlib.sha256()
    for part in parts:
        _feed(state, part)
    return state.hexdigest()


def _feed(state: hashlib._Hash, part: str) -> None:
    # The length goes first, so that no two different lists of parts make the same bytes.
    data = part.encode()
    state.update(len(data).to_bytes(8, "big"))
    state.update(data)
