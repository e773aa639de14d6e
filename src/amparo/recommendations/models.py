"""Recommendations as others published them, in the words and languages they were published in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amparo.core.confidentiality import Confidentiality

PUBLIC = Confidentiality.PUBLIC
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


class Published(models.Model):
    """
    One recommendation of a mechanism, or of a State in the Universal Periodic Review.

    `source` and `number` name it in the collection that it was taken from. `by_body` is a
    mechanism's code, `by_state` the recommending State; `state` is the one it is made to. `topics`
    lists codes of `Topic` as `|theme:A12|person:children|sdg:16.3|`. `response` is what the source
    says of the answer, in its own words.
    """

    source = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    state = models.CharField(max_length=3, db_index=True)
    by_body = models.CharField(max_length=20, blank=True)
    by_state = models.CharField(max_length=3, blank=True)
    symbol = models.CharField(max_length=120, blank=True)
    paragraph = models.CharField(max_length=40, blank=True)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, default="day")
    response = models.CharField(max_length=60, blank=True)
    topics = models.CharField(max_length=1000, blank=True)
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField(db_index=True)

    confidentiality = dict.fromkeys(
        (
            "id",
            "source",
            "number",
            "state",
            "by_body",
            "by_state",
            "symbol",
            "paragraph",
            "on",
            "precision",
            "response",
            "topics",
            "digest",
            "changed_at",
        ),
        PUBLIC,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"], name="one_recommendation_per_source_and_number"
            ),
        ]
        indexes = [models.Index(fields=["on", "id"], name="recommendation_by_day")]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class Wording(models.Model):
    """The words of a recommendation in one language."""

    recommendation = models.ForeignKey(Published, models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=2)
    text = models.TextField()

    confidentiality = dict.fromkeys(("id", "recommendation", "language", "text"), PUBLIC)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "language"], name="one_wording_per_language"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="wording_language_is_official"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.language}"


class Topic(models.Model):
    """
    What recommendations and paragraphs are about: a theme, the persons affected, a goal or target.

    `code` begins with its kind: `theme:…`, `person:…`, `sdg:16.3`. `names` is by language.
    """

    code = models.CharField(max_length=60, primary_key=True)
    parent = models.CharField(max_length=60, blank=True)
    names = models.JSONField()

    confidentiality = dict.fromkeys(("code", "parent", "names"), PUBLIC)

    def __str__(self) -> str:
        return self.code
