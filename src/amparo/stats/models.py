"""Figures of which only the sum was ever published."""

from django.db import models
from django.db.models import F, Q

from amparo.core.confidentiality import Confidentiality

PUBLIC = Confidentiality.PUBLIC


class PublishedAggregate(models.Model):
    """
    A figure that a report states and nobody outside can count again: 550 interviews, 29 prisons.

    It is shown as published, never as counted. `topic` is the name under which reports of any year
    look for it; `since` and `on` are the days it speaks of, where it speaks of any.
    """

    figure = models.CharField(max_length=40, primary_key=True)
    topic = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    value = models.CharField(max_length=400)
    unit = models.CharField(max_length=40)
    at_least = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60)
    paragraph = models.CharField(max_length=40)
    entered_at = models.DateTimeField()

    confidentiality = {
        "figure": PUBLIC,
        "topic": PUBLIC,
        "title": PUBLIC,
        "value": PUBLIC,
        "unit": PUBLIC,
        "at_least": PUBLIC,
        "since": PUBLIC,
        "on": PUBLIC,
        "source": PUBLIC,
        "paragraph": PUBLIC,
        "entered_at": PUBLIC,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(on__gte=F("since")),
                name="published_aggregate_period_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["topic", "on", "source"],
                condition=~Q(topic=""),
                name="one_published_aggregate_per_topic_day_and_source",
            ),
        ]

    def __str__(self) -> str:
        return self.figure
