"""Matters and their acts. The projected fields of a matter are derived from its acts."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from amparo.access.permissions import Actor
from amparo.access.visibility import visible
from amparo.core.confidentiality import Confidentiality

from ..entries import Precision

PUBLIC, INTERNAL = Confidentiality.PUBLIC, Confidentiality.INTERNAL
PERSONAL = Confidentiality.PERSONAL


class MatterQuerySet(models.QuerySet["Matter"]):
    """Matters, by who may know of them."""

    def visible_to(self, actor: Actor, at: datetime) -> MatterQuerySet:
        """Return the matters of which the actor may know at a moment; for all others, none are."""
        return visible(self, actor, at)


class Matter(models.Model):
    """
    One thing that a body follows from opening to closing; its docket is its acts.

    `key` names the data key with which its confidential content is sealed. `states` and `shared`
    hold the States concerned and the outsiders it is shared with, as `|MOZ|KEN|`.
    """

    procedure = models.CharField(max_length=40)
    reference = models.CharField(max_length=80, unique=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    # Projected from the acts.
    status = models.CharField(max_length=40, default="")
    since = models.DateField(null=True)
    opened_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    body = models.CharField(max_length=20, default="")
    state = models.CharField(max_length=3, default="")
    states = models.TextField(default="")
    shared = models.TextField(default="")
    facts = models.TextField(default="{}")
    sealed = models.BinaryField(null=True)
    disposed_on = models.DateField(null=True)
    acts_entered = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    confidentiality = {
        "id": INTERNAL,
        "procedure": INTERNAL,
        "reference": INTERNAL,
        "key": INTERNAL,
        "status": INTERNAL,
        "since": INTERNAL,
        "opened_on": INTERNAL,
        "last_on": INTERNAL,
        "next_due_on": INTERNAL,
        "body": INTERNAL,
        "state": INTERNAL,
        "states": INTERNAL,
        "shared": INTERNAL,
        "facts": INTERNAL,
        "sealed": PERSONAL,
        "disposed_on": INTERNAL,
        "acts_entered": INTERNAL,
        "head": INTERNAL,
    }

    PROJECTED = (
        "status",
        "since",
        "opened_on",
        "last_on",
        "next_due_on",
        "body",
        "state",
        "states",
        "shared",
        "facts",
        "sealed",
        "disposed_on",
        "acts_entered",
        "head",
    )

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [
            # One for each way in which a list is narrowed, in the order of the list: a page of it
            # is read along the index, however long it is. See bench/desk.py.
            models.Index(fields=["-last_on", "reference"], name="matter_by_latest"),
            models.Index(fields=["body", "-last_on", "reference"], name="matter_of_body_by_latest"),
            models.Index(
                fields=["procedure", "-last_on", "reference"], name="matter_of_kind_by_latest"
            ),
            models.Index(
                fields=["procedure", "status", "-last_on", "reference"],
                name="matter_standing_by_latest",
            ),
            models.Index(
                fields=["state", "-last_on", "reference"], name="matter_of_state_by_latest"
            ),
            models.Index(
                fields=["next_due_on", "reference"],
                name="matter_by_next_due",
                condition=Q(next_due_on__isnull=False),
            ),
            models.Index(
                fields=["body", "next_due_on", "reference"],
                name="matter_of_body_by_next_due",
                condition=Q(next_due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Act(models.Model):
    """
    One entry in a docket: dated, numbered, digested, never changed.

    `kind` is qualified by the procedure (`visit.conducted`). `fields` is canonical JSON, kept as
    the very text that the digest covers; `sealed` holds what is confidential in it, encrypted, and
    the reason for a rectification. `entered_at` is when the organization learned of the act,
    `recorded_at` when this row was written; they differ only for a record loaded from a source.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    on = models.DateField()
    precision = models.CharField(
        max_length=5,
        choices=[(one.value, one.value) for one in Precision],
        default=Precision.DAY.value,
    )
    entered_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    fields = models.TextField()
    sealed = models.BinaryField(null=True)
    rectifies = models.PositiveIntegerField(null=True)
    source = models.TextField(default="")
    digest = models.CharField(max_length=64)

    confidentiality = {
        "id": INTERNAL,
        "matter": INTERNAL,
        "number": INTERNAL,
        "kind": INTERNAL,
        "on": INTERNAL,
        "precision": INTERNAL,
        "entered_at": INTERNAL,
        "recorded_at": INTERNAL,
        "by": INTERNAL,
        "fields": INTERNAL,
        "sealed": PERSONAL,
        "rectifies": INTERNAL,
        "source": INTERNAL,
        "digest": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="act_number_once_a_docket"),
            models.CheckConstraint(condition=Q(number__gte=1), name="act_numbers_start_at_one"),
            models.CheckConstraint(
                condition=Q(rectifies__isnull=True) | Q(rectifies__lt=F("number")),
                name="act_rectifies_an_earlier_one",
            ),
            # One replacement an act: two would leave it open which of them stands.
            models.UniqueConstraint(fields=["matter", "rectifies"], name="act_rectified_once"),
            models.CheckConstraint(
                condition=Q(entered_at__lte=F("recorded_at")),
                name="act_known_before_recorded",
            ),
            models.CheckConstraint(
                condition=Q(precision__in=[one.value for one in Precision]),
                name="act_precision_known",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "on"], name="act_by_kind_and_day"),
            models.Index(fields=["on", "id"], name="act_by_day"),
            models.Index(fields=["recorded_at"], name="act_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.on}"
