"""What became public, and in which order: in the public store, and as public as what it names."""

from __future__ import annotations

from django.db import models

from amparo.core.confidentiality import Confidentiality

PUBLIC = Confidentiality.PUBLIC


class Novelty(models.Model):
    """
    That something became public: once for each thing, numbered in the order in which it was seen.

    `thing` names an act (`docket/SPT/VISIT/MOZ/2024/3`), a document in a language
    (`document/CAT-C-69-3/zh`) or a recommendation; `source` what its entries in the search were made
    from (`docket/SPT/VISIT/MOZ/2024`). The first row is the name of the ledger itself. What was taken back keeps its row and `is_there` no more:
    should it come again, it is not new again.
    """

    thing = models.CharField(max_length=200, unique=True)
    source = models.CharField(max_length=160, db_index=True)
    language = models.CharField(max_length=2, blank=True)
    on = models.DateField(null=True)
    at = models.DateTimeField()
    is_there = models.BooleanField(default=True)

    confidentiality = dict.fromkeys(
        ("id", "thing", "source", "language", "on", "at", "is_there"), PUBLIC
    )

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="novelty_by_moment")]

    def __str__(self) -> str:
        return self.thing
