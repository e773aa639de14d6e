"""What the values that results are narrowed by are called in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from amparo.bodies import published as bodies
from amparo.core.words import gettext_noop
from amparo.recommendations import published as recommendations
from amparo.recommendations.published import TopicRecord
from amparo.registry import published as registry

FACET_NAMES = {
    "kind": gettext_noop("Kind"),
    "state": gettext_noop("State"),
    "body": gettext_noop("Body"),
    "language": gettext_noop("Language"),
    "year": gettext_noop("Year"),
    "theme": gettext_noop("Theme"),
    "person": gettext_noop("Person affected"),
    "sdg": gettext_noop("Sustainable Development Goal"),
}
KIND_NAMES = {
    "paragraph": gettext_noop("Paragraph of a document"),
    "document": gettext_noop("Document"),
    "recommendation": gettext_noop("Recommendation"),
    "docket": gettext_noop("Docket"),
    "state": gettext_noop("State"),
    "treaty": gettext_noop("Treaty"),
    "mechanism": gettext_noop("Body"),
    "figure": gettext_noop("Figure"),
}
# Those who speak in documents and are not among the mechanisms on record.
OTHER_BODIES = {
    "UPR": gettext_noop("Universal Periodic Review"),
    "CPT": gettext_noop("European Committee for the Prevention of Torture"),
    "HRC": gettext_noop("Human Rights Council"),
    "GA": gettext_noop("General Assembly"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """
    Names by value for each facet, and short names of bodies, in one language.

    `places` says which place each State has in the order of names, `parents` which topic a topic
    belongs to.
    """

    facets: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    bodies: Mapping[str, str]
    places: Mapping[str, int]
    parents: Mapping[str, str]

    def of(self, facet: str, value: str) -> str:
        """Return what a value of a facet is called; the value itself where nobody named it."""
        return self.values.get(facet, {}).get(value, value)


def names(generation: int | str, spoken: str) -> Names:
    """
    Return the names in a language.

    They are looked up once for each state of the index: whatever changes in the store, it follows.
    """
    return _kept(generation, spoken) if generation else _looked_up(spoken)


@lru_cache(maxsize=32)
def _kept(_generation: int | str, spoken: str) -> Names:
    return _looked_up(spoken)


def _looked_up(spoken: str) -> Names:
    on = date.today()  # noqa: DTZ011  only for the group of a State, which is not read here
    mechanisms = bodies.mechanisms(language=spoken)
    states = registry.states(on, language=spoken)
    topics = recommendations.topics(spoken)
    return Names(
        facets={name: _(words) for name, words in FACET_NAMES.items()},
        values={
            "kind": {kind: _(words) for kind, words in KIND_NAMES.items()},
            "state": {one.iso3: one.name for one in states},
            "body": {
                **{code: _(words) for code, words in OTHER_BODIES.items()},
                **{one.code: one.name for one in mechanisms},
            },
            **{kind: _called(kind, topics) for kind in ("theme", "person", "sdg")},
            "language": {code[:2]: _(str(words)) for code, words in settings.LANGUAGES},
        },
        parents={one.code: one.parent for one in topics.values()},
        bodies={one.code: one.short or one.name for one in mechanisms},
        places={one.iso3: place for place, one in enumerate(states)},
    )


def _called(kind: str, topics: Mapping[str, TopicRecord]) -> dict[str, str]:
    """Return what the topics of a kind are called; goals and targets by their numbers, too."""
    return {
        code: f"{code.partition(':')[2]} {one.name}" if kind == "sdg" else one.name
        for code, one in topics.items()
        if one.kind == kind
    }
