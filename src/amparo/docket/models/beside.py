"""What is kept of a matter beside its acts: tokens of forms, how far the gate has come, notes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from amparo.core.confidentiality import Confidentiality
from amparo.vault.fields import SealedText

from .record import Matter

INTERNAL, PERSONAL = Confidentiality.INTERNAL, Confidentiality.PERSONAL


class EnteredOnce(models.Model):
    """
    The token of a form whose act was entered, so that the form counts once however often it is sent.

    Who sent it is in the act.
    """

    token = models.UUIDField(primary_key=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    act = models.PositiveIntegerField()
    entered_at = models.DateTimeField()

    confidentiality = {
        "token": INTERNAL,
        "matter": INTERNAL,
        "act": INTERNAL,
        "entered_at": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "act"], name="act_entered_with_one_token")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} act {self.act}"


class Release(models.Model):
    """
    How far the gate has come with a matter: when it has to look again, which acts are out.

    `due_at` is written together with every act that may change what the world knows; it is empty
    once nothing is to come. `acts` are the numbers of the acts let out, as `|1|2|`.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="release")
    due_at = models.DateTimeField(null=True)
    acts = models.TextField(default="")

    confidentiality = {"id": INTERNAL, "matter": INTERNAL, "due_at": INTERNAL, "acts": INTERNAL}

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="release_by_due", condition=Q(due_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} due {self.due_at}"


class Note(models.Model):
    """
    What somebody of the body wrote down about a matter, for the body alone; it is no act.

    The text is sealed with the matter's key, and ends with it. It is never changed: it is struck
    out, and the line stays. Who wrote and who struck it are named by their codes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="notes")
    text = SealedText()
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    struck_by = models.CharField(max_length=80, default="", blank=True)
    struck_at = models.DateTimeField(null=True)

    confidentiality = {
        "id": INTERNAL,
        "matter": INTERNAL,
        "text": PERSONAL,
        "written_by": INTERNAL,
        "written_at": INTERNAL,
        "struck_by": INTERNAL,
        "struck_at": INTERNAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_by="", struck_at__isnull=True)
                | (~Q(struck_by="") & Q(struck_at__gte=F("written_at"))),
                name="note_struck_by_somebody_at_a_moment",
            )
        ]
        indexes = [models.Index(fields=["matter", "written_at"], name="note_by_matter")]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"

    @property
    def holder(self) -> uuid.UUID:
        """The key of the matter."""
        return self.matter.key
