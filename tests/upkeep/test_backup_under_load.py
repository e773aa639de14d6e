"""A backup that is taken while several processes enter acts, and what comes back of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.upkeep.installations import Installation, installation

# Programs of their own, on the engine of the tests.
pytestmark = pytest.mark.database

WRITERS, AT_LEAST = 3, 5


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with the record that ships, and visits to enter acts into."""
    with installation(tmp_path_factory.mktemp("worked in") / "home") as made:
        made.make()
        opening = made.script("tests.upkeep.entering", "open", WRITERS, 2)
        assert len(opening.communicate()[0].splitlines()) == WRITERS
        yield made


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory, worked_in: Installation) -> Path:
    file = tmp_path_factory.mktemp("elsewhere") / "backups.key"
    made = worked_in.amparo("backup", "--make-key", file)
    worked_in.settings["AMPARO_BACKUP_RECIPIENTS"] = made.stdout.splitlines()[-1]
    return file


def acknowledged(writer: subprocess.Popen[str], count: int) -> list[str]:
    """Return the digests of the next acts that a writer is told of."""
    assert writer.stdout is not None
    return [writer.stdout.readline().split()[2] for _one in range(count)]


@pytest.fixture(scope="module")
def under_load(
    worked_in: Installation, identity: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, set[str], set[str]]:
    """A backup, the acts acknowledged before it began, and those acknowledged until it was whole."""
    file = tmp_path_factory.mktemp("backups") / "one.age"
    writers = [
        worked_in.script("tests.upkeep.entering", "enter", f"SPT/VISIT/LOAD/{number}")
        for number in range(WRITERS)
    ]
    before = {one for writer in writers for one in acknowledged(writer, AT_LEAST)}

    done = worked_in.amparo("backup", file)

    assert (done.returncode, done.stderr) == (0, "")
    meanwhile = set()
    for writer in writers:
        told, _errors = writer.communicate("stop\n")
        assert writer.returncode == 0
        # What was read ahead before is gone: the first line may be the end of one.
        lines = [line.split() for line in told.splitlines()]
        meanwhile |= {words[2] for words in lines if len(words) == 3}
    return file, before, meanwhile


def digests(of: Installation) -> set[object]:
    return {digest for (digest,) in of.rows("docket_act", "digest")}


def test_what_was_acknowledged_before_is_in_it_and_all_of_it_verifies(
    under_load: tuple[Path, set[str], set[str]],
    worked_in: Installation,
    identity: Path,
    tmp_path: Path,
):
    file, before, meanwhile = under_load
    assert len(before) == WRITERS * AT_LEAST
    # Whoever entered acts went on meanwhile.
    assert len(meanwhile) > 0

    with installation(tmp_path / "home") as other:
        done = other.amparo("restore", file, "--identity", identity)

        assert done.stderr == ""
        assert done.returncode == 0
        assert re.search(
            r"All is as it was written: dockets, trail, tables, and \d{3} figures\.", done.stdout
        )
        assert "amparo keys restore FILE" in done.stdout
        found = digests(other)
        assert before - found == set()
        assert found < digests(worked_in)
        assert other.amparo("verify").returncode == 0


def test_it_can_be_proved_without_being_kept_and_on_the_other_engine(
    under_load: tuple[Path, set[str], set[str]],
    worked_in: Installation,
    identity: Path,
    tmp_path: Path,
):
    """The check restores into SQLite, wherever the backup comes from; with the keys at hand."""
    file, _before, _meanwhile = under_load
    worked_in.settings["TMPDIR"] = str(tmp_path)

    done = worked_in.amparo("restore", file, "--identity", identity, "--check")

    assert (done.returncode, done.stderr) == (0, "")
    assert "All is as it was written" in done.stdout
    assert list(tmp_path.iterdir()) == []


# From PostgreSQL too it is restored into SQLite, as the test before this one does on either.
@pytest.mark.once
def test_with_its_keys_it_is_opened_and_worked_on(
    under_load: tuple[Path, set[str], set[str]],
    worked_in: Installation,
    identity: Path,
    tmp_path: Path,
):
    file, _before, _meanwhile = under_load
    assert worked_in.amparo("keys", "backup", "--to", tmp_path / "keys").returncode == 0
    (keys,) = (tmp_path / "keys").iterdir()
    home = tmp_path / "home"
    restored = worked_in.amparo("restore", file, "--identity", identity, "--into", home)
    assert restored.returncode == 0
    other = Installation(home)

    # Nothing is served and no new master key is made before the keys are there.
    refused = other.amparo("init")
    assert refused.returncode == 1
    assert "its keys were not" in refused.stderr
    shutil.copy(worked_in.home / "keys" / "master.key", home / "keys")
    assert other.amparo("init").returncode == 0
    refused = other.amparo("serve", "--port", "1")
    assert refused.returncode == 1
    assert "its keys were not" in refused.stderr

    assert other.amparo("keys", "restore", keys).returncode == 0
    compared = other.amparo("rebuild", "--check")
    assert (compared.returncode, compared.stderr) == (0, "")
    writer = other.script("tests.upkeep.entering", "enter", "SPT/VISIT/LOAD/0")
    assert len(acknowledged(writer, 1)) == 1
    writer.communicate("stop\n")
    assert other.amparo("verify").returncode == 0
