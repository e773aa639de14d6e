"""Backups of the key store: wrapped keys only; a destroyed key does not come back."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from amparo.core.errors import Refused
from amparo.vault import backups, keystore, rotation
from amparo.vault.backups import Restored
from amparo.vault.keystore import KeyDestroyed
from amparo.vault.masters import MasterMissing, new_line
from amparo.vault.models import WrappedKey

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def keys(db: None, master_file: Path) -> dict[UUID, bytes]:
    return {holder: keystore.make_key(holder) for holder in (uuid4() for _one in range(3))}


@pytest.fixture
def backup(keys: dict[UUID, bytes], tmp_path: Path) -> Path:
    file, count = backups.back_up(tmp_path / "backups", at=AT)
    assert count == 3
    return file


def test_a_backup_is_for_its_owner_only_and_opens_nothing_by_itself(
    backup: Path, keys: dict[UUID, bytes]
):
    assert backup.name == "keys-20260102T030400Z.jsonl"
    assert backup.stat().st_mode & 0o777 == 0o600
    assert backup.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]
    lines = [json.loads(line) for line in backup.read_text().splitlines()]
    assert {line["holder"] for line in lines[1:-1]} == {str(holder) for holder in keys}
    assert lines[-1] == {"keys": 3}
    assert [key for key in keys.values() if b64encode(key).decode() in backup.read_text()] == []


def test_what_is_missing_is_restored_and_what_is_there_is_left(
    backup: Path, keys: dict[UUID, bytes]
):
    lost, *_others = keys
    WrappedKey.objects.filter(holder=lost).delete()

    assert backups.restore(backup, at=AT) == Restored(1, 2, 0)

    assert keystore.keys_of(keys) == keys
    assert backups.restore(backup, at=AT) == Restored(0, 3, 0)


def test_a_key_destroyed_here_stays_destroyed(backup: Path, keys: dict[UUID, bytes]):
    gone, *_others = keys
    keystore.destroy(gone, at=AT)

    assert backups.restore(backup, at=AT) == Restored(0, 3, 0)

    with pytest.raises(KeyDestroyed):
        keystore.key_of(gone)


def test_a_key_destroyed_before_the_backup_stays_destroyed_when_the_store_is_lost(
    keys: dict[UUID, bytes], tmp_path: Path
):
    gone, *others = keys
    keystore.destroy(gone, at=AT)
    file, _count = backups.back_up(tmp_path / "backups", at=AT)
    WrappedKey.objects.all().delete()

    assert backups.restore(file, at=AT) == Restored(2, 0, 1)

    assert keystore.destroyed(keys) == {gone}
    assert keystore.keys_of(others) == {one: keys[one] for one in others}


def test_a_disposal_recorded_in_the_data_outlives_the_key_store(
    backup: Path, keys: dict[UUID, bytes], monkeypatch: pytest.MonkeyPatch
):
    gone, *others = keys
    monkeypatch.setattr(backups, "destroyed_elsewhere", [lambda: {gone}, set])
    WrappedKey.objects.all().delete()

    assert backups.restore(backup, at=AT) == Restored(2, 0, 1)

    with pytest.raises(KeyDestroyed):
        keystore.make_key(gone)
    assert keystore.keys_of(others) == {one: keys[one] for one in others}


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda text: text[: len(text) // 2], id="cut short"),
        pytest.param(lambda text: text[: text.rindex('{"keys"')], id="without its end"),
        pytest.param(lambda text: text.replace('{"keys":3}', '{"keys":2}'), id="another count"),
        pytest.param(lambda text: text.replace('"version":1', '"version":2'), id="a later version"),
        pytest.param(lambda text: "", id="empty"),
        pytest.param(lambda text: "[]\n[]\n", id="something else"),
        pytest.param(lambda text: text.replace('"holder":"', '"holder":"x', 1), id="not a UUID"),
    ],
)
def test_a_backup_that_is_not_whole_restores_nothing(
    backup: Path, keys: dict[UUID, bytes], harm: Any
):
    WrappedKey.objects.all().delete()
    whole = backup.read_text()
    backup.write_text(harm(whole))

    with pytest.raises(Refused, match="is not a whole backup"):
        backups.restore(backup, at=AT)

    assert WrappedKey.objects.count() == 0
    backup.write_text(whole)
    assert backups.restore(backup, at=AT).restored == 3


def test_a_key_given_to_another_holder_is_found_before_anything_is_written(
    backup: Path, keys: dict[UUID, bytes]
):
    WrappedKey.objects.all().delete()
    first = next(iter(keys))
    backup.write_text(backup.read_text().replace(str(first), str(uuid4())))

    with pytest.raises(Refused, match="is damaged"):
        backups.restore(backup, at=AT)

    assert WrappedKey.objects.count() == 0


def test_a_backup_needs_the_master_keys_of_its_time(backup: Path, master_file: Path):
    of_its_time = master_file.read_text()
    rotation.begin()
    keystore.rotate()
    rotation.retire()
    WrappedKey.objects.all().delete()

    with pytest.raises(MasterMissing):
        backups.restore(backup, at=AT)
    assert WrappedKey.objects.count() == 0

    master_file.write_text(new_line() + of_its_time)
    assert backups.restore(backup, at=AT).restored == 3


@pytest.mark.django_db
def test_backups_are_not_kept_for_long_and_nothing_else_is_removed(tmp_path: Path):
    folder = tmp_path / "backups"
    files = [backups.back_up(folder, at=AT - timedelta(days=days))[0] for days in (0, 13, 14, 15)]
    others = [folder / "keys-of-the-house.jsonl", folder / "keys-19990101T000000Z.jsonl.copy"]
    for other in others:
        other.touch()

    assert backups.remove_old(folder, keep_days=14, at=AT) == [files[3]]

    assert sorted(folder.iterdir()) == sorted([*files[:3], *others])
