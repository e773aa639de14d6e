"""Making records of what the API sends: by the types that their fields say."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
_KNOWN: dict[Any, dict[str, Any]] = {}


def made(kind: type[T], told: Mapping[str, Any]) -> T:
    """Return a record of what was told; a field that is missing there is empty."""
    return kind(**{name: _value(hint, told.get(name)) for name, hint in _hints(kind).items()})


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _KNOWN:
        hints = get_type_hints(kind)
        _KNOWN[kind] = {one.name: hints[one.name] for one in fields(kind)}
    return _KNOWN[kind]


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(hint, types.UnionType):
        hint = next(one for one in get_args(hint) if one is not types.NoneType)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if get_origin(hint) is tuple:
        return _several(get_args(hint), value)
    if is_dataclass(hint) and isinstance(hint, type):
        return made(hint, value)
    return value


def _several(hints: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if hints[-1] is Ellipsis:
        return tuple(_value(hints[0], one) for one in values)
    return tuple(_value(hint, one) for hint, one in zip(hints, values, strict=True))
