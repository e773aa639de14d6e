"""The records as others are given them: the words analysed as the index has them, one value a facet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

FACETS = ("kind", "state", "body", "language", "year")


class Plain(NamedTuple):
    """An entry with its analysed words, and what it is counted by."""

    number: int
    title: str
    text: str
    stems: str
    kind: str
    state: str
    body: str
    language: str
    year: str


def plain() -> Iterator[Plain]:
    """Yield every entry of the public store."""
    from amparo.search import analysis
    from amparo.search.entries.drafts import unlisted
    from amparo.search.models import Entry

    rows = Entry.objects.filter(is_described=False).order_by("pk")
    for number, title, text, kind, states, body, language, on in rows.values_list(
        "pk", "title", "text", "kind", "states", "body", "language", "on"
    ).iterator(5_000):
        its = unlisted(states)
        yield Plain(
            number,
            title,
            text,
            analysis.streams(f"{title} {text}", language).stems,
            kind,
            its[0] if its else "-",
            body or "-",
            language,
            str(on.year) if on else "-",
        )


def stems_of(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return what each word of a question is in the first language that it may be of."""
    from amparo.search import analysis

    return [analysis.sequences_of(word)[0] for word in words if analysis.sequences_of(word)]
