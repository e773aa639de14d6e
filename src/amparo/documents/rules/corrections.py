"""
Citations that are known to be wrong in print, and what they should say.

Each with where it stands, what is printed and its source. Nothing else is ever corrected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .citations import Found


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong citation: in a document, in a paragraph of it (any, if empty), to a symbol and point."""

    within: str
    eid: str
    symbol: str
    point: str
    right_symbol: str
    right_point: str
    source: str


CORRECTIONS = (
    # The nineteenth annual report (note 26) cites the same sentence rightly.
    Correction("CAT/OP/1/Rev.1", "", "CAT/OP/12/15", "", "CAT/OP/12/5", "", "INC-17"),
    Correction(
        "CAT/C/69/3", "para_47", "A/RES/57/199", "art_26", "A/RES/57/199", "art_24", "INC-03"
    ),
    Correction(
        "A/75/601",
        "annex_1__para_62",
        "A/75/601",
        "annex_1__sec_2__sec_4",
        "A/75/601",
        "annex_1__sec_3__sec_b__sec_4",
        "INC-12",
    ),
)


def corrected(found: Found, within: str, eid: str, words: str) -> Found:
    """
    Return a citation as it should be; what is printed is kept with it: the symbol, or the words.

    Source: INC-03, INC-12, INC-17.
    """
    for one in CORRECTIONS:
        if one.within != within or one.symbol != found.symbol or one.eid not in ("", eid):
            continue
        if one.point not in ("", found.point):
            continue
        printed = found.symbol if one.symbol != one.right_symbol else words
        point = one.right_point or found.point
        return replace(found, symbol=one.right_symbol, point=point, printed=printed)
    return found
