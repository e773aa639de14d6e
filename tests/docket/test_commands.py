"""The commands of the kernel as a person runs them."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ..conftest import run_amparo

Amparo = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with demonstration data."""
    home = tmp_path_factory.mktemp("demonstration") / "home"
    made = run_amparo(home, "demo")
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture
def demonstration(made_once: Path, tmp_path: Path) -> Path:
    """The database of a home of the test's own with demonstration data."""
    shutil.copytree(made_once, tmp_path / "home")
    return tmp_path / "home" / "amparo.sqlite3"


def test_one_changed_byte_makes_verify_name_the_docket(amparo: Amparo, demonstration: Path) -> None:
    before = amparo("verify")
    dockets, trail = before.stdout.splitlines()
    assert (before.returncode, dockets) == (
        0,
        "All is as it was written: 32 acts in 9 dockets.",
    )
    assert trail.startswith("The trail is as it was written: ")

    with sqlite3.connect(demonstration) as file:
        file.execute(
            "UPDATE docket_act SET fields = replace(fields, 'XPA', 'XPB')"
            " WHERE kind = 'visit.programmed'"
        )
    after = amparo("verify")

    assert after.returncode == 1
    assert after.stdout == "DEMO/VISIT/XPA/1: Act 1 is not as it was when it was entered.\n"
    assert after.stderr == "amparo: 1 thing is not as it was written.\n"


def test_rebuild_compares_mends_and_leaves_every_projection_equal(
    amparo: Amparo, demonstration: Path
) -> None:
    same = amparo("rebuild", "--check")
    assert (same.returncode, same.stdout) == (0, "Compared 9 dockets; 0 differences.\n")

    with sqlite3.connect(demonstration) as file:
        file.execute("UPDATE docket_matter SET status = '' WHERE reference = 'DEMO/VISIT/XTM/1'")
    told = amparo("rebuild", "--check")
    mended = amparo("rebuild")
    again = amparo("rebuild", "--check")

    assert told.returncode == 1
    assert told.stdout == ("DEMO/VISIT/XTM/1: status is stored as '', the acts give 'suspended'\n")
    assert told.stderr == (
        "amparo: The tables differ from the acts; `amparo rebuild` mends them.\n"
    )
    assert mended.returncode == 0
    assert mended.stdout.endswith("Rebuilt 9 dockets; 1 difference was mended.\n")
    assert (again.returncode, again.stdout) == (0, "Compared 9 dockets; 0 differences.\n")


def test_a_demonstration_is_made_once_and_is_signed(amparo: Amparo, demonstration: Path) -> None:
    again = amparo("demo")
    checkpoint = amparo("checkpoint")

    assert again.stdout == "The demonstration is there already.\n"
    assert checkpoint.stdout == "Nothing has changed since the last checkpoint.\n"


def test_commands_without_a_database_say_what_to_do(amparo: Amparo) -> None:
    for command in ("verify", "rebuild", "checkpoint"):
        answer = amparo(command)
        assert answer.returncode == 1
        assert answer.stderr.startswith("amparo: ")
        assert answer.stderr.count("\n") == 1
        assert "amparo init" in answer.stderr
