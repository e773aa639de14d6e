"""Any docket as the world may see it: the line of its acts, its clocks, what may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core.doors import open_to_public
from amparo.docket import published
from amparo.docket.published import PublicAct, PublicClock, PublicDocket
from amparo.docket.wording import field_in_words
from amparo.public.answers import answer
from amparo.public.asking import asked
from amparo.registry.published import states

from .words import since_in_words, title_of


@dataclass(frozen=True, slots=True)
class DocketPage:
    """A docket under its title, with the State concerned in the reader's language."""

    title: str
    state_name: str
    docket: PublicDocket


@dataclass(frozen=True, slots=True)
class Line:
    """An act as it stands on the line, with the clocks that hang from it."""

    act: PublicAct
    says: tuple[tuple[str, str], ...]
    clocks: tuple[PublicClock, ...]


@open_to_public
def docket(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a docket, as at a day, as known at a day."""
    dates = asked(request)
    found = published.public_docket(
        reference, today=dates.today, on=dates.on, known_at=dates.known_at
    )
    names = {one.iso3: one.name for one in states(dates.on, language=get_language() or "en")}
    page = DocketPage(
        title=title_of(found, names), state_name=names.get(found.state, ""), docket=found
    )
    return answer(
        request,
        "public/docket/docket.html",
        page,
        asked=dates,
        since=since_in_words(found),
        lines=[_line(act, found, names) for act in found.acts],
        titles={act.number: _(act.title) for act in found.acts},
    )


def _line(act: PublicAct, found: PublicDocket, names: Mapping[str, str]) -> Line:
    says = tuple(
        (_(act.labels.get(name, name)), words)
        for name, value in act.fields.items()
        if (words := field_in_words(act.procedure, act.kind, name, value, names))
    )
    return Line(act, says, tuple(one for one in found.clocks if one.started_by == act.number))
