"""Files: what is known of each; its bytes lie sealed in the file store."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from amparo.core.confidentiality import Confidentiality
from amparo.vault.fields import SealedText

INTERNAL, CONFIDENTIAL = Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL
PERSONAL = Confidentiality.PERSONAL


class File(models.Model):
    """
    One file of a holder: made anew on arrival, sealed with the holder's key.

    `size` is of the clear content as it is kept, `stored_size` of the sealed one. `level` says who
    may see the content.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.UUIDField(db_index=True)
    name = SealedText(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    stored_size = models.PositiveBigIntegerField()
    scanned = models.CharField(
        max_length=11, choices=[("clean", "clean"), ("not_scanned", "not_scanned")]
    )
    stripped = models.BooleanField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    level = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in Confidentiality],
        default=CONFIDENTIAL.value,
    )
    dropped_at = models.DateTimeField(null=True)

    confidentiality = {
        "id": INTERNAL,
        "holder": INTERNAL,
        "name": PERSONAL,
        "media_type": INTERNAL,
        "size": INTERNAL,
        "stored_size": INTERNAL,
        "scanned": INTERNAL,
        "stripped": INTERNAL,
        "added_at": INTERNAL,
        "added_by": INTERNAL,
        "level": INTERNAL,
        "dropped_at": INTERNAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in Confidentiality]),
                name="file_level_known",
            ),
            models.CheckConstraint(
                condition=Q(scanned__in=["clean", "not_scanned"]), name="file_scan_known"
            ),
            models.CheckConstraint(
                condition=Q(stored_size__gt=models.F("size")), name="file_stored_sealed"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(dropped_at__gte=models.F("added_at")),
                name="file_dropped_after_added",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def path(self) -> str:
        """Where its sealed bytes lie in the file store."""
        return f"{self.holder}/{self.id}"

    @property
    def place(self) -> tuple[str, str, str]:
        """What its bytes are bound to: no other row's bytes open in their stead."""
        return "vault.file.content", str(self.holder), str(self.id)
