"""What stands behind the colon of a field, written as the index has it."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date
from functools import cache

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.search.analysis import asked_words, fold
from amparo.search.analysis.concepts import meant_by
from amparo.search.analysis.terms import concepts

from .tree import Field, Node, Span
from .vocabulary import KINDS, LANGUAGES

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,19}")
_STATE_CODE = re.compile(r"[A-Za-z]{3}")
_NUMBER = re.compile(r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?(?:\.\d{1,2})?")
_BETWEEN = re.compile(r"\s*(?:\.{2,}|…|[–—~～至])\s*")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


def field_of(name: str, values: tuple[str, ...]) -> Node:
    """
    Return the node that a field and its values make.

    :raises Refused: if a value cannot be one of that field.
    """
    if name in ("year", "date"):
        return _span(values)
    if name == "symbol":
        return _symbols(values)
    if name == "title":
        return Field(name, _with_words(values))
    return Field(name, tuple(dict.fromkeys(_READERS[name](value) for value in values)))


def _one_spaced(value: str) -> str:
    return " ".join(fold(value).split())


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:60]}…"


def _with_words(values: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(value for value in values if asked_words(value))
    if not found:
        raise Refused(_("There is no word to look for in titles."))
    return found


def _symbols(values: tuple[str, ...]) -> Field:
    plain = tuple(dict.fromkeys(_one_spaced(value).strip("* ").lstrip("/") for value in values))
    if not all(plain):
        raise Refused(_("A symbol has letters or digits, as in CAT/C/69/3."))
    return Field("symbol", plain, is_prefix=any(value.endswith("*") for value in values))


def _state(value: str) -> str:
    named = _meant(value, "state:")
    if named:
        return named
    if _STATE_CODE.fullmatch(value):
        return value.upper()
    raise Refused(_("No State is called {name}."), name=_short(value))


def _body(value: str) -> str:
    named = _meant(value, "body:")
    if named:
        return named
    if _CODE.fullmatch(value):
        return value.upper()
    raise Refused(_("No body is called {name}."), name=_short(value))


def _meant(value: str, kind: str) -> str:
    code = _codes(kind).get(fold(value))
    if code:
        return code
    found = (code for code in meant_by(value) if code.startswith(kind))
    return next(found, "").removeprefix(kind)


@cache
def _codes(kind: str) -> dict[str, str]:
    known = (one.code.removeprefix(kind) for one in concepts() if one.code.startswith(kind))
    return {fold(code): code for code in known}


def _kind(value: str) -> str:
    plain = _one_spaced(value)
    return KINDS.get(plain, plain)


def _language(value: str) -> str:
    code = LANGUAGES.get(fold(value))
    if not code:
        raise Refused(
            _("The languages are ar, zh, en, fr, ru and es; {name} is none."), name=_short(value)
        )
    return code


def _goal(value: str) -> str:
    plain = _one_spaced(value).removeprefix("sdg").strip()
    if not _NUMBER.fullmatch(plain):
        raise Refused(
            _("A goal or target is a number, as in 16 or 16.3, not {name}."), name=_short(value)
        )
    return plain


def _topic(value: str) -> str:
    return value


_READERS = {
    "state": _state,
    "body": _body,
    "kind": _kind,
    "language": _language,
    "theme": _topic,
    "person": _topic,
    "sdg": _goal,
}


def _span(values: tuple[str, ...]) -> Span:
    """Return the days from the first to the last that are named."""
    since: list[date | None] = []
    until: list[date | None] = []
    for value in values:
        first, last = _ends(value)
        since.append(first)
        until.append(last)
    known_since = [day for day in since if day]
    known_until = [day for day in until if day]
    begins = min(known_since) if len(known_since) == len(since) else None
    ends = max(known_until) if len(known_until) == len(until) else None
    if begins and ends and begins > ends:
        begins, ends = ends.replace(month=1, day=1), begins
    return Span(begins, ends)


def _ends(value: str) -> tuple[date | None, date | None]:
    years = _YEARS.fullmatch(value)
    parts = list(years.groups()) if years else _BETWEEN.split(value, maxsplit=1)
    if len(parts) == 1:
        return _days(parts[0], value)
    first = _days(parts[0], value)[0] if parts[0] else None
    last = _days(parts[1], value)[1] if parts[1] else None
    return first, last


def _days(text: str, value: str) -> tuple[date, date]:
    match = _DAY.fullmatch(text.strip())
    if match:
        year, month, day = (int(part) if part else 0 for part in match.groups())
        with suppress(ValueError):
            last_month = month or 12
            last_day = day or monthrange(year, last_month)[1]
            return date(year, month or 1, day or 1), date(year, last_month, last_day)
    raise Refused(
        _("The date {value} is not understood. Write 2019, 2019-05, 2019-05-31 or 2019..2025."),
        value=_short(value),
    )
