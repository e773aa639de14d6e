"""What of a docket can be found at the desk: each act in words, as far as each class of reader reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.access.rules.need_to_know import is_within
from amparo.core.confidentiality import Confidentiality
from amparo.docket.entries import Entry, Fields
from amparo.docket.procedure import ActType, Field, Kind, Procedure
from amparo.search.analysis.chunks import has_han

LEVELS = (Confidentiality.PUBLIC, Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL)
"""The classes that are found; what is personal is not."""

_ARABIC, _CYRILLIC = ("\u0600", "\u06ff"), ("\u0400", "\u04ff")
_LATIN = ("en", "fr", "es")
_CODES = tuple(code for code, _name in settings.LANGUAGES)
# What a person reads as words; numbers, days and files are not looked for by theirs.
_WORDED = frozenset({Kind.TEXT, Kind.CHOICE, Kind.STATE, Kind.STATES, Kind.SYMBOL})


class Said(NamedTuple):
    """The words of an act for those who read up to any of these classes."""

    number: int
    on: date
    text: str
    levels: tuple[Confidentiality, ...]


def said_in(
    procedure: Procedure, entries: list[Entry], states: Mapping[str, str]
) -> Iterator[Said]:
    """
    Yield what each act of a docket says, once for all classes to which it says the same.

    `states` are the names of States in all languages, by code.
    """
    for entry in entries:
        act = procedure.act(entry.kind)
        by_text: dict[str, list[Confidentiality]] = {}
        for level in LEVELS:
            by_text.setdefault(_text(act, entry.fields, level, states), []).append(level)
        for text, levels in by_text.items():
            yield Said(entry.number, entry.on, text, tuple(levels))


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages that a text may be in, by its script."""
    found = []
    if has_han(text):
        found.append("zh")
    for code, (first, last) in (("ar", _ARABIC), ("ru", _CYRILLIC)):
        if any(first <= sign <= last for sign in text):
            found.append(code)
    if any(sign.isalpha() and sign < "\u0250" for sign in text):
        found += _LATIN
    return tuple(found)


def _text(act: ActType, fields: Fields, level: Confidentiality, states: Mapping[str, str]) -> str:
    said = [in_all_languages(act.title)]
    for one in act.fields:
        value = fields.get(one.name)
        if value is not None and _is_found(one, level):
            said += [_word(one, str(it), states) for it in _several(value)]
    return ". ".join(said)


def _is_found(field: Field, level: Confidentiality) -> bool:
    return (
        field.kind in _WORDED and not field.names_people and is_within(field.confidentiality, level)
    )


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _word(field: Field, value: str, states: Mapping[str, str]) -> str:
    if field.kind in (Kind.STATE, Kind.STATES):
        return states.get(value, value)
    return in_all_languages(field.choices[value]) if value in field.choices else value


@cache
def in_all_languages(text: str) -> str:
    """Return a sentence of the procedures in every language of the site, one after the other."""
    said = []
    for code in _CODES:
        with override(code):
            said.append(_(text))
    return ". ".join(dict.fromkeys(said))
