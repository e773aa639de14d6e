"""States by their names, as lists of recommendations write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from amparo.registry.models import State, StateName

# How lists write names that differ from those on record by more than order and signs.
_ALSO = {
    "iran": "IRN",
    "bolivia": "BOL",
    "venezuela": "VEN",
    "syria": "SYR",
    "united kingdom": "GBR",
    "united states": "USA",
    "turkey": "TUR",
    "turquie": "TUR",
    "czech republic": "CZE",
    "swaziland": "SWZ",
    "cape verde": "CPV",
    "palestine": "PSE",
    "holy see": "VAT",
    "moldova": "MDA",
    "viet nam": "VNM",
    "south korea": "KOR",
    "russia": "RUS",
    "tanzania": "TZA",
    "netherlands": "NLD",
    "kingdom of the netherlands": "NLD",
    "cote d ivoire": "CIV",
    "the former yugoslav republic of macedonia": "MKD",
    "macedonia": "MKD",
    "laos": "LAO",
    "micronesia": "FSM",
    "dprk": "PRK",
    "drc": "COD",
    "burma": "MMR",
}
_ARTICLES = re.compile(r"\b(?:the|la|le|les|l|el|los|las|of|de|du|des|del|d|and|et|y)\b")


@dataclass(frozen=True, slots=True)
class States:
    """The codes of States on record, and what names lead to them."""

    codes: frozenset[str]
    by_name: dict[str, str]

    def named(self, name: str) -> str:
        """Return the code of a State by any of its names, or nothing."""
        if name.strip().upper() in self.codes:
            return name.strip().upper()
        plain = _plain(name)
        return self.by_name.get(plain) or self.by_name.get(_bare(plain), "")


def known() -> States:
    """Return the States on record by their names in six languages."""
    codes = frozenset(State.objects.values_list("iso3", flat=True))
    by_name = {name: code for name, code in _ALSO.items() if code in codes}
    rows = StateName.objects.values_list("state_id", "short", "formal", "article")
    for code, *names, _article in rows:
        for name in names:
            if name and (plain := _plain(name)):
                by_name.setdefault(plain, code)
                by_name.setdefault(_bare(plain), code)
    return States(codes, by_name)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


def _bare(plain: str) -> str:
    """Return a name's words in alphabetical order without small ones: Iran (Islamic Republic of)."""
    return " ".join(sorted(_ARTICLES.sub(" ", plain).split()))
