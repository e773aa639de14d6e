"""What somebody wants who typed words side by side: the things they name, whatever the language."""

from __future__ import annotations

from dataclasses import replace

from amparo.search.analysis.chinese import words_in
from amparo.search.analysis.chunks import is_han
from amparo.search.analysis.concepts import meant_by, mentions
from amparo.search.analysis.function_words import is_function_word

from .tree import All, Any, Meant, Node, Not, Run, Word

_SHORTEST_CUT = 4  # characters of Chinese that may be several words


def widened(node: Node) -> Node:
    """
    Return a tree in which words that name a concept may be met by the concept instead.

    Words that were typed one after the other are read together: the longest name counts. Between
    others, words like `of` and `the` are not required, and Chinese without spaces falls into words,
    which need not stand side by side. What stands within quotation marks is wanted just so.
    """
    match node:
        case All(parts):
            return _of_all(parts)
        case Any(parts):
            return Any(tuple(widened(part) for part in parts))
        case Word(text):
            return _of_word(text)
    return node


def eased(node: Node) -> Node:
    """
    Return a widened tree, in which half of the words are enough that Chinese falls into.

    Where it falls into words is our reading, not what was typed. The same tree comes back where
    there is nothing of that kind.
    """
    match node:
        case All(parts) | Any(parts):
            return replace(node, parts=tuple(eased(part) for part in parts))
        case Run(_text, parts):
            return replace(node, least=(len(parts) + 1) // 2)
    return node


def _of_all(parts: tuple[Node, ...]) -> Node:
    found: list[Node] = []
    run: list[Word] = []
    for part in parts:
        if isinstance(part, Word):
            run.append(part)
            continue
        found += _of_run(run)
        run = []
        found.append(part if isinstance(part, Not) else widened(part))
    found += _of_run(run)
    return _required(found)


def _required(parts: list[Node]) -> Node:
    some = [one for one in parts if not (isinstance(one, Word) and is_function_word(one.text))]
    found = some or parts
    return found[0] if len(found) == 1 else All(tuple(found))


def _of_run(run: list[Word]) -> list[Node]:
    found: list[Node] = []
    at = 0
    for mention in mentions([word.text for word in run]):
        found += [_of_word(word.text) for word in run[at : mention.start]]
        named = _required([*run[mention.start : mention.end]])
        found.append(_or_meant(named, mention.codes))
        at = mention.end
    return [*found, *(_of_word(word.text) for word in run[at:])]


def _of_word(text: str) -> Node:
    word = Word(text)
    codes = meant_by(text)
    if codes or not is_han(text) or len(text) < _SHORTEST_CUT:
        return _or_meant(word, codes)
    words = words_in(text)
    if len(words) < 2:
        return word
    parts = tuple(_or_meant(Word(one), meant_by(one)) for one in words)
    return Run(text, parts, len(parts))


def _or_meant(node: Node, codes: tuple[str, ...]) -> Node:
    return Meant(codes, node) if codes else node
