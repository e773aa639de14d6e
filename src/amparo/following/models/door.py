"""The followers' store: what the public face adds to, and cannot read back."""

from __future__ import annotations

import uuid

from django.db import models

from amparo.core.confidentiality import Confidentiality
from amparo.following.enums import Choice, TicketKind

INTERNAL, CONFIDENTIAL = Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL


class Request(models.Model):
    """
    What somebody asked for, sealed for the inside before it was written here.

    Whoever reads the row learns that somebody asked, and when. It is gone as soon as a worker has
    taken it in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)

    confidentiality = {"id": INTERNAL, "sealed": CONFIDENTIAL, "made_at": INTERNAL}

    def __str__(self) -> str:
        return str(self.id)


class Ticket(models.Model):
    """
    What a link in a letter opens: found by the digest of its token, sealed with the token itself.

    Without the token, the row tells that there is a link, of which kind, and when it ends.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in TicketKind])
    sealed = models.BinaryField()
    ends_at = models.DateTimeField(null=True)

    confidentiality = {
        "digest": CONFIDENTIAL,
        "kind": INTERNAL,
        "sealed": CONFIDENTIAL,
        "ends_at": INTERNAL,
    }

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="ticket_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[one.value for one in TicketKind]),
                name="ticket_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Press(models.Model):
    """
    A button that was pressed on the page of a ticket; `number` says on which line of it.

    It stays, once it is done, as long as the ticket: pressed again, it does nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, db_index=True)
    choice = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Choice])
    number = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    confidentiality = {
        "id": INTERNAL,
        "digest": CONFIDENTIAL,
        "choice": INTERNAL,
        "number": INTERNAL,
        "made_at": INTERNAL,
        "done_at": INTERNAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(choice__in=[one.value for one in Choice]),
                name="press_choice_is_known",
            ),
            models.UniqueConstraint(
                fields=["digest", "choice", "number"], name="press_counts_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"], name="press_to_do", condition=models.Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.choice
