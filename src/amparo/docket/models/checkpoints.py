"""Signed statements of how far every docket had come."""

from __future__ import annotations

from django.db import models

from amparo.core.confidentiality import Confidentiality

INTERNAL = Confidentiality.INTERNAL


class Checkpoint(models.Model):
    """A signed statement of how far every docket had come. Can be kept elsewhere."""

    number = models.PositiveIntegerField(unique=True)
    taken_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    confidentiality = {
        "id": INTERNAL,
        "number": INTERNAL,
        "taken_at": INTERNAL,
        "digest": INTERNAL,
        "signature": INTERNAL,
    }

    def __str__(self) -> str:
        return f"{self.number} {self.taken_at}"


class CheckpointHead(models.Model):
    """The last act of a docket that changed since the checkpoint before."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="heads")
    # By reference and not by key: a docket that was removed must still be missed.
    reference = models.CharField(max_length=80)
    acts_entered = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    confidentiality = {
        "id": INTERNAL,
        "checkpoint": INTERNAL,
        "reference": INTERNAL,
        "acts_entered": INTERNAL,
        "digest": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["checkpoint", "reference"],
                name="checkpoint_names_a_docket_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.acts_entered}"
