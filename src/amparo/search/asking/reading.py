"""From the signs of a question to its tree."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.search.analysis import asked_words
from amparo.search.analysis.chunks import has_han

from .signs import Kind, Sign, cleaned, signs_of
from .tree import All, Any, Everything, Node, Not, Phrase, Prefix, Word
from .values import field_of

LONGEST = 2_000  # characters
MOST_WORDS = 100  # as the index counts: pairs of characters in Chinese
DEEPEST = 12  # brackets within brackets that mean something
_JOINING = {Kind.AND, Kind.OR}
_BRACKETS = {Kind.OPEN, Kind.CLOSE}


@dataclass
class _Group:
    """What stands between two brackets while it is read: alternatives side by side."""

    parts: list[list[Node]] = field(default_factory=list)
    is_or: bool = False  # the last part waits for an alternative
    is_not: bool = False  # the next part is excluded

    def add(self, node: Node) -> None:
        if self.is_not:
            node = node.part if isinstance(node, Not) else Not(node)
        if self.is_or and self.parts:
            self.parts[-1].append(node)
        else:
            self.parts.append([node])
        self.is_or = self.is_not = False

    def node(self) -> Node:
        return _all([_any(alternatives) for alternatives in self.parts])


def parsed(text: str) -> Node:
    """
    Return the tree of a question.

    Words side by side are all asked for. OR binds closer: `torture prison OR jail` is torture, and
    either prison or jail. Brackets and quotation marks that have no partner mean nothing.

    :raises Refused: if the question is too long, too deep, without any word, or names what cannot be.
    """
    if len(text) > LONGEST:
        raise Refused(
            _("A question has at most {most} characters; this one has {count}."),
            most=LONGEST,
            count=len(text),
        )
    plain = cleaned(text)
    if plain.strip() in ("", "*"):
        return Everything()
    signs = list(signs_of(plain))
    node = _tree(signs)
    if isinstance(node, Everything):
        node = _of_operators(signs)
    _check_depth(node)
    return _joined(node, {sign.kind for sign in signs})


def _joined(node: Node, kinds: set[Kind]) -> Node:
    """Return a tree that says whether signs tell how its words belong together."""
    if isinstance(node, Word) and Kind.AND in kinds:
        return All((node,), is_strict=True)
    if isinstance(node, All) and (kinds & _JOINING or kinds >= _BRACKETS or _is_joined(node)):
        return replace(node, is_strict=True)
    return node


def _is_joined(node: All) -> bool:
    """Test whether a part is more than a word: a phrase, or what a bracket holds that none closed."""
    parts = (part.part if isinstance(part, Not) else part for part in node.parts)
    return any(isinstance(part, All | Any | Phrase) for part in parts)


def _tree(signs: list[Sign]) -> Node:
    groups = [_Group()]
    count = 0
    for sign in signs:
        group = groups[-1]
        if sign.kind is Kind.OPEN:
            groups.append(_Group())
        elif sign.kind is Kind.CLOSE:
            if len(groups) > 1:
                _close(groups)
        elif sign.kind is Kind.OR:
            group.is_or = True
        elif sign.kind is Kind.AND:
            group.is_or = False
        elif sign.kind is Kind.NOT:
            group.is_not = not group.is_not
        else:
            for node in _nodes(sign):
                group.add(node)
            count += len(sign.values) or len(asked_words(sign.text))
            _check_count(count)
    while len(groups) > 1:
        _close(groups)
    return groups[0].node()


def _close(groups: list[_Group]) -> None:
    node = groups.pop().node()
    if isinstance(node, Everything):
        groups[-1].is_not = False
    else:
        groups[-1].add(node)


def _nodes(sign: Sign) -> list[Node]:
    if sign.kind is Kind.FIELD:
        return [field_of(sign.text, sign.values)]
    if sign.kind is Kind.PHRASE:
        words = tuple(sign.text.split())
        return [Phrase(words)] if asked_words(sign.text) else []
    word = _word(sign.text)
    return [word] if word else []


def _word(text: str) -> Node | None:
    beginning = text.rstrip("*")
    words = asked_words(beginning)
    if not words:
        return None
    if beginning == text:
        return Word(text)
    if len(words[-1]) < 2 and not has_han(words[-1]):
        raise Refused(
            _("Write at least two letters before the star: {text} would begin too many words."),
            text=f"{beginning}*",
        )
    return Prefix(beginning)


def _of_operators(signs: list[Sign]) -> Node:
    """Read a question of nothing but operators as words; of nothing at all, refuse it."""
    words = tuple(sign.text for sign in signs if asked_words(sign.text))
    if not words:
        raise Refused(_("There is no word in this question that could be looked for."))
    return _all([Phrase((word,)) for word in words])


def _all(parts: list[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, All) else [part])
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def _any(parts: list[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Any) else [part])
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else Any(unique)


def _check_count(count: int) -> None:
    if count > MOST_WORDS:
        raise Refused(_("A question has at most {most} words."), most=MOST_WORDS)


def _check_depth(node: Node) -> None:
    level: list[Node] = [node]
    for _depth in range(DEEPEST):
        level = [part for one in level for part in _parts(one)]
        if not level:
            return
    raise Refused(
        _("Brackets within brackets are read {most} deep; this question goes deeper."), most=DEEPEST
    )


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, All | Any):
        return node.parts
    return (node.part,) if isinstance(node, Not) else ()
