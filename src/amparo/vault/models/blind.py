"""The blind index: who is named where, without the names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amparo.core.confidentiality import Confidentiality

INTERNAL, CONFIDENTIAL = Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL


class BlindEntry(models.Model):
    """
    One form of one text of a holder, as a keyed digest.

    `place` says which field the text stands in (`visit.interviewed.name`), `form` which form of it
    was digested: as written, folded, or one word.
    """

    EXACT, FOLDED, WORD = "exact", "folded", "word"

    holder = models.UUIDField()
    place = models.CharField(max_length=80)
    form = models.CharField(max_length=6)
    digest = models.CharField(max_length=32)

    confidentiality = {
        "id": INTERNAL,
        "holder": INTERNAL,
        "place": INTERNAL,
        "form": INTERNAL,
        # Two equal digests say that two texts are equal.
        "digest": CONFIDENTIAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "place", "form", "digest"], name="blindentry_once_a_place"
            ),
            models.CheckConstraint(
                condition=Q(form__in=["exact", "folded", "word"]), name="blindentry_form_known"
            ),
        ]
        indexes = [models.Index(fields=["digest", "form"], name="blindentry_by_digest")]

    def __str__(self) -> str:
        return f"{self.holder} {self.place} {self.form}"
