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

LEVELS = (Confidentiality.PUBLIC, Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL)
"""The classes that are found; what is personal is not."""

_CODES = tuple(code for code, _name in settings.LANGUAGES)
# What a person reads as words; numbers, days and files are not looked for by theirs.
_WORDED = frozenset({Kind.TEXT, Kind.CHOICE, Kind.STATE, Kind.STATES, Kind.SYMBOL})


class Said(NamedTuple):
    """
    What an act says to those who read up to any of these classes.

    `sentences` are of its procedure, and names of States: many acts say the same. `typed` is what
    somebody wrote.
    """

    number: int
    on: date
    sentences: tuple[str, ...]
    typed: tuple[str, ...]
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
        by_text: dict[_Texts, list[Confidentiality]] = {}
        for level in LEVELS:
            by_text.setdefault(_texts(act, entry.fields, level, states), []).append(level)
        for (sentences, typed), levels in by_text.items():
            yield Said(entry.number, entry.on, sentences, typed, tuple(levels))


_Texts = tuple[tuple[str, ...], tuple[str, ...]]


def _texts(
    act: ActType, fields: Fields, level: Confidentiality, states: Mapping[str, str]
) -> _Texts:
    """Return the sentences of the procedure that an act says, and what was typed in it."""
    sentences, typed = [in_all_languages(act.title)], []
    for one in act.fields:
        value = fields.get(one.name)
        if value is None or not _is_found(one, level):
            continue
        for it in map(str, _several(value)):
            if one.kind in (Kind.STATE, Kind.STATES):
                sentences.append(states.get(it, it))
            elif it in one.choices:
                sentences.append(in_all_languages(one.choices[it]))
            else:
                typed.append(it)
    return tuple(sentences), tuple(typed)


def _is_found(field: Field, level: Confidentiality) -> bool:
    return (
        field.kind in _WORDED and not field.names_people and is_within(field.confidentiality, level)
    )


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


@cache
def in_all_languages(text: str) -> str:
    """Return a sentence of the procedures in every language of the site, one after the other."""
    said = []
    for code in _CODES:
        with override(code):
            said.append(_(text))
    return ". ".join(dict.fromkeys(said))
