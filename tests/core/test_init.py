"""`amparo init` from nothing, and again."""

from pathlib import Path

import pytest

from tests.programs import run_amparo


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("installation") / "home"
    done = run_amparo(home, "init", timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return home, done.stdout


def test_init_makes_a_home_that_only_its_owner_can_enter(first: tuple[Path, str]):
    home, said = first

    assert said.splitlines()[-1] == "Amparo is ready."
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "amparo.sqlite3").is_file()
    assert (home / "keys.sqlite3").is_file()
    assert (home / "static" / "staticfiles.json").is_file()
    assert sorted(file.name for file in (home / "keys").iterdir()) == [
        "checkpoint.pem",
        "followers.pub",
        "master.key",
        "secret.key",
    ]


def test_init_again_keeps_the_keys_and_the_record(first: tuple[Path, str]):
    home, _said = first
    keys = {file: file.read_bytes() for file in (home / "keys").iterdir()}
    # Verifying leaves a line of its own in the trail; what is compared is what it says of dockets.
    verified = run_amparo(home, "verify").stdout.splitlines()[0]

    again = run_amparo(home, "init")

    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines()[-1] == "Amparo is ready."
    assert {file: file.read_bytes() for file in (home / "keys").iterdir()} == keys
    assert run_amparo(home, "verify").stdout.splitlines()[0] == verified


def test_init_makes_nobody_unless_somebody_is_named(first: tuple[Path, str]):
    home, said = first
    assert said.splitlines()[-2:] == [
        "Nobody can sign in yet. `amparo init --admin ADDRESS --name NAME` lets you.",
        "Amparo is ready.",
    ]

    named = run_amparo(home, "init", "--admin", "amina@example.org", "--name", "Amina Diallo")

    assert (named.returncode, named.stderr) == (0, "")
    link, ready = named.stdout.splitlines()[-2:]
    assert link.startswith("http://localhost:8000/invitation/")
    assert ready == "Amparo is ready."
