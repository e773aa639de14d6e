"""Folding acts in tests without a database: (content, day) pairs in, a standing out."""

from datetime import UTC, date, datetime

from amparo.docket.entries import Entry, Standing
from amparo.docket.folding import check
from amparo.docket.procedure import Content, Procedure

KNOWN = datetime(2026, 6, 1, tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def after(procedure: Procedure, *acts: tuple[Content, str]) -> Standing:
    """Return the standing after these acts, each checked. :raises Refused: at the first misfit."""
    return check(
        procedure,
        [
            Entry(number, content.act.name, day(on), KNOWN, content.fields)
            for number, (content, on) in enumerate(acts, start=1)
        ],
    )
