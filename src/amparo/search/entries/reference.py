"""States, treaties, mechanisms and figures, described in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.bodies import published as bodies
from amparo.core import wording
from amparo.core.stores import at_public_store
from amparo.registry import published as registry
from amparo.registry import queries
from amparo.stats import published as stats
from amparo.stats.models import PublishedAggregate

from . import spoken
from .drafts import Draft

CHANGES = "reference"
SOURCES = ("reference",)
_SOURCE = "reference"


def source_of(key: str) -> str:
    """Return the one source of all of them: they are few, and lean on each other."""
    return _SOURCE


def everything() -> Iterator[Draft]:
    """Yield the descriptions of all of them."""
    yield from drafts([_SOURCE])


def drafts(sources: Iterable[str]) -> Iterator[Draft]:
    """Yield the descriptions of all of them, if they are wanted."""
    if not list(sources):
        return
    today = timezone.now().date()
    with at_public_store():
        parties = _parties(today)
        by_language = []
        for language, code in spoken.LANGUAGES.items():
            with override(code):
                by_language.append(list(_described(language, code, today, parties)))
        aggregates = list(_aggregates())
    for described in zip(*by_language, strict=True):
        yield from described
    yield from aggregates


def _described(
    language: str, code: str, today: date, parties: Mapping[str, list[str]]
) -> Iterator[Draft]:
    yield from _states(language, code, today, parties)
    yield from _treaties(language, code, today)
    yield from _mechanisms(language, code)
    yield from _figures(language)


def _parties(today: date) -> dict[str, list[str]]:
    """Return the treaties that each State is a party to, by their codes."""
    found: dict[str, list[str]] = {}
    for code in queries.treaty_codes():
        for one in queries.participation(code, today).parties:
            found.setdefault(one.iso3, []).append(code)
    return found


def _states(
    language: str, code: str, today: date, parties: Mapping[str, list[str]]
) -> Iterator[Draft]:
    names = queries.names(code)
    for one in sorted(registry.states(today, language=code), key=lambda state: state.iso3):
        group = registry.GROUP_NAMES.get(one.group) if one.group else None
        formal = names[one.iso3].formal if one.iso3 in names else ""
        # Their titles would drown the name, by which a State is looked for.
        party_to = ", ".join(parties.get(one.iso3, ()))
        said = (formal, one.iso3, _(group) if group else "", party_to)
        yield _draft(
            language,
            "state",
            one.iso3,
            title=one.name,
            text=". ".join(part for part in said if part),
            address=one.path,
            states=(one.iso3,),
        )


def _treaties(language: str, code: str, today: date) -> Iterator[Draft]:
    for one in registry.treaties(today, language=code):
        text = _("Adopted on {adopted}, in force since {in_force}: {parties} parties.").format(
            adopted=wording.day(one.adopted_on),
            in_force=wording.day(one.in_force_on),
            parties=wording.number(one.parties),
        )
        yield _draft(
            language,
            "treaty",
            one.code,
            title=one.title,
            text=f"{one.code}. {one.short}. {text}",
            address=one.path,
            on=one.adopted_on,
        )


def _mechanisms(language: str, code: str) -> Iterator[Draft]:
    for one in bodies.mechanisms(language=code):
        yield _draft(
            language,
            "mechanism",
            one.code,
            title=one.name,
            text=". ".join(dict.fromkeys(part for part in (one.short, one.code) if part)),
            address=f"/mechanisms/{one.code}/",
            body=one.code,
        )


def _figures(language: str) -> Iterator[Draft]:
    for one in stats.measures():
        said = (_(one.counts), _(one.leaves_out) if one.leaves_out else "", _(one.unit))
        yield _draft(
            language,
            "figure",
            one.name,
            title=_(one.title),
            text=" ".join(part for part in said if part),
            address=f"/figures/{one.name}/",
        )


def _aggregates() -> Iterator[Draft]:
    """Yield the figures of which only the sum was published, in the words of their source."""
    for one in PublishedAggregate.objects.order_by("figure"):
        yield Draft(
            source=_SOURCE,
            key=f"figure/{one.figure}",
            kind="figure",
            language="en",
            title=one.title,
            text=f"{one.value} {one.unit}. {one.source}, para. {one.paragraph}",
            address=f"/figures/published.figure/?figure={quote(one.figure)}",
            citation=f"{one.source}, para. {one.paragraph}",
            on=one.on,
        )


def _draft(
    language: str,
    kind: str,
    name: str,
    *,
    title: str,
    text: str,
    address: str,
    body: str = "",
    states: tuple[str, ...] = (),
    on: date | None = None,
) -> Draft:
    return Draft(
        source=_SOURCE,
        key=f"{kind}/{name}/{language}",
        kind=kind,
        language=language,
        title=title,
        text=text,
        address=address,
        citation=name if kind in ("treaty", "mechanism") else "",
        body=body,
        states=states,
        on=on,
        is_described=True,
        is_whole=True,
    )
