"""What can be found, one row for each result: made from the public store, and standing in it."""

from __future__ import annotations

from django.db import models

from amparo.core.confidentiality import Confidentiality

PUBLIC = Confidentiality.PUBLIC


class Entry(models.Model):
    """
    One thing that can be found: a paragraph, a recommendation, a docket, a State, a figure.

    `key` names what it was made from, so that it can be made again or taken away: all entries of
    a document in a language begin with `document/CAT-C-69-3/zh/`. What is described anew in each
    language of the site (a docket, a State, a figure) has an entry for each and `is_described`; a
    text has one, in its own language. `address` is the page's path without a language. Lists are
    written `|MOZ|SEN|`.
    """

    key = models.CharField(max_length=300, unique=True)
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
    on = models.DateField(null=True, blank=True)

    confidentiality = dict.fromkeys(
        (
            "id",
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
            "on",
        ),
        PUBLIC,
    )

    def __str__(self) -> str:
        return self.key
