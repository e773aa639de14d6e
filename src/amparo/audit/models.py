"""The lines of the trail, and how far each of its strands has come."""

from __future__ import annotations

from typing import Any, Never

from django.db import models
from django.db.models import Q

from amparo.core.confidentiality import Confidentiality

from .events import Outcome

INTERNAL = Confidentiality.INTERNAL
STRANDS = 8


class OnlyAddedTo(Exception):
    """Someone tried to change or remove a line of the trail."""

    def __init__(self) -> None:
        super().__init__("The trail is only added to.")


class Strand(models.Model):
    """
    One of the chains that the trail is spun of: how long it is, and the digest of its last line.

    Everyone's lines stand in one strand, in their order; those of different strands are written
    without waiting for each other.
    """

    number = models.PositiveSmallIntegerField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    confidentiality = {"number": INTERNAL, "length": INTERNAL, "head": INTERNAL}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__lt=STRANDS), name="strand_is_one_of_eight")
        ]

    def __str__(self) -> str:
        return f"trail/{self.number}"


class LineQuerySet(models.QuerySet["Line"]):
    """Lines, to be read."""

    def update(self, **_values: Any) -> Never:
        """Raise: a line is not changed."""
        raise OnlyAddedTo

    def bulk_update(self, *_args: Any, **_options: Any) -> Never:
        """Raise: lines are not changed."""
        raise OnlyAddedTo

    def delete(self) -> Never:
        """Raise: lines are not removed."""
        raise OnlyAddedTo


class Line(models.Model):
    """
    One thing that was done, seen or refused: by whom, when, from where, about what.

    It names accounts by their pseudonym and matters by their reference. `details` is canonical
    JSON, kept as the very text that the digest covers; `area` is the part of `event` before its
    dot, kept so that an area can be listed.
    """

    strand = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    face = models.CharField(max_length=20)
    area = models.CharField(max_length=40)
    event = models.CharField(max_length=80)
    about = models.CharField(max_length=80, default="")
    permission = models.CharField(max_length=80, default="")
    outcome = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Outcome])
    details = models.TextField(default="{}")
    digest = models.CharField(max_length=64)

    confidentiality = dict.fromkeys(
        (
            "id",
            "strand",
            "number",
            "at",
            "by",
            "face",
            "area",
            "event",
            "about",
            "permission",
            "outcome",
            "details",
            "digest",
        ),
        INTERNAL,
    )

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strand", "number"], name="line_number_once_a_strand"),
            models.CheckConstraint(
                condition=Q(strand__lt=STRANDS), name="line_strand_is_one_of_eight"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="line_numbers_start_at_one"),
            models.CheckConstraint(condition=~Q(by=""), name="line_by_someone"),
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Outcome]), name="line_outcome_known"
            ),
        ]
        # One for each way in which the trail is asked, newest first.
        indexes = [
            models.Index(fields=["at", "id"], name="line_by_time"),
            models.Index(fields=["by", "at", "id"], name="line_by_person"),
            models.Index(fields=["about", "at", "id"], name="line_by_subject"),
            models.Index(fields=["event", "at", "id"], name="line_by_event"),
            models.Index(fields=["area", "at", "id"], name="line_by_area"),
            models.Index(fields=["face", "at", "id"], name="line_by_face"),
            models.Index(
                fields=["at", "id"], name="line_refused", condition=Q(outcome=Outcome.REFUSED.value)
            ),
        ]

    def __str__(self) -> str:
        return f"trail/{self.strand} {self.number} {self.event}"

    def save(self, *args: Any, **options: Any) -> None:
        """Write a new line. :raises OnlyAddedTo: if it stands already."""
        if not self._state.adding:
            raise OnlyAddedTo
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> Never:
        """Raise: a line is not removed."""
        raise OnlyAddedTo
