"""What is told of something new, the same in letters, webhooks and feeds: title, citation, link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.docket.published import PublicAct, public_dockets

from .matching import Match
from .models import Novelty

_DOCKET = "docket/"


@dataclass(frozen=True, slots=True)
class Item:
    """
    One thing that is new.

    `name` tells it from all others, for good; `act` is what happened, where it is an act of a
    docket; `address` the path of its page, without a language; `precision` how exactly its day is
    known.
    """

    name: str
    kind: str
    title: str
    act: str
    citation: str
    address: str
    text: str
    language: str
    states: tuple[str, ...]
    body: str
    on: date | None
    precision: str
    at: datetime

    @property
    def when(self) -> str:
        """Its day as exactly as it is known, in the language being spoken; empty without one."""
        return wording.dated(self.on, self.precision) if self.on else ""


def items(matches: Iterable[Match], *, newest_first: bool = False) -> list[Item]:
    """Return what is told of matches, in the language being spoken, in the order of the ledger."""
    found = list(matches)
    acts = _acts(found)
    told = [one for match in found for one in _of_match(match, acts)]
    return sorted(told, key=lambda one: (one.at, one.name), reverse=newest_first)


def _of_match(match: Match, acts: dict[str, PublicAct]) -> Iterator[Item]:
    if match.novelties[0].thing.startswith(_DOCKET):
        for one in match.novelties:
            if one.thing in acts:
                yield _item(match, one, acts[one.thing])
    else:
        # Of a document in several languages that came together, the one that was found is told.
        hit = match.hit
        same = [one for one in match.novelties if one.language == hit.language]
        yield _item(match, (same or list(match.novelties))[0], None)


def _item(match: Match, novelty: Novelty, act: PublicAct | None) -> Item:
    hit = match.hit
    return Item(
        name=novelty.thing,
        kind=hit.kind,
        title="".join(run.text for run in hit.title),
        act=_(act.title) if act else "",
        citation=hit.citation,
        address=hit.address,
        text="" if act else "".join(run.text for run in hit.snippet),
        language=hit.language,
        states=hit.states,
        body=hit.body,
        on=act.on if act else novelty.on,
        precision=act.precision.value if act else hit.precision,
        at=novelty.at,
    )


def _acts(matches: Iterable[Match]) -> dict[str, PublicAct]:
    """Return the acts that are new, by their names; those that count no more are left out."""
    references = {
        one.source.removeprefix(_DOCKET)
        for match in matches
        for one in match.novelties
        if one.source.startswith(_DOCKET)
    }
    today = datetime.now(UTC).date()
    return {
        f"{_DOCKET}{docket.reference}/{act.number}": act
        for docket in public_dockets(references, today=today)
        for act in docket.acts
        if act.counts
    }
