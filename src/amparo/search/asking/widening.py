"""What somebody wants who typed words side by side: the things they name, whatever the language."""

from __future__ import annotations

from amparo.search.analysis.chinese import words_in
from amparo.search.analysis.chunks import is_han
from amparo.search.analysis.concepts import meant_by, mentions
from amparo.search.analysis.function_words import is_function_word

from .tree import All, Any, Meant, Node, Not, Run, Some, Word

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


def eased(node: Node) -> tuple[Node, ...]:
    """
    Return ever easier trees, widened: half of the words typed side by side are enough, then one.

    What names a concept counts as one word; Chinese without spaces, as the words it falls into.
    What else was asked stays as it is: fields, what is excluded, beginnings. So does everything where
    signs tell how words belong together. Then, and where there are no two words, nothing is easier.
    """
    wide = widened(node)
    parts = wide.parts if isinstance(wide, All) else (wide,)
    plain = tuple(one for one in parts if isinstance(one, Word | Meant | Run))
    words = tuple(dict.fromkeys(word for one in plain for word in _words(one)))
    if (isinstance(node, All) and node.is_strict) or len(words) < 2:
        return ()
    others = tuple(one for one in parts if one not in plain)
    first: Node = plain[0] if len(plain) == 1 else All(plain)
    found: list[Node] = []
    for least in dict.fromkeys((_half(len(words)), 1)):
        first = Some(first, words, least)
        found.append(All((first, *others)) if others else first)
    return tuple(found)


def _words(part: Node) -> tuple[Node, ...]:
    if isinstance(part, Run):
        return part.parts
    return () if isinstance(part, Word) and is_function_word(part.text) else (part,)


def _half(count: int) -> int:
    return (count + 1) // 2


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
    return Run(text, parts)


def _or_meant(node: Node, codes: tuple[str, ...]) -> Node:
    return Meant(codes, node) if codes else node
