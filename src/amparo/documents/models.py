"""Documents with a symbol, their language versions, the pieces of their text, and what they cite."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amparo.core.confidentiality import Confidentiality

from .structure import LANGUAGES, BlockKind

PUBLIC = Confidentiality.PUBLIC


def _public(*fields: str) -> dict[str, Confidentiality]:
    return dict.fromkeys(("id", *fields), PUBLIC)


class Document(models.Model):
    """
    A document, whatever the language: all versions carry the same symbol (DOC-1).

    `name` is the symbol as it stands in addresses: `CAT-C-69-3` (AKN-5). `states` lists the States
    it is about, as `|MOZ|SEN|`. `precision` says how exactly `on` is known: to the day, or the year
    alone. Until `public_on` nothing of it leaves the building; without that
    day, never. `digest` stands for everything that hangs from it, `changed_at` for when that changed.
    """

    symbol = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    body = models.CharField(max_length=20, blank=True)
    states = models.CharField(max_length=800, blank=True)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, default="day")
    public_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField(db_index=True)

    confidentiality = _public(
        "symbol",
        "name",
        "kind",
        "body",
        "states",
        "on",
        "precision",
        "public_on",
        "digest",
        "changed_at",
    )

    class Meta:
        indexes = [
            # The States last: who asks for one is answered without a look at the rows.
            models.Index(fields=["-on", "symbol", "states"], name="document_by_day_and_states"),
            models.Index(fields=["body", "-on", "symbol"], name="document_by_body_and_day"),
            models.Index(fields=["kind", "-on", "symbol"], name="document_by_kind_and_day"),
            models.Index(fields=["states"], name="document_by_states"),
        ]

    def __str__(self) -> str:
        return self.symbol


class Version(models.Model):
    """A document in one language, and the file it was read from."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=1000)
    session = models.CharField(max_length=200, blank=True)
    distribution = models.CharField(max_length=40, blank=True)
    original_language = models.CharField(max_length=2, blank=True)
    job_number = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    doubts = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    confidentiality = _public(
        "document",
        "language",
        "title",
        "session",
        "distribution",
        "original_language",
        "job_number",
        "source",
        "media_type",
        "size",
        "sha256",
        "doubts",
        "imported_at",
    )

    class Meta:
        indexes = [models.Index(fields=["language"], name="version_by_language")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"], name="one_version_per_document_and_language"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="version_language_is_official"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"


class Block(models.Model):
    """
    A piece of a version's text, in its order: a heading, a paragraph, an item, a table.

    `under` is the address of the heading that it stands below. `marks` are pairs of an offset and
    the mark of a note; `rows` are the cells of a table.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="blocks")
    order = models.PositiveIntegerField()
    part = models.CharField(max_length=20, default="main")
    eid = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=40, blank=True)
    under = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    marks = models.JSONField(default=list)
    rows = models.JSONField(default=list)

    confidentiality = _public(
        "version",
        "order",
        "part",
        "eid",
        "kind",
        "level",
        "number",
        "under",
        "text",
        "marks",
        "rows",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "eid"], name="one_block_per_address"),
            models.UniqueConstraint(fields=["version", "order"], name="one_block_per_place"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in BlockKind]), name="block_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.eid}"


class Note(models.Model):
    """A note of a version, at the foot of a page or on its cover; `caller` is the block that calls it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="notes")
    order = models.PositiveIntegerField()
    part = models.CharField(max_length=20, default="main")
    mark = models.CharField(max_length=12)
    caller = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    confidentiality = _public("version", "order", "part", "mark", "caller", "text")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "part", "mark"], name="one_note_per_part_and_mark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.mark}"


class Citation(models.Model):
    """
    Words of a version that lead to a document, a paragraph of it, or an article of an instrument.

    They stand in the block `eid`, or in the note `note_26`, from `start` to `end`. `symbol` is the
    document they lead to, known here or not; where the words name it wrongly, `printed` keeps what
    they say (INC-17). `point` is the address in it (`para_14`), empty for the whole.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="citations")
    eid = models.CharField(max_length=120)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    symbol = models.CharField(max_length=120)
    point = models.CharField(max_length=120, blank=True)
    printed = models.CharField(max_length=120, blank=True)

    confidentiality = _public("version", "eid", "start", "end", "symbol", "point", "printed")

    class Meta:
        indexes = [models.Index(fields=["symbol", "point"], name="citation_by_target")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="citation_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.point}".strip()


class Relation(models.Model):
    """That a document corrects, replaces or supplements another. Source: DOC-3."""

    class Kind(models.TextChoices):
        CORRECTS = "corrects"
        REPLACES = "replaces"
        SUPPLEMENTS = "supplements"

    document = models.ForeignKey(Document, models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    symbol = models.CharField(max_length=120, db_index=True)

    confidentiality = _public("document", "kind", "symbol")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "symbol"], name="one_relation_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.symbol}"


class Piece(models.Model):
    """A piece of the file that a version was read from, so that it is given out in little memory."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="pieces")
    number = models.PositiveIntegerField()
    bytes = models.BinaryField()

    confidentiality = _public("version", "number", "bytes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_piece_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.number}"
