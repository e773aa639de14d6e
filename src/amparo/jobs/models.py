"""Who is at work, and whose turn it is. What waits in the queue is in the tables of its library."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amparo.core.confidentiality import Confidentiality

INTERNAL = Confidentiality.INTERNAL


class Worker(models.Model):
    """
    A worker, and when it was last known to live.

    What a worker holds is its own while it lives; what one held that is seen no more is free.
    """

    id = models.UUIDField(primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    confidentiality = {"id": INTERNAL, "started_at": INTERNAL, "seen_at": INTERNAL}

    def __str__(self) -> str:
        return f"{self.id}"


class Turn(models.Model):
    """
    How far a schedule has come: when it is due, who has its turn, how the last one ended.

    `last_due_at` is the moment of the turn that was taken last, however late it was taken. `outcome`
    is the line that the work returned, `fault` the class of the error that it ended with: never
    what the error said, which may be about somebody.
    """

    name = models.CharField(max_length=40, unique=True)
    next_at = models.DateTimeField()
    last_due_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    faults = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=120, default="")
    outcome = models.CharField(max_length=200, default="")

    confidentiality = dict.fromkeys(
        (
            "id",
            "name",
            "next_at",
            "last_due_at",
            "started_at",
            "done_at",
            "taken_by",
            "faults",
            "fault",
            "outcome",
        ),
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True) | Q(started_at__isnull=False),
                name="turn_taken_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(fault="", faults=0) | (~Q(fault="") & Q(faults__gt=0)),
                name="turn_faults_have_a_class",
            ),
        ]

    def __str__(self) -> str:
        return self.name
