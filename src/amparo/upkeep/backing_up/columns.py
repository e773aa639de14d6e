"""
What a column holds, as a backup writes it down: plain values, the same from either engine.

A moment is ISO 8601 in UTC, a UUID its 32 digits, bytes are base64, JSON is its text. What goes out
of one engine comes in to the other.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

Conversion = Callable[[Any], Any]

NUMBER, YES_NO, TEXT, DAY, MOMENT = "number", "yes or no", "text", "day", "moment"
IDENTIFIER, BYTES, JSON, DECIMAL = "uuid", "bytes", "json", "decimal"

_KINDS = {
    **dict.fromkeys(
        (
            "AutoField",
            "BigAutoField",
            "BigIntegerField",
            "FloatField",
            "IntegerField",
            "PositiveBigIntegerField",
            "PositiveIntegerField",
            "PositiveSmallIntegerField",
            "SmallAutoField",
            "SmallIntegerField",
        ),
        NUMBER,
    ),
    **dict.fromkeys(("CharField", "SlugField", "TextField"), TEXT),
    "BinaryField": BYTES,
    "BooleanField": YES_NO,
    "DateField": DAY,
    "DateTimeField": MOMENT,
    "DecimalField": DECIMAL,
    "JSONField": JSON,
    "UUIDField": IDENTIFIER,
}
KINDS = frozenset(_KINDS.values())


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name in the table, and the kind of its values."""

    name: str
    kind: str


def kind_of(field: models.Field[Any, Any]) -> str:
    """Return the kind of a field's values. :raises KeyError: for a field of a sort yet unknown."""
    while field.remote_field is not None:
        field = field.target_field  # type: ignore[attr-defined]
    return _KINDS[field.get_internal_type()]


def read_as(vendor: str, kind: str, quoted: str) -> str:
    """Return the SQL expression in which a column of this kind is read."""
    if vendor == "sqlite":
        # An expression has no declared type, so that the text comes as it is stored.
        return f"CAST({quoted} AS TEXT)" if kind in (MOMENT, DAY) else f"+{quoted}"
    if kind == MOMENT:
        return f"""to_char({quoted} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
    if kind == IDENTIFIER:
        return f"replace({quoted}::text, '-', '')"
    return f"{quoted}::text" if kind in (DAY, JSON, DECIMAL) else quoted


def going_out(vendor: str, kind: str) -> Conversion | None:
    """Return what turns a value that was read into one to be written down; None: nothing does."""
    if kind == BYTES:
        return _as_base64
    return _FROM_SQLITE.get(kind) if vendor == "sqlite" else None


def coming_in(vendor: str, kind: str) -> Conversion | None:
    """Return what turns a value that was written down into one to be stored."""
    if kind == BYTES:
        return _bytes_of
    return _INTO_SQLITE.get(kind) if vendor == "sqlite" else None


def _as_base64(value: Any) -> str:
    return b64encode(value).decode()


def _bytes_of(text: str) -> bytes:
    return b64decode(text, validate=True)


def _moment_of_sqlite(text: str) -> str:
    # By its form, not by its meaning: what was changed behind the system's back is kept as found.
    return text.replace(" ", "T", 1) + "+00:00"


def _moment_as_sqlite(text: str) -> str:
    return text.removesuffix("+00:00").removesuffix(".000000").replace("T", " ", 1)


def _decimal_of_sqlite(value: Any) -> str:
    return format(Decimal(str(value)), "f")


_FROM_SQLITE: dict[str, Conversion] = {
    MOMENT: _moment_of_sqlite,
    YES_NO: bool,
    DECIMAL: _decimal_of_sqlite,
}
_INTO_SQLITE: dict[str, Conversion] = {MOMENT: _moment_as_sqlite}
