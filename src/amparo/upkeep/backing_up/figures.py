"""Figures by which a restored record is known to count what the record counted when it was copied."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amparo.core.errors import Refused
from amparo.core.measures import MEASURES, AsAt, Figure, Measure
from amparo.docket.records import end_of
from amparo.stats import figures as published

_FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Question:
    """A figure that is asked for: a measure, its choices, as at a day, as known at a moment."""

    measure: str
    as_at: AsAt
    choices: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        """Return it as the manifest holds it."""
        since = self.as_at.since
        return {
            "measure": self.measure,
            "choices": dict(self.choices),
            "on": self.as_at.on.isoformat(),
            "since": since and since.isoformat(),
            "known_at": self.as_at.known_at.isoformat(),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Question:
        """Return the question that a manifest holds."""
        since = data["since"]
        return cls(
            str(data["measure"]),
            AsAt(
                on=date.fromisoformat(data["on"]),
                known_at=datetime.fromisoformat(data["known_at"]),
                since=date.fromisoformat(since) if since else None,
            ),
            dict(data["choices"]),
        )


def answered(at: datetime) -> list[dict[str, Any]]:
    """Return every figure that needs no choice, and those of the published reports, as counted now."""
    return [{**one.as_data(), "sha256": answer(one)} for one in _questions(at)]


def different(held: list[dict[str, Any]]) -> list[str]:
    """Return the measures of those figures that are not what they were."""
    return sorted(
        {str(one["measure"]) for one in held if answer(Question.of(one)) != one["sha256"]}
    )


def answer(question: Question) -> str:
    """Return a digest over a figure and the rows that it counts, or over why there is none."""
    found = MEASURES.get(question.measure)
    if found is None:
        return ""
    try:
        said = [*_said(found(question.as_at, **question.choices))]
    except Refused as refusal:
        said = [refusal.message]
    digest = hashlib.sha256()
    for one in said:
        digest.update(f"{len(one)}:{one}".encode())
    return digest.hexdigest()


def _said(figure: Figure) -> Iterator[str]:
    yield repr((figure.value, figure.numerator, figure.denominator))
    for row in figure.rows:
        yield repr((row.reference, row.on, row.amount))


def _questions(at: datetime) -> Iterator[Question]:
    of_all_time = AsAt(on=at.date(), known_at=at, since=_FIRST_DAY)
    for name in sorted(MEASURES):
        if not _needs_a_choice(MEASURES[name]):
            yield Question(name, of_all_time, {})
    by_id = {one.id: one for one in published.published_figures()}
    for figure, mapped in sorted(published.mapped_figures().items()):
        if mapped.measure and mapped.on is not None:
            known_at = end_of(published.known_at_issue(by_id[figure], mapped))
            yield Question(mapped.measure, AsAt(mapped.on, known_at, mapped.since), mapped.choices)


def _needs_a_choice(measure: Measure) -> bool:
    asked = list(inspect.signature(measure.function).parameters.values())[1:]
    return any(one.default is inspect.Parameter.empty for one in asked)
