"""Words of a question that name a concept: found in whatever language a text says it."""

from __future__ import annotations

from amparo.search.analysis.concepts import meant_by, mentions

from .tree import All, Any, Meant, Node, Not, Phrase, Word


def widened(node: Node) -> Node:
    """
    Return a tree in which the words that name concepts may be met by the concept instead.

    Words that were typed one after the other are read together: the longest name counts. Words
    within quotation marks stay what they are, unless they are a name as a whole.
    """
    if isinstance(node, All):
        return _of_all(node)
    if isinstance(node, Any):
        return Any(tuple(widened(part) for part in node.parts))
    if isinstance(node, Not):
        return node
    return _alone(node)


def _of_all(node: All) -> Node:
    found: list[Node] = []
    run: list[Word] = []
    for part in node.parts:
        if isinstance(part, Word):
            run.append(part)
            continue
        found += _of_run(run)
        run = []
        found.append(widened(part))
    found += _of_run(run)
    return found[0] if len(found) == 1 else All(tuple(found))


def _of_run(run: list[Word]) -> list[Node]:
    found: list[Node] = []
    at = 0
    for mention in mentions([word.text for word in run]):
        found += run[at : mention.start]
        words = run[mention.start : mention.end]
        found.append(Meant(mention.codes, words[0] if len(words) == 1 else All(tuple(words))))
        at = mention.end
    return [*found, *run[at:]]


def _alone(node: Node) -> Node:
    text = node.text if isinstance(node, Word) else ""
    if isinstance(node, Phrase):
        text = " ".join(node.words)
    codes = meant_by(text) if text else ()
    return Meant(codes, node) if codes else node
