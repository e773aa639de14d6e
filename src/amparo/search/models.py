"""What can be found, one row for each result: made from the public store, and standing in it."""

from __future__ import annotations

from django.db import models

from amparo.core.confidentiality import Confidentiality

PUBLIC = Confidentiality.PUBLIC


class Entry(models.Model):
    """
    One thing that can be found: a paragraph, a recommendation, a docket, a State, a figure.

    `source` names what it was made from, so that it can be made again or taken away with all else
    that was: `document/CAT-C-69-3`. `key` begins with it: `document/CAT-C-69-3/zh/para_8`. What is
    described anew in each language of the site (a docket, a State, a figure) has an entry for each
    and `is_described`; a text has one, in its own language. `number` is made from the key without
    the language of a description: by it the index knows the thing, whatever the language.
    `address` is the page's path without a language. Lists are written `|MOZ|SEN|`.
    """

    source = models.CharField(max_length=160, db_index=True)
    number = models.BigIntegerField()
    key = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    is_described = models.BooleanField(default=False)
    title = models.CharField(max_length=1000, blank=True)
    citation = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=400)
    text = models.TextField()
    symbol = models.CharField(max_length=120, blank=True)
    body = models.CharField(max_length=20, blank=True)
    states = models.CharField(max_length=800, blank=True)
    topics = models.CharField(max_length=1000, blank=True)
    precision = models.CharField(max_length=5, default="day")
    on = models.DateField(null=True, blank=True)

    confidentiality = dict.fromkeys(
        (
            "id",
            "source",
            "number",
            "key",
            "kind",
            "language",
            "is_described",
            "title",
            "citation",
            "address",
            "text",
            "symbol",
            "body",
            "states",
            "topics",
            "precision",
            "on",
        ),
        PUBLIC,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "language"], name="one_entry_per_thing_and_language"
            ),
        ]

    def __str__(self) -> str:
        return self.key
