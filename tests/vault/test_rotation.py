"""A new master key comes into use while everything goes on; nothing is lost, whenever it stops."""

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from amparo.core.errors import Refused
from amparo.vault import keystore, rotation
from amparo.vault.keystore import KeyDestroyed
from amparo.vault.masters import MasterMissing, masters, new_line
from amparo.vault.models import WrappedKey

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
Rotated = Callable[[], str]


def made(count: int) -> dict[UUID, bytes]:
    return {holder: keystore.make_key(holder) for holder in (uuid4() for _one in range(count))}


@pytest.mark.django_db
def test_every_key_is_wrapped_anew_and_stays_the_same(master_file: Path, rotated: Rotated):
    keys = made(7)
    before = {row.holder: bytes(row.wrapped) for row in WrappedKey.objects.all()}
    old, new = masters().current.id, rotated()
    seen: list[int] = []

    assert keystore.rotate(batch=3, progress=seen.append) == 7

    assert seen == [3, 3, 1]
    assert (keystore.wrapped_by(old), keystore.wrapped_by(new)) == (0, 7)
    assert keystore.keys_of(keys) == keys
    after = {row.holder: bytes(row.wrapped) for row in WrappedKey.objects.all()}
    assert set(before.values()) & set(after.values()) == set()
    assert WrappedKey.objects.filter(rotated_at__isnull=True).count() == 0
    assert keystore.rotate() == 0


@pytest.mark.django_db
def test_a_destroyed_key_is_left_alone(master_file: Path, rotated: Rotated):
    kept, gone = made(2)
    keystore.destroy(gone, at=AT)
    rotated()

    assert keystore.rotate() == 1

    assert keystore.destroyed([kept, gone]) == {gone}


@pytest.mark.django_db
def test_a_key_destroyed_between_reading_and_writing_stays_destroyed(
    master_file: Path, rotated: Rotated, monkeypatch: pytest.MonkeyPatch
):
    kept, gone = sorted(made(2))
    rotated()
    replace = keystore._replace

    def after_a_destruction(*arguments: Any) -> int:
        keystore.destroy(gone, at=AT)
        return replace(*arguments)

    monkeypatch.setattr(keystore, "_replace", after_a_destruction)

    assert keystore.rotate() == 1

    with pytest.raises(KeyDestroyed):
        keystore.key_of(gone)
    assert keystore.key_of(kept)


@pytest.mark.django_db
def test_a_damaged_key_does_not_hold_up_the_others(master_file: Path, rotated: Rotated):
    keys = made(5)
    damaged = sorted(keys)[1]
    WrappedKey.objects.filter(holder=damaged).update(wrapped=b"\x01" + b"x" * 60)
    new = rotated()

    with pytest.raises(Refused, match="damaged: 1"):
        keystore.rotate(batch=2)

    assert keystore.wrapped_by(new) == 4


@pytest.mark.django_db
def test_a_missing_master_key_stops_the_rotation_before_anything_is_changed(master_file: Path):
    keys = made(2)
    text = master_file.read_text()
    master_file.write_text(new_line())

    with pytest.raises(MasterMissing):
        keystore.rotate()
    with pytest.raises(MasterMissing):
        keystore.check()

    master_file.write_text(text)
    keystore.check()
    assert keystore.keys_of(keys) == keys


@pytest.mark.django_db(transaction=True)
def test_reading_making_and_destroying_go_on_during_rotations(master_file: Path, rotated: Rotated):
    """Rotate while one thread reads, one makes and one destroys; every key is as it should be."""
    keys = made(120)
    doomed = random.Random(1).sample(sorted(keys), 15)
    lasting = {holder: key for holder, key in keys.items() if holder not in doomed}
    made_meanwhile: dict[UUID, bytes] = {}
    over = threading.Event()
    faults: list[BaseException] = []

    def until_over(work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                while not over.is_set():
                    work()
            except BaseException as error:
                faults.append(error)
            finally:
                connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def read() -> None:
        holder = random.choice(sorted(lasting))
        assert keystore.key_of(holder) == lasting[holder]
        assert keystore.make_key(holder) == lasting[holder]

    def make() -> None:
        holder = uuid4()
        made_meanwhile[holder] = keystore.make_key(holder)

    remaining = [*doomed]

    def destroy() -> None:
        if remaining:
            keystore.destroy(remaining.pop(), at=AT)

    threads = [until_over(work) for work in (read, make, destroy)]
    try:
        for _again in range(3):
            rotation.begin()
            keystore.rotate(batch=20)
            with suppress(Refused):  # a key was made under the old master key after all
                rotation.retire()
        while remaining and not faults:
            threads[2].join(0.01)
    finally:
        over.set()
        for thread in threads:
            thread.join()

    assert faults == []
    keystore.rotate()
    assert keystore.keys_of(keys) == lasting
    assert len(made_meanwhile) > 0
    assert keystore.keys_of(made_meanwhile) == made_meanwhile
    assert keystore.destroyed(keys) == set(doomed)
    assert keystore.wrapped_by(masters().current.id) == len(lasting) + len(made_meanwhile)


# The file of master keys.


@pytest.mark.django_db
def test_a_rotation_puts_a_new_master_first_for_its_owner_only(master_file: Path):
    made(1)
    before = master_file.read_text()

    assert rotation.begin() is True

    first, *others = master_file.read_text().splitlines(keepends=True)
    assert (len(first), "".join(others)) == (45, before)
    assert master_file.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in master_file.parent.iterdir()] == ["master.key"]


@pytest.mark.django_db
def test_a_rotation_that_was_begun_is_finished_before_another_begins(master_file: Path):
    made(3)
    assert rotation.begin() is True
    begun = master_file.read_text()

    assert rotation.begin() is False
    assert master_file.read_text() == begun

    keystore.rotate()
    assert rotation.begin() is True


@pytest.mark.django_db
def test_what_a_link_leads_to_is_replaced_and_the_link_stays(
    master_file: Path, tmp_path: Path, settings: Any
):
    link = tmp_path / "link"
    link.symlink_to(master_file)
    settings.MASTER_KEY_FILE = link

    assert rotation.begin() is True

    assert link.is_symlink()
    assert len(master_file.read_text().splitlines()) == 2


@pytest.mark.django_db
def test_master_keys_in_the_environment_are_changed_by_a_person(settings: Any):
    settings.MASTER_KEY = new_line().strip()
    keys = made(2)

    with pytest.raises(Refused, match="AMPARO_MASTER_KEY before the present one"):
        rotation.begin()

    settings.MASTER_KEY = f"{new_line().strip()} {settings.MASTER_KEY}"
    assert rotation.begin() is False
    assert keystore.rotate() == 2
    with pytest.raises(Refused, match="remove the others"):
        rotation.retire()
    settings.MASTER_KEY = settings.MASTER_KEY.split()[0]
    assert rotation.retire() == []
    assert keystore.keys_of(keys) == keys


@pytest.mark.django_db
def test_old_masters_are_dropped_only_when_they_wrap_nothing(master_file: Path):
    keys = made(2)
    old = masters().current.id
    rotation.begin()
    both = master_file.read_text()

    with pytest.raises(Refused, match="amparo keys rotate"):
        rotation.retire()
    assert master_file.read_text() == both

    keystore.rotate()
    assert rotation.retire() == [old]
    assert master_file.read_text() == both.splitlines(keepends=True)[0]
    assert rotation.retire() == []
    assert keystore.keys_of(keys) == keys
