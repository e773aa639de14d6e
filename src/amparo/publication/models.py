"""What stands in the public store and nowhere else: published files, and what changed of late."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amparo.core.confidentiality import Confidentiality

PUBLIC = Confidentiality.PUBLIC


class PublishedFile(models.Model):
    """
    A file that an act names in public, as it is given out.

    It has the number of the file inside that it was made from. Its `name` is made from the symbol
    or the reference: whoever added the file may have named a person in theirs.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    reference = models.CharField(max_length=80, db_index=True)
    act = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    confidentiality = dict.fromkeys(
        ("id", "reference", "act", "name", "media_type", "size", "sha256"), PUBLIC
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(act__gte=1), name="published_file_is_named_by_an_act"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublishedChunk(models.Model):
    """A piece of such a file, so that one of any length is read in little memory."""

    file = models.ForeignKey(PublishedFile, models.PROTECT, related_name="chunks")
    number = models.PositiveIntegerField()
    bytes = models.BinaryField()

    confidentiality = dict.fromkeys(("id", "file", "number", "bytes"), PUBLIC)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="published_chunk_once_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"


class Change(models.Model):
    """
    That something public is new, different or gone, so that what is made from it follows.

    Written in the transaction that changes the store; whoever has followed takes it away. `kind` is
    `docket`, `document`, `recommendation`, `reference`; `key` a reference, a document's name, a number.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)

    confidentiality = dict.fromkeys(("id", "kind", "key"), PUBLIC)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Unseen(models.Model):
    """
    The same, for the ledger of what is new: until it has looked at what changed.

    A list of its own: who follows a change takes it away, and the index does so in its own time.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)

    confidentiality = dict.fromkeys(("id", "kind", "key"), PUBLIC)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Stamp(models.Model):
    """
    How often the store has changed: one row. Whatever was made at one number is the same at it.

    Source: docs/adr/0041.
    """

    number = models.PositiveBigIntegerField(default=0)

    confidentiality = dict.fromkeys(("id", "number"), PUBLIC)

    def __str__(self) -> str:
        return str(self.number)
