"""
Matters, their acts, and what is derived from them.

`Matter.objects.visible_to(actor, at)` is the door to every list. `Act` is the record. The projected
fields of `Matter`, all of `Clock` and all of `Outlook` are derived: they can be thrown away and made
again by `amparo rebuild`.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from amparo.access.permissions import Actor
from amparo.access.visibility import visible
from amparo.core.confidentiality import Confidentiality
from amparo.vault.fields import SealedText

from .entries import Precision

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
