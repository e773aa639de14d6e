"""Killed at any point, a backup leaves nothing that passes for one, and a restoration no half record."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from amparo.core.errors import Refused
from amparo.upkeep.backing_up.opening import Receiver, read
from amparo.upkeep.backing_up.recipients import identities
from tests.upkeep.installations import Installation, installation

pytestmark = pytest.mark.once

VISITS, FILES = 3, 25


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with the record that ships, and visits with files of some size."""
    with installation(tmp_path_factory.mktemp("worked in") / "home") as made:
        made.make()
        opening = made.script("tests.upkeep.entering", "open", VISITS, FILES)
        assert len(opening.communicate()[0].splitlines()) == VISITS
        identity = made.home.parent / "backups.key"
        said = made.amparo("backup", "--make-key", identity).stdout
        made.settings["AMPARO_BACKUP_RECIPIENTS"] = said.splitlines()[-1]
        made.settings["TMPDIR"] = str(tmp_path_factory.mktemp("temporary"))
        yield made


@pytest.fixture(scope="module")
def identity(worked_in: Installation) -> Path:
    return worked_in.home.parent / "backups.key"


@pytest.fixture(scope="module")
def backup(worked_in: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "one.age"
    assert worked_in.amparo("backup", file).returncode == 0
    return file


def killed_once(program: subprocess.Popen[str], come: Callable[[], bool]) -> bool:
    """Kill a program as soon as something has come to be, and return whether it was still at it."""
    until = time.monotonic() + 120
    while program.poll() is None and not come():
        assert time.monotonic() < until
        time.sleep(0.002)
    program.kill()
    said, _errors = program.communicate()
    assert program.returncode in (0, -9), said
    return program.returncode == -9


def is_whole(file: Path, identity: Path) -> bool:
    try:
        read(file, identities(identity), Receiver())
    except Refused:
        return False
    return True


def test_a_backup_that_is_killed_leaves_nothing_that_passes_for_one(
    worked_in: Installation, identity: Path, backup: Path, tmp_path: Path
):
    size = backup.stat().st_size

    def has_come_to(share: float) -> Callable[[], bool]:
        left_before = set(tmp_path.glob(".amparo-backup-*"))

        def come() -> bool:
            drafts = set(tmp_path.glob(".amparo-backup-*")) - left_before
            with suppress(FileNotFoundError):  # it has its name by now
                return any(one.stat().st_size >= share * size for one in drafts)
            return False

        return come

    # Before the first row, before the figures are counted, and among the files.
    for number, share in enumerate((0, 0.01, 0.1), start=1):
        while not killed_once(worked_in.start("backup", tmp_path), has_come_to(share)):
            for whole in tmp_path.glob("*.age"):
                whole.unlink()

        left = list(tmp_path.iterdir())
        assert [one.name for one in left if not one.name.startswith(".amparo-backup-")] == []
        assert len(left) == number
        assert [one for one in left if is_whole(one, identity)] == []
    assert is_whole(backup, identity)
    assert list(Path(worked_in.settings["TMPDIR"]).iterdir()) == []
    # What is left stands in nobody's way.
    done = worked_in.amparo("backup", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (whole,) = tmp_path.glob("*.age")
    assert is_whole(whole, identity)


def test_a_restoration_that_is_killed_leaves_no_half_record_and_can_be_begun_again(
    worked_in: Installation, identity: Path, backup: Path, tmp_path: Path
):
    acts = worked_in.rows("docket_act", "digest")
    with installation(tmp_path / "home") as other:
        files = other.home / "files"

        def has_files(count: int) -> Callable[[], bool]:
            return lambda: len([one for one in files.rglob("*") if one.is_file()]) >= count

        # Files come after the rows, which are not there before the last file is.
        for come in (other.home.exists, has_files(1)):
            assert killed_once(other.start("restore", backup, "--identity", identity), come)

            assert held(other, "docket_act") == []
            assert held(other, "audit_line") == []
            assert held(other, "access_user") == []
        assert has_files(1)()

        done = other.amparo("restore", backup, "--identity", identity)

        assert (done.returncode, done.stderr) == (0, "")
        assert "All is as it was written" in done.stdout
        assert sorted(other.rows("docket_act", "digest")) == sorted(acts)
        assert len([one for one in files.rglob("*") if one.is_file()]) == VISITS * FILES


def held(of: Installation, table: str) -> list[tuple[object, ...]]:
    """Return the rows of a table, which may not be made yet."""
    return of.rows(table) if of.has(table) else []


def test_a_backup_that_is_cut_short_restores_nothing_and_leaves_nothing(
    worked_in: Installation, identity: Path, backup: Path, tmp_path: Path
):
    cut = tmp_path / "cut.age"
    cut.write_bytes(backup.read_bytes()[:-1])
    home = tmp_path / "home"

    refused = worked_in.amparo("restore", cut, "--identity", identity, "--into", home)

    assert refused.returncode == 1
    assert refused.stderr == (f"amparo: {cut} is cut short, or was changed since it was written.\n")
    assert not home.exists()
    done = worked_in.amparo("restore", backup, "--identity", identity, "--into", home)
    assert (done.returncode, done.stderr) == (0, "")
