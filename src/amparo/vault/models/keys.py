"""The only table of the key store."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amparo.core.confidentiality import Confidentiality

INTERNAL = Confidentiality.INTERNAL


class WrappedKey(models.Model):
    """
    The data key of one holder (a matter, an account), wrapped by a master key.

    Of a destroyed key the row stays, empty, so that it is never made again.
    """

    holder = models.UUIDField(primary_key=True)
    master = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    confidentiality = {
        "holder": INTERNAL,
        "master": INTERNAL,
        "wrapped": Confidentiality.CONFIDENTIAL,
        "made_at": INTERNAL,
        "rotated_at": INTERNAL,
        "destroyed_at": INTERNAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) & ~Q(wrapped=b"")
                | Q(destroyed_at__isnull=False) & Q(wrapped=b""),
                name="wrappedkey_destroyed_is_empty",
            )
        ]
        indexes = [
            models.Index(
                fields=["master"],
                name="wrappedkey_by_master",
                condition=Q(destroyed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.holder)
