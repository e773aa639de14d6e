"""The columns of a table as they are read from the store, and as each kind of file holds them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from django.apps import apps
from django.db import models

from amparo.publication.tables import COLUMNS_STAYING, OpenTable

# What a value is, by the kind of field: what readers are told, SQLite's type, Parquet's.
KINDS: dict[str, tuple[str, pa.DataType]] = {
    "integer": ("INTEGER", pa.int64()),
    "boolean": ("INTEGER", pa.bool_()),
    "text": ("TEXT", pa.string()),
    "json": ("TEXT", pa.string()),
    "date": ("TEXT", pa.date32()),
    "moment": ("TEXT", pa.timestamp("us", tz="UTC")),
}
_OF_FIELDS = {
    "AutoField": "integer",
    "BigAutoField": "integer",
    "IntegerField": "integer",
    "BigIntegerField": "integer",
    "SmallIntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveBigIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "BooleanField": "boolean",
    "CharField": "text",
    "TextField": "text",
    "UUIDField": "text",
    "JSONField": "json",
    "DateField": "date",
    "DateTimeField": "moment",
}
Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its kind, whether it may be empty, and the table that it points to."""

    name: str
    kind: str
    may_be_empty: bool
    is_key: bool
    points_to: str
    meaning: str


def model_of(table: OpenTable) -> type[models.Model]:
    """Return the model of a table."""
    return apps.get_model(table.model)


def columns_of(table: OpenTable) -> tuple[Column, ...]:
    """
    Return the columns of a table that go out, in their order.

    :raises LookupError: if one is neither described nor said to stay.
    """
    staying = COLUMNS_STAYING.get(table.model, frozenset())
    fields = [one for one in model_of(table)._meta.concrete_fields if one.attname not in staying]
    unknown = [one.attname for one in fields if one.attname not in table.columns]
    if unknown:
        raise LookupError(f"{table.model}: say in tables.py what {', '.join(unknown)} means.")
    return tuple(_column(table, one) for one in fields)


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """Return the columns as Parquet has them."""
    return pa.schema(
        [
            pa.field(one.name, KINDS[one.kind][1], nullable=one.may_be_empty).with_metadata(
                {"meaning": one.meaning}
            )
            for one in columns
        ]
    )


def to_plain(columns: Sequence[Column]) -> list[Change | None]:
    """Return how to make plain values of what the store gives: JSON and numbers of files as text."""
    changes: dict[str, Change] = {"json": _as_json, "text": _as_text}
    return [changes.get(one.kind) for one in columns]


def to_sqlite(columns: Sequence[Column]) -> list[Change | None]:
    """Return how to write plain values into SQLite: days and moments as ISO 8601."""
    changes: dict[str, Change] = {"date": _as_day, "moment": _as_moment, "boolean": _as_number}
    return [changes.get(one.kind) for one in columns]


def changed(rows: Sequence[Sequence[Any]], changes: Sequence[Change | None]) -> list[list[Any]]:
    """Return rows column by column, changed."""
    found = [list(one) for one in zip(*rows, strict=True)]
    return [
        values if change is None else [None if one is None else change(one) for one in values]
        for values, change in zip(found, changes, strict=True)
    ]


def _column(table: OpenTable, field: models.Field[Any, Any]) -> Column:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    points_to = ""
    if isinstance(field, models.ForeignKey) and field.related_model is not None:
        points_to = field.related_model._meta.db_table
    return Column(
        name=field.attname,
        kind=_OF_FIELDS[target.get_internal_type()],
        may_be_empty=field.null,
        is_key=field.primary_key,
        points_to=points_to,
        meaning=table.columns[field.attname],
    )


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _as_day(value: date) -> str:
    return value.isoformat()


def _as_moment(value: datetime) -> str:
    return value.isoformat()


def _as_number(value: bool) -> int:
    return int(value)
