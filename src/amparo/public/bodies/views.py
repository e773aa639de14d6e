"""The mechanisms and those who serve on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.bodies import published
from amparo.bodies.published import MechanismListRecord, MechanismRecord
from amparo.core.doors import open_to_public
from amparo.public.answers import answer
from amparo.public.asking import asked


@dataclass(frozen=True, slots=True)
class MechanismsPage:
    """The mechanisms, those of a kind together."""

    kinds: tuple[tuple[str, tuple[MechanismListRecord, ...]], ...]


@dataclass(frozen=True, slots=True)
class MechanismPage:
    """A mechanism with its officers and members on a day."""

    on: date
    mechanism: MechanismRecord


@open_to_public
def mechanisms(request: HttpRequest) -> HttpResponse:
    """List the mechanisms by kind."""
    found = sorted(
        published.mechanisms(language=get_language() or "en"), key=lambda one: one.kind.value
    )
    kinds = groupby(found, key=lambda one: one.kind.value)
    page = MechanismsPage(tuple((kind, tuple(them)) for kind, them in kinds))
    return answer(request, "public/bodies/mechanisms.html", page)


@open_to_public
def mechanism(request: HttpRequest, code: str) -> HttpResponse:
    """Show one mechanism, as at a day, as known at a day."""
    dates = asked(request)
    record = published.mechanism(code, dates.on, dates.known_at, language=get_language() or "en")
    return answer(
        request, "public/bodies/mechanism.html", MechanismPage(dates.on, record), asked=dates
    )
