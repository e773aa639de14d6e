"""What is derived from acts and kept beside them: clocks, and how matters stand for those outside."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amparo.core.confidentiality import Confidentiality

from ..entries import Precision
from .record import Matter

INTERNAL = Confidentiality.INTERNAL


class Clock(models.Model):
    """A time limit in a docket, running or stopped; projected from the acts. Source: GEN-6."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=40)
    rule = models.CharField(max_length=80)
    started_by = models.PositiveIntegerField()
    starts_on = models.DateField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    precision = models.CharField(max_length=5, default=Precision.DAY.value)
    extensions = models.TextField(default="[]")
    stopped_by = models.PositiveIntegerField(null=True)
    stopped_on = models.DateField(null=True)

    confidentiality = dict.fromkeys(
        (
            "id",
            "matter",
            "name",
            "rule",
            "started_by",
            "starts_on",
            "first_due_on",
            "due_on",
            "precision",
            "extensions",
            "stopped_by",
            "stopped_on",
        ),
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "name", "started_by"],
                name="clock_started_once_an_act",
            ),
            models.CheckConstraint(
                condition=Q(stopped_by__isnull=True, stopped_on__isnull=True)
                | Q(stopped_by__isnull=False, stopped_on__isnull=False),
                name="clock_stopped_by_an_act_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="clock_running_by_due",
                condition=Q(stopped_by__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} due {self.due_on}"


class Outlook(models.Model):
    """
    How a matter stands for outsiders who hold these roles in it, folded from what they know of it.

    Projected from the acts: for each set of the roles that the matter is shared with, one row for
    each State it concerns, the first of which is the `main` one. It holds from `from_on` until the
    day before `until_on`: more may become public without an act. `due_on` is the next day by which
    something is asked of them, `asks` how often something is; `done_due_on` the last such day that
    they kept or missed; `known_at` when the latest of the acts was entered.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="outlooks")
    roles = models.CharField(max_length=120)
    state = models.CharField(max_length=3, default="")
    main = models.BooleanField()
    from_on = models.DateField()
    until_on = models.DateField()
    procedure = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    status = models.CharField(max_length=40, default="")
    last_on = models.DateField()
    due_on = models.DateField(null=True)
    asks = models.PositiveIntegerField(default=0)
    others_due_on = models.DateField(null=True)
    done_due_on = models.DateField(null=True)
    known_at = models.DateTimeField(null=True)
    may_enter = models.BooleanField(default=False)

    confidentiality = dict.fromkeys(
        (
            "id",
            "matter",
            "roles",
            "state",
            "main",
            "from_on",
            "until_on",
            "procedure",
            "reference",
            "status",
            "last_on",
            "due_on",
            "asks",
            "others_due_on",
            "done_due_on",
            "known_at",
            "may_enter",
        ),
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "roles", "state", "from_on"],
                name="outlook_once_a_day_state_and_roles",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lt=F("until_on")), name="outlook_ends_after_it_begins"
            ),
        ]
        indexes = [
            # One for each order in which a page or a part of the day is read along it.
            models.Index(
                fields=["roles", "state", "-last_on", "reference"], name="outlook_by_latest"
            ),
            models.Index(
                fields=["roles", "state", "procedure", "-last_on", "reference"],
                name="outlook_of_kind_by_latest",
            ),
            models.Index(
                fields=["roles", "state", "due_on", "reference"],
                name="outlook_by_due",
                condition=Q(due_on__isnull=False),
            ),
            models.Index(
                fields=["roles", "state", "others_due_on", "reference"],
                name="outlook_by_others_due",
                condition=Q(others_due_on__isnull=False),
            ),
            models.Index(
                fields=["roles", "state", "done_due_on", "reference"],
                name="outlook_by_done",
                condition=Q(done_due_on__isnull=False),
            ),
            models.Index(
                fields=["roles", "state", "known_at", "reference"], name="outlook_by_news"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} for {self.roles}"
