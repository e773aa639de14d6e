"""
How a docket proves itself: canonical text, digests of acts, digests of checkpoints.

A digest covers an act as it is stored: clear fields as text, and the sealed part as the bytes of
its ciphertext. Destroying a key, or wrapping it anew, leaves every chain as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain

from amparo.core.digesting import canonical as canonical_text
from amparo.core.digesting import digest_of, moment_text

from .entries import Fields

_ACT = "amparo act 1"
# A reason is inside the sealed part; its old place stays, and with it the digests made before.
_NO_REASON = ""
_CHECKPOINT = "amparo checkpoint 1"


def canonical(fields: Fields) -> str:
    """Return the one text in which these fields are stored: JSON, keys in order, no spaces."""
    return canonical_text(fields)


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
    sealed: bytes | memoryview[int] | None,
    rectifies: int | None,
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
        moment_text(entered_at),
        moment_text(recorded_at),
        by,
        fields,
        hashlib.sha256(sealed).hexdigest() if sealed is not None else "",
        "" if rectifies is None else str(rectifies),
        _NO_REASON,
        source,
        before,
    ]
    return digest_of(parts)


def checkpoint_digest(
    *,
    number: int,
    taken_at: datetime,
    heads: Iterable[tuple[str, int, str]],
    before: str,
) -> str:
    """Return the digest of a checkpoint: over each docket's last act, and the checkpoint before."""
    ends = chain.from_iterable(
        (reference, str(acts), digest) for reference, acts, digest in sorted(heads)
    )
    return digest_of([_CHECKPOINT, str(number), moment_text(taken_at), before, *ends])
