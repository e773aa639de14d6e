"""A plain table of ours, for whoever has recommendations in another form (docs/reference)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.registry.imports import problem

from ..drafts import PRECISIONS, Draft
from ..models import LANGUAGES
from .reading import Content, Found, Known, rows_of, words

COLUMNS = ("source", "number", "state", "language", "text")
OPTIONAL = (
    "by_body",
    "by_state",
    "symbol",
    "paragraph",
    "on",
    "precision",
    "response",
    "topics",
)
_BETWEEN = re.compile(r"[;\s]+")


def is_it(content: Content) -> bool:
    """Test whether a file is in this form."""
    return content.has(*COLUMNS)


def read(content: Content, known: Known) -> Found:
    """
    Return what a file in this form holds: rows with one source and number are one recommendation.

    :raises Refused: if it has columns that are not ours, or one of them twice.
    """
    for column in content.header:
        if column not in COLUMNS and column not in OPTIONAL:
            raise Refused(
                _("The column “{column}” is not known; there are {known}."),
                column=column,
                known=", ".join((*COLUMNS, *OPTIONAL)),
            )
        if content.header.count(column) > 1:
            raise Refused(_("The column “{column}” stands twice."), column=column)
    found, made = Found(), Found()
    for line, row in rows_of(content, found):
        try:
            made.keep(_draft(line, row, known), known)
        except Refused as refused:
            found.problems.append(problem(line, refused.message, **refused.values))
    found.problems += made.problems
    _merge(made.drafts, found)
    return found


def _draft(line: int, row: Mapping[str, str], known: Known) -> Draft:
    if row["language"] not in LANGUAGES:
        raise Refused(_("“{language}” is not an official language."), language=row["language"])
    precision = row.get("precision") or "day"
    if precision not in PRECISIONS:
        raise Refused(_("“{precision}” is none of day, month, year."), precision=precision)
    return Draft(
        line,
        row["source"],
        row["number"],
        row["state"],
        {row["language"]: words(row["text"])},
        by_body=row.get("by_body", ""),
        by_state=row.get("by_state", ""),
        symbol=row.get("symbol", ""),
        paragraph=row.get("paragraph", ""),
        on=_day(row.get("on", "")),
        precision=precision,
        response=row.get("response", ""),
        topics=_topics(row.get("topics", ""), known),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(_("“{text}” is not a day; write it as 2025-11-20."), text=text) from None


def _topics(cell: str, known: Known) -> tuple[str, ...]:
    codes = [one for one in _BETWEEN.split(cell) if one]
    for one in codes:
        if one not in known.topics:
            raise Refused(_("There is no topic {code}."), code=one)
    return tuple(dict.fromkeys(codes))


def _merge(drafts: list[Draft], found: Found) -> None:
    """Put the languages of a recommendation together; what else its rows say must be the same."""
    whole: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        first = whole.get(draft.key)
        if first is None:
            whole[draft.key] = draft
        elif first.columns() != draft.columns():
            said = _(
                "This row says otherwise than line {other}, which is of the same recommendation."
            )
            found.problems.append(problem(draft.line, said, other=first.line))
        elif set(first.wordings) & set(draft.wordings):
            said = _("The same recommendation is on line {other} already.")
            found.problems.append(problem(draft.line, said, other=first.line))
        else:
            wordings = {**first.wordings, **draft.wordings}
            whole[draft.key] = replace(first, wordings=wordings)
    found.drafts += whole.values()
