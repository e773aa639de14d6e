"""Finding what is confidential: what the index names is read again as its reader may, and then shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import tantivy
from django.utils.translation import gettext as _
from tantivy import Occur, Query

from amparo.access.permissions import Actor, Permission
from amparo.access.rules.need_to_know import from_inside, is_outsider, is_within
from amparo.audit.actions import record
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop
from amparo.docket.models import Matter
from amparo.docket.procedure import Kind
from amparo.docket.reading import Reader, SeenAct, SeenDocket, read, readers_of
from amparo.docket.wording import field_in_words, title_in_words
from amparo.search import events, snippets
from amparo.search.asking import parsed, said, widened
from amparo.search.asking.tree import Everything
from amparo.search.index import costs, querying
from amparo.search.questions import Words
from amparo.search.snippets import Sought

from .memory import Memory, Progress, memory
from .permitted import ACT, LEVEL, MATTER, permitted
from .texts import LEVELS
from .words import languages_of

PAGE = 10
_LOOKED_AT = (
    300  # results of the index, of which a page is made; more are asked for by the next words
)
_AT_ONCE = 50
_NOT_SHOWN = frozenset({Kind.FILE, Kind.NAMES})


@dataclass(frozen=True, slots=True)
class InsideHit:
    """An act that was found, as far as its reader may read it."""

    reference: str
    title: str
    act: int
    act_title: str
    on: date
    snippet: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class FoundInside:
    """What was found. `progress` says how much of the inside is in the index so far."""

    hits: tuple[InsideHit, ...]
    understood: str
    progress: Progress
    is_more: bool = False


def find_inside(
    actor: Actor, text: str, names: Mapping[str, str], *, at: datetime, page: int = 1
) -> FoundInside:
    """
    Return a page of acts in which words stand that the actor may read; `names` are those of States.

    Each docket of which something is shown is read, and that leaves its line in the trail; that
    somebody searched leaves one too. What was searched for is kept nowhere.

    :raises Refused: if nothing is asked, or the question cannot be answered.
    """
    node = parsed(text)
    if isinstance(node, Everything):
        raise Refused(gettext_noop("Say what to look for."))
    wide = widened(node)
    held, actor = memory(), from_inside(actor)
    costs.check(node, held.searcher())
    clause = permitted(held.schema, actor, at)
    hits: list[InsideHit] = []
    if clause is not None:
        query = Query.boolean_query(
            [(Occur.Must, querying.query(wide, weighed=True)), (Occur.Must, clause)]
        )
        hits = _page(held, query, snippets.sought(wide), actor, names, at, page)
    record(
        events.INSIDE_SEARCHED,
        by=actor.name,
        permission=Permission.MATTERS_SEE,
        at=at,
        found=min(len(hits), PAGE),
    )
    return FoundInside(tuple(hits[:PAGE]), said(node), held.progress, is_more=len(hits) > PAGE)


def _page(
    held: Memory,
    query: Query,
    what: Sought,
    actor: Actor,
    names: Mapping[str, str],
    at: datetime,
    page: int,
) -> list[InsideHit]:
    """Return the acts of a page, and one more where there are more."""
    dockets: dict[int, SeenDocket] = {}
    known: set[tuple[int, int]] = set()
    skipped = (page - 1) * PAGE
    found: list[InsideHit] = []
    for some in _named(held.searcher(), query):
        readers = _readers(actor, {one.matter for one in some}, at)
        for one in some:
            if one.matter not in readers or (one.matter, one.act) in known:
                continue
            matter, reader = readers[one.matter]
            # What was found in words that others read is not found by this reader.
            if _highest_found(reader.level).value not in one.levels:
                continue
            known.add((one.matter, one.act))
            if len(known) <= skipped:
                continue
            if one.matter not in dockets:
                dockets[one.matter] = read(matter, reader, at=at)
            found.append(_hit(dockets[one.matter], one.act, what, names))
            if len(found) > PAGE:
                return found
    return found


class _Named(NamedTuple):
    """An act that the index names, and the classes of readers to whom it says what was found."""

    matter: int
    act: int
    levels: list[str]


def _named(searcher: tantivy.Searcher, query: Query) -> Iterator[list[_Named]]:
    """Yield what the index names, some at a time."""
    for start in range(0, _LOOKED_AT, _AT_ONCE):
        hits = searcher.search(query, _AT_ONCE, count=False, offset=start).hits
        if not hits:
            return
        rows = [searcher.doc(place) for _score, place in hits]
        yield [_Named(int(row[MATTER][0]), int(row[ACT][0]), row[LEVEL]) for row in rows]


def _readers(actor: Actor, matters: set[int], at: datetime) -> dict[int, tuple[Matter, Reader]]:
    """Return those of these matters that the actor knows from inside, each with what they are to it."""
    rows = Matter.objects.visible_to(actor, at).filter(pk__in=matters)
    return {
        matter.pk: (matter, reader)
        for matter, reader in readers_of(actor, rows, at)
        if not is_outsider(reader.roles)
    }


def _highest_found(level: Confidentiality) -> Confidentiality:
    return [one for one in LEVELS if is_within(one, level)][-1]


def _hit(docket: SeenDocket, number: int, what: Sought, names: Mapping[str, str]) -> InsideHit:
    act = next(one for one in docket.acts if one.number == number)
    text = _text(docket, act, names)
    language = (languages_of(text) or ("en",))[0]
    return InsideHit(
        reference=docket.reference,
        title=_title(docket, names),
        act=number,
        act_title=_(act.title),
        on=act.on,
        snippet=what.marker(language).snippet(text),
    )


def _title(docket: SeenDocket, names: Mapping[str, str]) -> str:
    opened_on = min((act.on for act in docket.acts if act.counts), default=None)
    sealed = docket.procedure.sealed_names
    facts = {name: value for name, value in docket.facts.items() if name not in sealed}
    return title_in_words(
        docket.procedure, docket.reference, docket.naming, facts, opened_on, names
    )


def _text(docket: SeenDocket, act: SeenAct, names: Mapping[str, str]) -> str:
    kinds = {one.name: one for one in docket.procedure.act(act.kind).fields}
    said: Sequence[str] = [
        f"{_(act.labels.get(name, name))}: {words}."
        for name, value in act.fields.items()
        if kinds[name].kind not in _NOT_SHOWN
        and not kinds[name].names_people
        and (words := field_in_words(docket.procedure.name, act.kind, name, value, names))
    ]
    return " ".join(said) or _(act.title)
