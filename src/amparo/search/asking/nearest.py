"""Words of the index that somebody may have meant."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from amparo.search.analysis import fold
from amparo.search.analysis.stems import script_of

_SHORTEST = 4  # letters; shorter words are near to too many


def nearest(word: str, vocabulary: Mapping[str, int]) -> str:
    """
    Return the word of a vocabulary that is nearest to one that was typed, or nothing.

    The vocabulary says in how many texts each of its words stands. Only words of the same script
    that stand in more texts than the typed one come into question; of two equally near, the more
    frequent. Numbers, symbols and Chinese are not corrected.
    """
    typed = fold(word)
    if len(typed) < _SHORTEST or not typed.isalpha() or script_of(typed) == "han":
        return ""
    often = vocabulary.get(typed, 0)
    most = 1 if len(typed) < 7 else 2
    near = process.extract(
        typed,
        vocabulary.keys(),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=most,
        limit=50,
    )
    script = script_of(typed)
    found = [
        (distance, -vocabulary[one], one)
        for one, distance, _ in near
        if one != typed and vocabulary[one] > often and script_of(one) == script
    ]
    return min(found)[2] if found else ""
