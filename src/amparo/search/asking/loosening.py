"""What to ask instead where nothing has all the words of a question, or only what has them."""

from __future__ import annotations

from amparo.search.analysis.chinese import words_in
from amparo.search.analysis.chunks import is_han
from amparo.search.analysis.function_words import is_function_word

from .tree import All, Node, Not, Phrase, Prefix, Word
from .vocabulary import AND, NOT, OR

_MOST = 8  # words that are left out in turn


def loosened(node: Node) -> tuple[Node, ...]:
    """
    Return the questions that ask for one word less, each without another one.

    Only words and phrases are left out; what narrows (a State, a year) stays. Nothing comes of a
    question of one word.
    """
    parts = _apart(node)
    free = [at for at, one in enumerate(parts) if isinstance(one, Word | Phrase | Prefix)]
    if len(free) < 2 or len(free) > _MOST:
        return ()
    is_strict = isinstance(node, All) and node.is_strict
    return tuple(_without(parts, at, is_strict) for at in free)


def strict(node: Node) -> Node:
    """Return the question that asks for each of the words, of which fewer may be enough."""
    return All(_apart(node), is_strict=True)


def _apart(node: Node) -> tuple[Node, ...]:
    found: list[Node] = []
    for part in node.parts if isinstance(node, All) else (node,):
        if isinstance(part, Word) and is_han(part.text):
            found += map(_as_word, words_in(part.text))
        elif not (isinstance(part, Word) and is_function_word(part.text)):
            found.append(part)
    return tuple(found)


def _as_word(text: str) -> Word | Phrase:
    """Return a word that Chinese fell into; by itself, it might be read as a sign."""
    is_plain = text.isalnum() and text not in AND | OR | NOT
    return Word(text) if is_plain else Phrase((text,))


def _without(parts: tuple[Node, ...], at: int, is_strict: bool) -> Node:
    left = (*parts[:at], *parts[at + 1 :])
    if len(left) == 1 and not isinstance(left[0], Not):
        return left[0]
    return All(left, is_strict or any(isinstance(one, Phrase) for one in left))
