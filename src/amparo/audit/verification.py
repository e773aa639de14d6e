"""Whether the trail is as it was written: every digest, every strand, what checkpoints name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from amparo.core.verifying import Finding, damaged_text_readable, stored_moment
from amparo.core.words import gettext_noop as _

from .digests import line_digest
from .models import Line, Strand
from .queries import strand_reference

_CHUNK = 5_000

# For each (strand, number) that a checkpoint names, the digests that it was named with.
Named = dict[tuple[str, int], set[str]]


class _Stored(NamedTuple):
    """A line as its row holds it; the moment as text, whatever it says."""

    strand: int
    number: int
    moment: str
    by: str
    face: str
    area: str
    event: str
    about: str
    permission: str
    outcome: str
    details: str
    digest: str


def verify(
    named: Named | None = None, progress: Callable[[int], None] = lambda _lines: None
) -> Iterator[Finding]:
    """
    Yield what of the trail is not as it was written; nothing if all is well.

    Reads every line once, in the order of the strands. `named` is what checkpoints say of them.
    """
    named = dict(named or {})
    found: set[str] = set()
    with damaged_text_readable():
        strands = {one.number: (one.length, one.head) for one in Strand.objects.all()}
        for number, lines in groupby(_stored_lines(), key=attrgetter("strand")):
            # Without a row of its own a strand has no end to hold it against.
            end = strands.pop(number, (0, ""))
            for finding in _verify_strand(strand_reference(number), end, lines, named, progress):
                found.add(finding.reference)
                yield finding
    for number, (length, _head) in sorted(strands.items()):
        if length:
            found.add(strand_reference(number))
            yield Finding(strand_reference(number), _("All its lines are gone."))
    # Of a strand that is known to be wrong, what a checkpoint says adds nothing.
    for reference, number in sorted(one for one in named if one[0] not in found):
        yield Finding(
            reference, _("Line {number}, which a checkpoint names, cannot be confirmed."), number
        )


def _stored_lines() -> Iterator[_Stored]:
    rows = (
        Line.objects.annotate(moment=Cast("at", CharField()))
        .order_by("strand", "number")
        .values_list(*_Stored._fields)
    )
    return (_Stored(*row) for row in rows.iterator(_CHUNK))


def _verify_strand(
    reference: str,
    end: tuple[int, str],
    lines: Iterator[_Stored],
    named: Named,
    progress: Callable[[int], None],
) -> Iterator[Finding]:
    position, before = 0, ""
    for position, line in enumerate(lines, start=1):
        if line.number != position:
            yield Finding(reference, _("Line {number} is missing."), position)
            return
        digest = _digest_again(line, before)
        if digest is None:
            yield Finding(reference, _("Line {number} cannot be read."), position)
            return
        if digest != line.digest:
            yield Finding(
                reference, _("Line {number} is not as it was when it was written."), position
            )
            return
        if named.pop((reference, position), {digest}) != {digest}:
            yield Finding(
                reference, _("Line {number} is not the one that a checkpoint names."), position
            )
        before = line.digest
        if position % _CHUNK == 0:
            progress(_CHUNK)
    progress(position % _CHUNK)
    if end != (position, before):
        yield Finding(reference, _("Its last line is not the one that was written last."))


def _digest_again(line: _Stored, before: str) -> str | None:
    """Return the digest of a line from what is stored, or None if that cannot be read."""
    try:
        json.loads(line.details)
        return line_digest(
            strand=line.strand,
            number=line.number,
            at=stored_moment(line.moment),
            by=line.by,
            face=line.face,
            area=line.area,
            event=line.event,
            about=line.about,
            permission=line.permission,
            outcome=line.outcome,
            details=line.details,
            before=before,
        )
    except (ValueError, TypeError, AttributeError):
        return None
