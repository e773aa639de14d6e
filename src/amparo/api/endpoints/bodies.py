"""Mechanisms, and who serves on them."""

from dataclasses import asdict

from django.utils.translation import get_language

from amparo.api.asking import OnADay, dates_of
from amparo.api.paging import Rows, in_memory
from amparo.api.records import Member
from amparo.api.service import listed, single
from amparo.bodies import published
from amparo.bodies.published import MechanismListRecord, MechanismRecord

TAGS = ["Mechanisms"]


@listed("mechanisms", MechanismListRecord, tags=TAGS)
def mechanisms() -> Rows[MechanismListRecord]:
    """Mechanisms, by their code."""
    found = published.mechanisms(language=get_language() or "en")
    return in_memory(found, lambda one: (one.code,))


@single("mechanisms/{code}", MechanismRecord, tags=TAGS)
def mechanism(code: str, asked: OnADay) -> MechanismRecord:
    """A mechanism on a day, with its officers and its members."""
    dates = dates_of(asked)
    return published.mechanism(code, dates.on, dates.known_at, language=get_language() or "en")


@listed("mechanisms/{code}/members", Member, tags=TAGS)
def members(code: str, asked: OnADay) -> Rows[Member]:
    """Who is certain to serve on a mechanism on a day, by their name; offices besides."""
    found = mechanism(code, asked)
    listed = [
        Member(mechanism=found.code, **asdict(one)) for one in (*found.members, *found.officers)
    ]
    return in_memory(
        listed,
        lambda one: (
            one.name,
            one.person,
            one.office or "",
            one.portfolio,
            one.from_on.isoformat(),
        ),
        (str,) * 5,
    )
