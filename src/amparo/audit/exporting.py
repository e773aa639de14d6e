"""The trail as a file: CSV for spreadsheets, JSON Lines for programs. Never whole in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum

from amparo.core import spreadsheets
from amparo.core.digesting import canonical

from . import queries
from .actions import record
from .events import TRAIL_EXPORTED
from .queries import COLUMNS, Filters


class Form(StrEnum):
    """In what form the trail is exported."""

    CSV = "csv"
    JSON_LINES = "jsonl"


def export(form: Form, filters: Filters, *, by: str, permission: str = "") -> Iterator[str]:
    """
    Return the text of the file, line by line, and remember that `by` asked for it.

    The trail's own line about it is written first: an export that breaks off was one, too.
    """
    narrowed = "+".join(sorted(name for name, value in filters.items() if value))
    record(TRAIL_EXPORTED, by=by, permission=permission, form=form, narrowed_by=narrowed)
    rows = queries.export(**filters)
    return as_csv(rows) if form is Form.CSV else as_json_lines(rows)


def as_csv(rows: Iterable[dict[str, object]]) -> Iterator[str]:
    """Yield a file of comma-separated values that no spreadsheet takes for formulas."""
    return spreadsheets.as_csv(COLUMNS, ([_said(row[name]) for name in COLUMNS] for row in rows))


def as_json_lines(rows: Iterable[dict[str, object]]) -> Iterator[str]:
    """Yield a file with one JSON object a line."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _said(value: object) -> object:
    return canonical(value) if isinstance(value, dict) else value
