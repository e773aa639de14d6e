"""What tests of backups share: a key, a house worth copying, and emptying it again."""

from __future__ import annotations

import io
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pyrage
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone
from pyrage import x25519

from amparo.access.permissions import Role
from amparo.docket import actions, attachments, checkpoints
from amparo.docket.models import Matter
from amparo.docket.procedure import PROCEDURES
from amparo.upkeep.backing_up.tables import parts_of, tables
from amparo.upkeep.backing_up.taking import Taken, back_up
from tests.docket.example import (
    AMINA,
    ANSWERED,
    NOTED,
    PETITION,
    PUBLISHED,
    RECEIVED,
    SENT,
    day,
    moment,
)
from tests.people import browser_of, make_person

IDENTITY = x25519.Identity.generate()
AUTHOR = "Xiomara Quetzalcoatl"
SCAR = b"A scar on the arm."
OVER = "PETITION/1"


@contextmanager
def furnished(*, files: bool = True) -> Iterator[Matter]:
    """Let the body have a house with something of everything in it, and empty it afterwards."""
    PROCEDURES["petition"] = PETITION
    empty(files=files)
    try:
        yield _furnish()
    finally:
        empty(files=files)
        del PROCEDURES["petition"]


def _furnish() -> Matter:
    """
    Store something of everything: dockets, sealed and rectified acts, files, people, a checkpoint.

    Return a matter that is over for long enough to be disposed of.
    """
    browser_of(make_person("amina", Role.REGISTRAR))
    matter = open_petition(OVER)
    for content, on in (
        (NOTED(remark="A remark."), "2012-01-03"),
        (SENT(), "2012-02-01"),
        (ANSWERED(text="Read: « è ه 酷 »\u2028 and a line,\nor two."), "2012-05-01"),
        (PUBLISHED(), "2013-01-01"),
    ):
        actions.enter(matter, content, on=day(on), by=AMINA, at=moment(f"{on}T09:00"))
    open_petition("PETITION/2", attached=b"")
    checkpoints.take(at=timezone.now())
    matter.refresh_from_db()
    return matter


def open_petition(reference: str, *, attached: bytes = SCAR) -> Matter:
    """Open a petition with an author, and attach a file to it."""
    matter = actions.open_docket(
        PETITION,
        reference,
        RECEIVED(state="PER", author=AUTHOR),
        on=day("2012-01-02"),
        by=AMINA,
        at=moment("2012-01-02T09:00") + timedelta(microseconds=len(attached)),
    )
    if attached:
        attachments.attach(reference, "note.txt", attached, by=AMINA, at=timezone.now())
    return matter


def take(target: Path, **options: object) -> Taken:
    """Take a backup for the key of the tests."""
    return back_up(target, [IDENTITY.to_public()], at=timezone.now(), **options)  # type: ignore[arg-type]


def every_row() -> dict[str, bytes]:
    """Return what the database holds, as a backup would write it down."""
    return {one.name: b"".join(part for _rows, part in parts_of(one)) for one in tables()}


def empty(*, files: bool = True) -> None:
    """Empty the database, as it is when its tables were just made; and the file store."""
    call_command(
        "flush", database="default", verbosity=0, interactive=False, inhibit_post_migrate=False
    )
    for one in settings.KEYS.glob("checkpoint-*.pub.pem"):
        one.unlink()
    if files:
        shutil.rmtree(storages["files"].location, ignore_errors=True)  # type: ignore[attr-defined]


def files_kept() -> dict[str, bytes]:
    """Return every file of the file store, by its path."""
    folder = Path(storages["files"].location)  # type: ignore[attr-defined]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def contents(file: Path) -> dict[str, bytes]:
    """Return the parts of a backup, opened with nothing of ours."""
    opened = pyrage.decrypt(file.read_bytes(), [IDENTITY])
    with tarfile.open(fileobj=io.BytesIO(opened), mode="r:gz") as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]
