"""
Who holds which role: posts in a body, and access to single matters.

A row is ended, never deleted: who could see what on a day stays known.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from amparo.access.permissions import Role
from amparo.core.confidentiality import Confidentiality
from amparo.vault.fields import SealedText

from .accounts import User

INTERNAL, PERSONAL = Confidentiality.INTERNAL, Confidentiality.PERSONAL
_OF_PERSONS = [role.value for role in Role if role is not Role.SERVICE]


class PostQuerySet(models.QuerySet["Appointment"]):
    """Appointments, by when they run."""

    def running(self, at: datetime) -> PostQuerySet:
        """Return those in force at a moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


class Appointment(models.Model):
    """A role that a person holds: for one body or for all, for a State where the role is one's."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40)
    body = models.CharField(max_length=20, default="", blank=True)
    state = models.CharField(max_length=3, default="", blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=80)
    ended_by = models.CharField(max_length=80, default="", blank=True)

    confidentiality = dict.fromkeys(
        ("id", "user", "role", "body", "state", "since", "until", "given_by", "ended_by"), INTERNAL
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=_OF_PERSONS), name="appointment_to_a_role_of_persons"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="appointment_ends_after_its_start",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "body", "state"],
                condition=Q(until__isnull=True),
                name="appointment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.body} {self.state}".strip()


class GrantKind(StrEnum):
    """Why somebody has access to a single matter."""

    TEAM = "team"
    NAMED = "named"
    EMERGENCY = "emergency"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Access to single matters, by when it runs."""

    def running(self, at: datetime) -> GrantQuerySet:
        """Return what is in force at a moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


class Grant(models.Model):
    """
    Access of one person to one matter, in one role.

    Who belongs to the team has it until it is ended; whoever else, until a moment and for a reason.
    The reason may speak of the matter, and is sealed with the matter's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey("docket.Matter", models.PROTECT, related_name="grants")
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    reason = SealedText(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=80)
    ended_by = models.CharField(max_length=80, default="", blank=True)

    confidentiality = {
        "id": INTERNAL,
        "matter": INTERNAL,
        "user": INTERNAL,
        "role": INTERNAL,
        "kind": INTERNAL,
        "reason": PERSONAL,
        "since": INTERNAL,
        "until": INTERNAL,
        "given_by": INTERNAL,
        "ended_by": INTERNAL,
    }

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=_OF_PERSONS), name="grant_of_a_role_of_persons"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in GrantKind]), name="grant_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=GrantKind.TEAM.value) | Q(until__isnull=False),
                name="grant_outside_the_team_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="grant_ends_after_its_start",
            ),
        ]
        indexes = [models.Index(fields=["user", "until"], name="grant_by_person")]

    def __str__(self) -> str:
        return f"{self.role} ({self.kind})"

    @property
    def holder(self) -> uuid.UUID:
        """The key of the matter."""
        return self.matter.key


class EmergencyRequest(models.Model):
    """
    Somebody asks for access to a matter at once; another person grants or refuses it.

    Asked for by reference: whether there is such a matter is not told to who asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey("docket.Matter", models.PROTECT, related_name="emergencies")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = SealedText()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, related_name="emergency")

    confidentiality = {
        "id": INTERNAL,
        "matter": INTERNAL,
        "asked_by": INTERNAL,
        "asked_at": INTERNAL,
        "reason": PERSONAL,
        "decided_by": INTERNAL,
        "decided_at": INTERNAL,
        "grant": INTERNAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, grant__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="emergency_decided_by_somebody_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="emergency_decided_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"

    @property
    def holder(self) -> uuid.UUID:
        """The key of the matter."""
        return self.matter.key
