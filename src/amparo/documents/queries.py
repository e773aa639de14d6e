"""Reads of documents inside: what is on record under a symbol, and what is to go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from amparo.registry.models import State
from amparo.registry.queries import state_names, treaty_titles

from . import rows
from .models import Block, Document, Version
from .rules.instruments import TREATIES
from .rules.matching import Text
from .rules.symbols import Symbol
from .structure import BlockKind

_SITE_LANGUAGE = {"zh": "zh-hans"}


def texts(document: Document, language: str) -> tuple[Text | None, list[Text]]:
    """Return what the version in a language is compared by, if there is one, and the others."""
    versions = list(Version.objects.filter(document=document).order_by("language"))
    found = {one.language: _text(one, document, whole=one.language == language) for one in versions}
    own = found.pop(language, None)
    return own, list(found.values())


def states_of(
    symbol: Symbol, given: Iterable[str], titles: Sequence[str], language: str
) -> list[str]:
    """
    Return the States that a document is about: as given, or by its symbol, or by its title.

    Only States on record; a title is read where the symbol is of one State's review, visit or case.
    """
    known = set(State.objects.values_list("iso3", flat=True))
    said = [one.upper() for one in given]
    if said:
        return [one for one in said if one in known]
    if symbol.state in known:
        return [symbol.state]
    if symbol.body not in {"UPR", "CPT"} and "D" not in symbol.segments and symbol.body != "HRC":
        return []
    found = _named(titles[0], language) or _named(" ".join(titles), "en")
    return sorted(found)


def treaty_title(symbol: Symbol, language: str) -> str:
    """Return the title of a treaty as it is on record, for texts of treaties; empty for others."""
    code = TREATIES.get(str(symbol))
    if code is None:
        return ""
    spoken = _SITE_LANGUAGE.get(language, language)
    return treaty_titles(spoken).get(code, ("", ""))[0]


def _named(title: str, language: str) -> set[str]:
    """Return the States that a title names, the longest names first: Guinea is not Guinea-Bissau."""
    names = state_names(_SITE_LANGUAGE.get(language, language))
    found = set()
    for iso3, name in sorted(names.items(), key=lambda one: -len(one[1])):
        wanted = re.escape(name) if language == "zh" else rf"\b{re.escape(name)}\b"
        title, count = re.subn(wanted, " ", title, flags=re.IGNORECASE)
        if count:
            found.add(iso3)
    return found


def _text(version: Version, document: Document, *, whole: bool) -> Text:
    numbers = Block.objects.filter(version=version, kind=BlockKind.PARAGRAPH).order_by("order")
    digest = rows.digest_of_text(*rows.held_text(version)) if whole else ""
    return Text(
        version.language,
        version.title,
        document.on,
        digest,
        tuple(numbers.values_list("eid", flat=True)),
    )
