"""
What a question costs before it is asked, so that none holds a process for long.

Estimated from how many things have its words, with what was measured for each kind of part; a
question is gone through twice, for its results and for its counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import tantivy

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.search.asking.tree import All, Any, Meant, Node, Not, Phrase, Prefix, Run, Some, Word

from . import schema
from .querying import analysed

_MOST_SECONDS = 0.7
_MOST_PREFIXES = 4
_MOST_WORDS_OF_A_PHRASE = 24
_CHEAP = 3  # words, which never cost much
_TIMES = 2
_TIMES_EASED = 8  # where some of the words are enough, none shortens the way through the others
# Nanoseconds for each thing that has the word, on the machine of `docs/reference/benchmarks.md`.
_OF_A_WORD = 15
_OF_A_PHRASE = 70
_OF_A_PREFIX = 60


def check(node: Node, searcher: tantivy.Searcher) -> None:
    """Hold a question to what is answered at once. :raises Refused: if it asks for more."""
    leaves = list(_leaves(node))
    prefixes = [one.text for one in leaves if isinstance(one, Prefix)]
    if len(prefixes) > _MOST_PREFIXES:
        raise Refused(
            _("At most {most} words that end with a star are looked for at once."),
            most=_MOST_PREFIXES,
        )
    phrases = [one for one in leaves if _is_phrase(one)]
    if len(leaves) <= _CHEAP and not phrases and len(prefixes) <= 1:
        return
    if not _is_quick(leaves, searcher):
        raise Refused(
            _(
                "This question has too many phrases or beginnings of words that stand almost"
                " everywhere. Use fewer of them, or rarer ones."
            )
        )


def is_affordable(node: Node, searcher: tantivy.Searcher) -> bool:
    """Test whether a question that nobody typed, in place of another, is answered at once too."""
    return _is_quick(_leaves(node), searcher, times=_TIMES_EASED)


def _is_quick(leaves: Iterable[Node], searcher: tantivy.Searcher, times: int = _TIMES) -> bool:
    nanoseconds = sum(_cost(one, searcher) for one in leaves)
    return nanoseconds * times <= _MOST_SECONDS * 1e9


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case All(parts) | Any(parts):
            for one in parts:
                yield from _leaves(one)
        case Not(part):
            yield from _leaves(part)
        case Some(whole, parts):
            yield from _leaves(whole)
            for one in parts:
                yield from _leaves(one)
        case Run(text, parts):
            yield Word(text)
            for one in parts:
                yield from _leaves(one)
        case Meant(_codes, words):
            yield from _leaves(words)
        case _:
            yield node


def _is_phrase(node: Node) -> bool:
    """Test whether a part looks for several words side by side. :raises Refused: if for too many."""
    if not isinstance(node, Word | Phrase):
        return False
    longest = max(map(len, _sequences(node)), default=0)
    if longest > _MOST_WORDS_OF_A_PHRASE:
        raise Refused(_("A phrase may have {most} words at most."), most=_MOST_WORDS_OF_A_PHRASE)
    return longest > 1


def _cost(node: Node, searcher: tantivy.Searcher) -> int:
    match node:
        case Word() | Phrase():
            return sum(_of_sequence(one, searcher) for one in _sequences(node))
        case Prefix(text):
            last = analysed(text)[1][-1]
            found = searcher.terms_with_prefix(schema.SURFACES, last)
            return _OF_A_PREFIX * sum(count for _word, count in found)
    return 0


def _of_sequence(stems: Sequence[str], searcher: tantivy.Searcher) -> int:
    often = sorted(searcher.doc_freq(schema.STEMS, one) for one in stems)
    # Of a phrase, its two rarest words are compared place by place.
    return _OF_A_WORD * often[0] if len(often) == 1 else _OF_A_PHRASE * sum(often[:2])


def _sequences(node: Word | Phrase) -> tuple[tuple[str, ...], ...]:
    return analysed(node.text if isinstance(node, Word) else " ".join(node.words))[0]
