"""What became public, and in which order: in the public store, and as public as what it names."""

from __future__ import annotations

from django.db import models

from amparo.core.confidentiality import Confidentiality

PUBLIC = Confidentiality.PUBLIC


class Novelty(models.Model):
    """
    That something became public: once for each thing, numbered in the order in which it was seen.

    `thing` names an act (`docket/SPT/VISIT/MOZ/2024/3`), a version of a document
    (`document/CAT-C-69-3/zh`) or a recommendation (`recommendation/SOURCE/NUMBER`). What was taken
    back keeps its row and `is_there` no more: should it come again, it is not new again. Lists are
    written `|MOZ|SEN|`; without `language`, it is told in each.
    """

    thing = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=20)
    states = models.CharField(max_length=800, blank=True)
    body = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, blank=True)
    on = models.DateField(null=True)
    at = models.DateTimeField()
    is_there = models.BooleanField(default=True)

    confidentiality = dict.fromkeys(
        ("id", "thing", "kind", "states", "body", "language", "on", "at", "is_there"), PUBLIC
    )

    def __str__(self) -> str:
        return self.thing
