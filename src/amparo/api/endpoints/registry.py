"""States, treaties, and where States stand towards them."""

from django.utils.translation import get_language

from amparo.api.asking import OnADay, dates_of
from amparo.api.paging import Rows, in_memory
from amparo.api.records import Party
from amparo.api.service import listed, single
from amparo.registry import published
from amparo.registry.published import (
    PartyRecord,
    StateListRecord,
    StateRecord,
    TreatyListRecord,
    TreatyRecord,
)

STATES, TREATIES = ["States"], ["Treaties"]


@listed("states", StateListRecord, tags=STATES)
def states(asked: OnADay) -> Rows[StateListRecord]:
    """States, by their code, in their regional group on a day."""
    found = published.states(dates_of(asked).on, language=get_language() or "en")
    return in_memory(found, lambda one: (one.iso3,))


@single("states/{iso3}", StateRecord, tags=STATES)
def state(iso3: str, asked: OnADay) -> StateRecord:
    """A State: its names, its group, what it is to each treaty, the procedures it accepted."""
    dates = dates_of(asked)
    return published.state(iso3, dates.on, dates.known_at, language=get_language() or "en")


@listed("treaties", TreatyListRecord, tags=TREATIES)
def treaties(asked: OnADay) -> Rows[TreatyListRecord]:
    """Treaties, by their code, with how many parties and signatories each has on a day."""
    dates = dates_of(asked)
    found = published.treaties(dates.on, dates.known_at, language=get_language() or "en")
    return in_memory(found, lambda one: (one.code,))


@single("treaties/{code}", TreatyRecord, tags=TREATIES)
def treaty(code: str, asked: OnADay) -> TreatyRecord:
    """A treaty on a day: its parties and signatories, by group, and year by year."""
    return _treaty(code, asked)


@listed("treaties/{code}/participation", Party, tags=TREATIES)
def participation(code: str, asked: OnADay) -> Rows[Party]:
    """Parties and signatories of a treaty on a day, by the code of the State."""
    found = _treaty(code, asked)
    parties = [_party(found.code, one) for one in (*found.parties, *found.signatories)]
    return in_memory(parties, lambda one: (one.iso3,))


def _treaty(code: str, asked: OnADay) -> TreatyRecord:
    dates = dates_of(asked)
    return published.treaty(code, dates.on, dates.known_at, language=get_language() or "en")


def _party(treaty: str, one: PartyRecord) -> Party:
    return Party(
        treaty=treaty,
        iso3=one.iso3,
        name=one.name,
        group=one.group,
        status=one.status,
        since=one.since,
        signed_on=one.signed_on,
        instrument=one.instrument,
        in_force_on=one.in_force_on,
        path=one.path,
    )
