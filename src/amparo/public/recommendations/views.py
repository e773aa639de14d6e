"""Recommendations: where to look for them, and each in the words it was published in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.doors import made_of, open_to_public
from amparo.core.errors import NotVisible, Refused
from amparo.public.answers import answer
from amparo.public.documents.naming import direction, language_named
from amparo.public.search.asked import reader, state_of_index
from amparo.public.search.words import Names, names
from amparo.recommendations import published
from amparo.recommendations.published import Recommendation
from amparo.search import finding
from amparo.search.questions import Count, Order, Question

KIND = "recommendation"
CHOICES = ("state", "body", "theme", "person", "sdg", "year")
LATEST = 20
# No database numbers any further.
LAST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class RecommendationsPage:
    """How many recommendations there are, the latest, and the States they were made to."""

    total: int
    latest: tuple[Recommendation, ...]
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """A recommendation, with the names of what it is about in the reader's language."""

    recommendation: Recommendation
    topics: dict[str, str]


@made_of(state_of_index)
@open_to_public
def recommendations(request: HttpRequest) -> HttpResponse:
    """Show the latest recommendations, and by what they can be looked for."""
    called = _names()
    counts = published.counts_by_state()
    keys, choices = _found(called)
    latest = {one.id: one for one in published.published_rows(keys)}
    page = RecommendationsPage(
        sum(counts.values()), tuple(latest[key] for key in keys if key in latest), counts
    )
    return answer(
        request,
        "public/recommendations/recommendations.html",
        page,
        called=called,
        choices=choices,
        spoken=reader(),
        direction_of=direction,
    )


@open_to_public
def recommendation(request: HttpRequest, key: int) -> HttpResponse:
    """
    Show one recommendation in every language it was published in.

    :raises NotVisible: if there is none.
    """
    if key > LAST_KEY:
        raise NotVisible(str(key))
    found, called = published.recommendation(key), _names()
    first = found.text(reader())[1]
    page = RecommendationPage(
        found, {one: called.of(one.partition(":")[0], one) for one in found.topics}
    )
    return answer(
        request,
        "public/recommendations/recommendation.html",
        page,
        called=called,
        wordings=[
            (language, language_named(language), direction(language), text)
            for language, text in sorted(
                found.wordings.items(), key=lambda one: (one[0] != first, one[0])
            )
        ],
    )


def _names() -> Names:
    return names(state_of_index(), get_language() or "en")


def _found(called: Names) -> tuple[list[int], list[tuple[str, str, list[tuple[str, Count]]]]]:
    """Return the numbers of the latest, and by what they can be narrowed, each with its name."""
    chosen = {"kind": (KIND,)}
    question = Question(chosen=chosen, order=Order.NEWEST, reader=reader(), size=2 * LATEST)
    try:
        found = finding.find(question, CHOICES)
    except Refused:
        return [], []  # nothing can be found yet
    # A recommendation is found once in each language that it was published in.
    keys = dict.fromkeys(int(one.key.split("/")[1]) for one in found.hits)
    choices = [
        (
            one.name,
            called.facets[one.name],
            [(called.of(one.name, count.value), count) for count in one.counts],
        )
        for one in found.facets
        if one.counts
    ]
    return list(keys)[:LATEST], choices
