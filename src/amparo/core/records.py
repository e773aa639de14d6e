"""Published records as plain data, for the JSON form of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from .calendar import Span

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """
    Return a record, or anything made of records, as what JSON can say.

    Days and moments are written as ISO 8601, decimals as text so that no digit is lost, a span as
    its first and last day. Fields whose name begins with an underscore are left out.

    :raises TypeError: if there is something else in it.
    """
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case Span():
            return {"first": value.first.isoformat(), "last": value.last.isoformat()}
        case Mapping():
            return {str(plain(key)): plain(one) for key, one in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            shown = (one.name for one in fields(value) if not one.name.startswith("_"))
            return {name: plain(getattr(value, name)) for name in shown}
        case Iterable():
            return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON.")
