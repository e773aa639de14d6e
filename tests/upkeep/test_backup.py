"""Backups: all of one moment, taken while others write, and brought back as it was."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, connections
from django.utils import timezone

from amparo.access.models import Session
from amparo.access.permissions import DISPOSER, Actor, Post, Role
from amparo.audit.models import Line
from amparo.core.errors import Refused
from amparo.core.keys import make_keys
from amparo.docket import actions, checkpoints, disposal, reading, rebuilding
from amparo.docket.models import Act, Matter
from amparo.docket.verification import verify
from amparo.upkeep.backing_up import checking, folder, moment
from amparo.upkeep.backing_up.opening import Read
from amparo.upkeep.backing_up.restoring import restore
from amparo.vault import keystore
from amparo.vault.files import store
from amparo.vault.keystore import KeyDestroyed
from amparo.vault.models import File
from tests.docket.example import AMINA, NOTED, day

from .backups import (
    AUTHOR,
    IDENTITY,
    OVER,
    SCAR,
    contents,
    empty,
    every_row,
    files_kept,
    furnished,
    open_petition,
    take,
)

pytestmark = pytest.mark.django_db(transaction=True)

KEEPER = Actor("keeper", (Post(Role.CUSTODIAN_OF_IDENTITIES),))
AT = datetime(2026, 3, 1, 2, 10, tzinfo=UTC)


@pytest.fixture
def matter(transactional_db: None) -> Iterator[Matter]:
    with furnished() as over:
        yield over


def brought_back(file: Path) -> Read:
    return restore(file, [IDENTITY])


def author_of(reference: str) -> object:
    return reading.docket_for(KEEPER, reference, at=timezone.now()).acts[0].fields.get("author")


# What is in a backup, and comes back.


def test_everything_comes_back_as_it_was(matter: Matter, tmp_path: Path):
    rows, files = every_row(), files_kept()
    taken = take(tmp_path / "one.age")
    assert len(files) == 1
    assert Session.objects.count() == 1

    empty()
    assert (Act.objects.count(), files_kept()) == (0, {})
    found = brought_back(taken.file)

    assert every_row() == rows
    assert files_kept() == files
    assert list(checking.findings(found)) == []
    assert author_of(OVER) == AUTHOR
    (file,) = store.files_of(matter.key)
    assert b"".join(store.open_file(file)) == SCAR
    # Whoever was signed in signs in again.
    assert Session.objects.count() == 0


def test_work_goes_on_after_a_restoration(matter: Matter, tmp_path: Path):
    taken = take(tmp_path / "one.age")
    empty()
    found = brought_back(taken.file)

    actions.enter(
        Matter.objects.get(reference="PETITION/2"), NOTED(), on=day("2026-01-02"), by=AMINA
    )
    open_petition("PETITION/3")
    checkpoints.take(at=timezone.now())

    assert list(verify()) == []
    assert list(rebuilding.rebuild(write=False)) == []
    assert list(checking.findings(found)) == [
        "The record does not end where it ended when it was copied.",
        "The files that were copied are not those that the database names.",
    ]


def test_a_backup_names_what_it_holds_and_holds_no_key(matter: Matter, tmp_path: Path):
    taken = take(tmp_path / "one.age")
    parts = contents(taken.file)

    manifest, head = json.loads(parts["manifest.json"]), json.loads(parts["head.json"])
    assert manifest["heads"]["acts"] == Act.objects.count() == 6
    assert manifest["heads"]["checkpoint"]["number"] == 1
    assert (manifest["files"], manifest["file_bytes"]) == (1, File.objects.get().stored_size)
    assert len(manifest["figures"]) > 50
    assert manifest["rows"]["docket_act"] == 6
    assert head["engine"] == connection.vendor
    tables = {one["name"] for one in head["tables"]}
    assert {"audit_line", "docket_act", "access_user"} <= tables
    assert tables & {"vault_wrappedkey", "access_session"} == set()
    key = keystore.key_of(matter.key)
    assert [name for name, one in parts.items() if key in one] == []


def test_a_backup_is_one_moment_and_nobody_waits_for_it(matter: Matter, tmp_path: Path):
    entered: list[int] = []

    def watch(_total: int):
        def in_the_middle(_done: int) -> None:
            if not entered:
                threading.Thread(target=enter).start()
                assert done.wait(30), "whoever enters an act had to wait for the backup"

        return in_the_middle

    done = threading.Event()

    def enter() -> None:
        two = Matter.objects.get(reference="PETITION/2")
        entered.append(actions.enter(two, NOTED(), on=day("2026-01-02"), by=AMINA).number)
        connections.close_all()
        done.set()

    before = every_row()["docket_act"]
    taken = take(tmp_path / "one.age", watch=watch)

    assert entered == [2]
    assert Act.objects.count() == 7
    parts = contents(taken.file)
    assert parts["tables/docket_act/000001.jsonl"] == before
    empty()
    assert list(checking.findings(brought_back(taken.file))) == []
    assert Act.objects.count() == 6


def test_a_transaction_of_a_moment_writes_nothing_and_leaves_the_connection_as_it_was(
    matter: Matter,
):
    with pytest.raises(Exception, match=r"read-?only"), moment.at_one_moment():
        Matter.objects.update(status="changed")

    Matter.objects.filter(pk=matter.pk).update(status="closed")
    assert Matter.objects.filter(status="changed").count() == 0


# Files.


def test_a_file_that_is_dropped_meanwhile_is_said_to_be(matter: Matter, tmp_path: Path):
    file = File.objects.get()

    def drop() -> None:
        store.drop(matter.key, at=timezone.now())
        connections.close_all()

    def watch(_total: int):
        def in_the_middle(_done: int) -> None:
            if files_kept():
                other = threading.Thread(target=drop)
                other.start()
                other.join(30)

        return in_the_middle

    taken = take(tmp_path / "one.age", watch=watch)

    assert (taken.manifest.files, taken.manifest.dropped_meanwhile, taken.manifest.lost) == (
        0,
        [str(file.pk)],
        [],
    )
    empty()
    assert list(checking.findings(brought_back(taken.file))) == []


def test_a_file_that_nobody_dropped_is_missed_and_the_rest_is_copied(
    matter: Matter, tmp_path: Path
):
    file = File.objects.get()
    storages["files"].delete(file.path)

    taken = take(tmp_path / "one.age")

    assert (taken.manifest.files, taken.manifest.dropped_meanwhile, taken.manifest.lost) == (
        0,
        [],
        [str(file.pk)],
    )
    empty()
    assert list(checking.findings(brought_back(taken.file))) == [
        f"The file {file.pk} was lost before it was copied."
    ]
    assert author_of(OVER) == AUTHOR


def test_a_file_store_that_still_holds_the_files_is_taken_as_it_is(matter: Matter, tmp_path: Path):
    taken = take(tmp_path / "one.age")
    (path,) = files_kept()
    whole = files_kept()[path]
    empty(files=False)
    storages["files"].delete(path)
    storages["files"].save(path, ContentFile(b"another"))

    with pytest.raises(Refused, match="another file under the name"):
        brought_back(taken.file)
    assert files_kept() == {path: b"another"}
    assert Act.objects.count() == 0

    # Half of it is what a restoration left that was killed.
    for there in (whole[: len(whole) // 2], whole):
        empty(files=False)
        storages["files"].delete(path)
        storages["files"].save(path, ContentFile(there))
        assert list(checking.findings(brought_back(taken.file))) == []
        assert files_kept() == {path: whole}


# What was destroyed.


def test_what_was_destroyed_since_stays_destroyed(matter: Matter, tmp_path: Path):
    taken = take(tmp_path / "one.age")
    assert author_of(OVER) == AUTHOR
    disposal.dispose(matter, by=DISPOSER)

    empty()
    found = brought_back(taken.file)

    assert list(checking.findings(found)) == []
    assert Matter.objects.get(reference=OVER).disposed_on is None
    assert author_of(OVER) is None
    assert author_of("PETITION/2") == AUTHOR
    (file,) = store.files_of(matter.key)
    with pytest.raises(KeyDestroyed):
        store.open_file(file)
    # The docket says so again, and the bytes go.
    assert disposal.finish(by=DISPOSER, at=timezone.now()) == 1
    assert Matter.objects.get(reference=OVER).disposed_on is not None
    assert files_kept() == {}
    assert list(verify()) == []


# What stands in the way.


def test_a_restoration_writes_over_nothing(matter: Matter, tmp_path: Path):
    taken = take(tmp_path / "one.age")
    rows = every_row()

    with pytest.raises(Refused, match=r"holds data already \(in \w+\)"):
        brought_back(taken.file)
    assert every_row() == rows

    empty()
    # One row of anything is enough.
    Line.objects.bulk_create(
        [
            Line(
                strand=1,
                number=1,
                at=AT,
                by="tests",
                face="",
                area="a",
                event="a.b",
                outcome="done",
            )
        ]
    )
    with pytest.raises(Refused, match="in audit_line"):
        brought_back(taken.file)

    empty()
    brought_back(taken.file)
    assert Act.objects.count() == 6


def test_a_copy_of_a_record_that_was_tampered_with_is_restored_and_said_to_be(
    matter: Matter, tmp_path: Path
):
    Act.objects.filter(matter=matter, number=2).update(by="somebody else")

    taken = take(tmp_path / "one.age")
    empty()
    found = brought_back(taken.file)

    assert list(checking.findings(found)) == [
        f"{OVER}: Act 2 is not as it was when it was entered."
    ]


def test_figures_that_are_not_what_they_were_are_named(matter: Matter, tmp_path: Path):
    taken = take(tmp_path / "one.age")
    empty()
    found = brought_back(taken.file)
    told = [dict(one) for one in found.manifest.figures]
    of_bureau = [one for one in told if one["measure"] == "elections.bureau"]
    of_bureau[0]["sha256"] = "0" * 64

    changed = replace(found, manifest=replace(found.manifest, figures=told))

    assert list(checking.findings(changed)) == ["The figure elections.bureau is not what it was."]


def test_a_backup_that_another_installation_signed_is_said_to_be(
    matter: Matter, tmp_path: Path, settings
):
    taken = take(tmp_path / "one.age")
    empty()
    make_keys(tmp_path / "keys")
    settings.CHECKPOINT_KEY_FILE = tmp_path / "keys" / "checkpoint.pem"
    settings.KEYS = tmp_path / "keys"

    (said,) = checking.findings(brought_back(taken.file))

    ours = checkpoints.fingerprint(checkpoints.signing_key().public_key())
    assert said.startswith("The backup is signed with the key ")
    assert said.endswith(f"this home signs with {ours}.")
    # What the other key signed is proved by its public half, which came with the backup.
    assert [path.name for path in settings.KEYS.glob("*.pub.pem")] != []
    assert list(verify()) == []


# Where backups lie.


def test_a_backup_leaves_a_line_of_sizes_and_identifiers(matter: Matter, tmp_path: Path):
    taken = take(tmp_path / "one.age")

    line = Line.objects.get(event="upkeep.backed_up")
    assert (line.by, line.about) == ("keeper of backups", "")
    assert json.loads(line.details) == {
        "acts": 6,
        "files": 1,
        "bytes": taken.file.stat().st_size,
        "sha256": taken.sha256,
    }


def test_a_backup_is_for_its_owner_only_and_writes_over_nothing(matter: Matter, tmp_path: Path):
    target = tmp_path / "folder" / "one.age"
    taken = take(target)
    whole = target.read_bytes()

    assert taken.file == target
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in target.parent.iterdir()] == ["one.age"]
    with pytest.raises(Refused, match="is there already"):
        take(target)
    assert target.read_bytes() == whole


def test_a_folder_keeps_the_last_ones_and_nothing_else_is_removed(matter: Matter, tmp_path: Path):
    old = [tmp_path / f"amparo-2026010{one}T021000Z.tar.gz.age" for one in (1, 2, 3)]
    others = [tmp_path / "amparo-20260101T021000Z.tar.gz.age.copy", tmp_path / "notes.txt"]
    for path in (*old, *others):
        path.touch()

    taken = take(tmp_path, keep=2)

    assert taken.removed == old[:2]
    assert sorted(tmp_path.iterdir()) == sorted([old[2], taken.file, *others])


def test_what_was_cut_short_long_ago_is_removed(tmp_path: Path):
    late, recent = tmp_path / ".amparo-backup-a", tmp_path / ".amparo-backup-b"
    for path in (late, recent):
        path.touch()
    os.utime(late, (time.time() - 90_000,) * 2)

    folder.remove_drafts(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [recent.name]
