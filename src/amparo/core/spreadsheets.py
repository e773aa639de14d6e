"""Rows as comma-separated values that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

# With one of these at its beginning, a spreadsheet takes a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a file line by line: the names of its columns, then its rows as they come."""
    writer = csv.writer(_Echo())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_cell(one) for one in row])


class _Echo:
    """Hands back what is written to it, so that each row can be sent as it comes."""

    def write(self, text: str) -> str:
        return text


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # A number below zero is one, and nothing else that begins with a sign.
    if not text.startswith(_FORMULA) or isinstance(value, int | float | Decimal):
        return text
    return f"'{text}"
