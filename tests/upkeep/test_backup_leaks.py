"""Nothing personal is in clear in a backup, nor on a disk while one is taken or restored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connections

from amparo.docket.models import Matter
from amparo.registry.actions import load_shipped
from amparo.upkeep.backing_up.opening import Receiver, read
from amparo.vault import masters
from amparo.vault.models import WrappedKey
from tests.house import copies
from tests.house.planted import MARK, Planted, plant
from tests.house.traces import Secret, found_in_all, word

from .backups import IDENTITY, contents, take

PLAIN = "on a disk in clear, on purpose"


@dataclass
class World:
    """The story once it was told, its backup, and what lay on a disk while it was taken."""

    planted: Planted
    backup: Path
    meanwhile: dict[str, bytes] = field(default_factory=dict)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, keys: Path, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[World]:
    """Secrets in every place that may hold one, backed up for good."""
    with django_db_blocker.unblock():
        copies.empty()
        mail.outbox = []
        try:
            load_shipped()
            world = World(plant(), tmp_path_factory.mktemp("backups") / "one.age")
            take(world.backup, watch=lambda _total: lambda _done: look(world))
            yield world
        finally:
            copies.empty()


def look(world: World) -> None:
    """Read what this process holds open, and what lies beside the backup: as they are now."""
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            place = str(descriptor.readlink())
            if _is_of_a_backup(place):
                world.meanwhile[place] = descriptor.read_bytes()
    for path in world.backup.parent.iterdir():
        world.meanwhile[str(path)] = path.read_bytes()


def _is_of_a_backup(place: str) -> bool:
    """Test whether a place that is open is none of the databases, the devices or the program."""
    databases = [str(one.settings_dict["NAME"]) for one in connections.all()]
    others = ("/dev", "/proc", "/sys", *databases)
    return place.startswith("/") and not place.startswith(others) and Path(place).suffix != ".log"


def test_no_secret_is_in_the_file_of_a_backup(world: World):
    file = {"the backup": world.backup.read_bytes()}

    assert found_in_all(file, world.planted.secrets) == {}
    # What is public is in it, and cannot be found in it either.
    assert MARK.encode() not in file["the backup"]


def test_no_secret_is_in_what_the_backup_holds_once_it_is_opened(world: World):
    parts = contents(world.backup)

    assert found_in_all(parts, world.planted.secrets) == {}
    assert [name for name, one in parts.items() if MARK.encode() in one] == [
        "tables/docket_act/000001.jsonl",
        "tables/docket_matter/000001.jsonl",
    ]
    assert len([name for name in parts if name.startswith("files/")]) == len(copies.files_kept())
    assert copies.files_kept() != {}


@pytest.mark.django_db(transaction=True)
def test_a_secret_stored_in_clear_would_be_found_in_it(tmp_path: Path):
    """The search that finds nothing above finds what is there."""
    Matter.objects.create(procedure="visit", reference=f"SPT/{word(PLAIN)}")
    taken = take(tmp_path / "one.age")
    secret = [Secret(PLAIN, word(PLAIN))]

    assert list(found_in_all(contents(taken.file), secret)) == ["tables/docket_matter/000001.jsonl"]
    assert found_in_all({"the backup": taken.file.read_bytes()}, secret) == {}


def test_no_key_is_in_it(world: World, django_db_blocker: Any):
    parts = b"".join(contents(world.backup).values())
    with django_db_blocker.unblock():
        wrapped = [bytes(one) for one in WrappedKey.objects.values_list("wrapped", flat=True)]
        holders = list(WrappedKey.objects.values_list("holder", flat=True))

    assert len(wrapped) > 3
    assert [one for one in wrapped if one and one in parts] == []
    assert masters.masters().current.key not in parts
    assert any(one.hex.encode() in parts for one in holders)


def test_what_lay_on_a_disk_meanwhile_was_the_sealed_file_alone(world: World):
    drafts = {name: one for name, one in world.meanwhile.items() if ".amparo-backup-" in name}

    assert drafts != {}
    assert found_in_all(world.meanwhile, world.planted.secrets) == {}
    assert [name for name, one in world.meanwhile.items() if MARK.encode() in one] == []


def test_nothing_lies_on_a_disk_while_it_is_read(world: World, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    seen: list[str] = []

    class Looking(Receiver):
        def rows(self, table: str, part: bytes) -> None:
            seen.extend(path.name for path in tmp_path.iterdir())

    found = read(world.backup, [IDENTITY], Looking())

    assert found.manifest.rows["docket_act"] > 10
    assert seen == []
