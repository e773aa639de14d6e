"""What a backup says of itself: first what is needed to read it, at last what it holds, signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from amparo import __version__

from .columns import KINDS, Column
from .tables import DATABASE, Table

FORMAT = 1
_WHAT = "backup"
# No signature of a checkpoint can pass for one of a manifest.
_SIGNED_AS = b"amparo backup 1\n"

HEAD, KEY, PARTS, MANIFEST, SIGNATURE = (
    "head.json",
    "checkpoint.pub.pem",
    "parts.txt",
    "manifest.json",
    "manifest.sig",
)


class NotOurs(Exception):
    """What should say what a backup is says something else."""


class TooNew(Exception):
    """A later version of the program made this backup: named by its number."""


@dataclass(frozen=True, slots=True)
class Head:
    """What has to be known before the first row: which program wrote it, of which tables."""

    version: str
    taken_at: datetime
    engine: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]

    def as_json(self) -> bytes:
        """Return it as the backup holds it."""
        return _json(
            {
                "amparo": _WHAT,
                "format": FORMAT,
                "version": self.version,
                "taken_at": self.taken_at.isoformat(),
                "engine": self.engine,
                "migrations": self.migrations,
                "tables": [asdict(one) for one in self.tables],
            }
        )

    @classmethod
    def now(cls, tables: Sequence[Table], *, at: datetime) -> Head:
        """Return the head of a backup that is taken at this moment."""
        applied = MigrationLoader(connection).applied_migrations
        return cls(__version__, at, connection.vendor, tuple(sorted(applied)), tuple(tables))

    @classmethod
    def of(cls, text: bytes) -> Head:
        """
        Return the head that a backup holds.

        :raises NotOurs: if it is nothing of the kind.
        :raises TooNew: if this program cannot know what the rest means.
        """
        data = _data(text)
        try:
            if data["amparo"] != _WHAT:
                raise NotOurs
            version = str(data["version"])
            if int(data["format"]) > FORMAT:
                raise TooNew(version)
            migrations = tuple((str(app), str(name)) for app, name in data["migrations"])
            if set(migrations) - set(MigrationLoader(None).disk_migrations or ()):
                raise TooNew(version)
            return cls(
                version,
                datetime.fromisoformat(data["taken_at"]),
                str(data["engine"]),
                migrations,
                tuple(_table(one) for one in data["tables"]),
            )
        except (KeyError, TypeError, ValueError):
            raise NotOurs from None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the backup holds: every part by one digest, how far the record had come, its figures."""

    taken_at: datetime
    parts: int
    parts_sha256: str
    rows: Mapping[str, int]
    files: int
    file_bytes: int
    heads: Mapping[str, Any]
    figures: Sequence[Mapping[str, Any]]
    # Files that went while the backup was taken; and those whose bytes are not in the store.
    dropped_meanwhile: Sequence[str] = ()
    lost: Sequence[str] = ()
    version: str = field(default=__version__)
    database: str = field(default=DATABASE)

    def as_json(self) -> bytes:
        """Return it as the backup holds it."""
        return _json({**asdict(self), "taken_at": self.taken_at.isoformat()})

    @classmethod
    def of(cls, text: bytes) -> Manifest:
        """Return the manifest that a backup holds. :raises NotOurs: if it is nothing of the kind."""
        data = _data(text)
        try:
            return cls(**{**data, "taken_at": datetime.fromisoformat(data["taken_at"])})
        except (KeyError, TypeError, ValueError):
            raise NotOurs from None


# The key that signs checkpoints signs manifests as well.


def sign(manifest: bytes, key: Ed25519PrivateKey) -> bytes:
    """Return the signature of a manifest."""
    return key.sign(_SIGNED_AS + manifest)


def is_signed(manifest: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Test whether a manifest bears the signature of this key."""
    try:
        key.verify(signature, _SIGNED_AS + manifest)
    except InvalidSignature:
        return False
    return True


def _table(data: Mapping[str, Any]) -> Table:
    columns = tuple(Column(str(one["name"]), str(one["kind"])) for one in data["columns"])
    if {one.kind for one in columns} - KINDS:
        raise NotOurs
    return Table(str(data["name"]), columns, str(data["key"]), str(data["numbered"]))


def _json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _data(text: bytes) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        raise NotOurs from None
    if not isinstance(data, dict):
        raise NotOurs
    return data
