"""Loading the published aggregates that ship."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from amparo.docket.records import start_of

from . import figures
from .models import PublishedAggregate
from .rules.comparison import period_of

_COLUMNS = (
    "topic",
    "title",
    "value",
    "unit",
    "at_least",
    "since",
    "on",
    "source",
    "paragraph",
    "entered_at",
)


@transaction.atomic
def load_shipped(
    progress: Callable[[int], None] = lambda _figures: None, *, folder: Path | None = None
) -> int:
    """
    Keep every figure that is mapped as an aggregate, and no other; return how many were new.

    Loading again changes nothing: the table holds what the files say.
    """
    mapped = figures.mapped_figures(folder)
    topics = figures.topics(folder)
    rows = [
        _aggregate(one, mapped[one.id], topics.get(one.id, ""))
        for one in figures.published_figures(folder)
        if one.id in mapped and mapped[one.id].how is figures.How.AGGREGATE
    ]
    kept = PublishedAggregate.objects.filter(figure__in=[row.figure for row in rows])
    before = set(kept.values_list("figure", flat=True))
    PublishedAggregate.objects.exclude(figure__in=[row.figure for row in rows]).delete()
    PublishedAggregate.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["figure"], update_fields=_COLUMNS
    )
    progress(len(rows))
    return len(rows) - len(before)


def _aggregate(
    figure: figures.PublishedFigure, mapped: figures.Mapped, topic: str
) -> PublishedAggregate:
    since, on = period_of(figure.as_of)
    return PublishedAggregate(
        figure=figure.id,
        topic=topic,
        title=figure.title,
        value=figure.value,
        unit=figure.unit,
        at_least=figure.at_least,
        since=since,
        on=on,
        source=figure.source,
        paragraph=figure.paragraph,
        entered_at=start_of(figures.known_at_issue(figure, mapped)),
    )
