"""Reads of statistics: published aggregates, and the codes behind names of States."""

from __future__ import annotations

from datetime import date, datetime

from amparo.registry.models import StateName

from .models import PublishedAggregate


def aggregates_by_figure() -> dict[str, str]:
    """Return the value of every published aggregate that is stored, by figure."""
    return dict(PublishedAggregate.objects.values_list("figure", "value"))


def aggregate_named(figure: str, known_at: datetime) -> PublishedAggregate | None:
    """Return the published aggregate of that figure, if it was known by then."""
    return PublishedAggregate.objects.filter(figure=figure, entered_at__lte=known_at).first()


def aggregate_on(
    topic: str, *, on: date, since: date | None, known_at: datetime
) -> PublishedAggregate | None:
    """Return the latest aggregate of a topic that ends in a period, or by a day, if known by then."""
    found = PublishedAggregate.objects.filter(topic=topic, on__lte=on, entered_at__lte=known_at)
    if since is not None:
        found = found.filter(on__gte=since)
    return found.order_by("-on", "-entered_at", "figure").first()


def aggregates_under(
    topic: str, *, on: date, since: date | None, known_at: datetime
) -> list[PublishedAggregate]:
    """Return the aggregates of a period, or as at a day, whose topics begin with `topic`."""
    found = PublishedAggregate.objects.filter(
        topic__startswith=topic, on__lte=on, entered_at__lte=known_at
    )
    if since is not None:
        found = found.filter(on__gte=since)
    return list(found.order_by("topic", "figure"))


def state_codes() -> dict[str, str]:
    """Return the code of each State by any of its short names."""
    return dict(StateName.objects.values_list("short", "state_id"))
