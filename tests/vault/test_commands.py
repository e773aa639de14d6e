"""`amparo keys` as a person runs it; and what init and serve say when the master key is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.programs import AMPARO, environment_of

Amparo = Callable[..., CompletedProcess[str]]

MAKE_KEYS = """
import os, sys, uuid, django
django.setup()
from amparo.vault import keystore
for number in range(int(sys.argv[1])):
    keystore.make_key(uuid.UUID(int=number + 1))
"""
CHECK_KEYS = """
import hashlib, sys, uuid, django
django.setup()
from amparo.vault import keystore
keys = keystore.keys_of(uuid.UUID(int=number + 1) for number in range(int(sys.argv[1])))
print(len(keys), hashlib.sha256(b"".join(keys[one] for one in sorted(keys))).hexdigest())
"""
PREPARE = """
import django
django.setup()
from amparo.core.keys import make_keys
from amparo.core.migrating import make_tables
from django.conf import settings
make_keys(settings.KEYS)
for alias in settings.DATABASES:
    make_tables(alias)
"""


def run_script(home: Path, text: str, *arguments: str, **variables: str) -> str:
    environment = {
        **environment_of(home),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **variables,
    }
    done = subprocess.run(
        [sys.executable, "-c", text, *arguments],
        env=environment,
        text=True,
        capture_output=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with its keys and its tables, and 40 data keys."""
    home = tmp_path_factory.mktemp("keys") / "home"
    home.mkdir()
    run_script(home, PREPARE)
    run_script(home, MAKE_KEYS, "40")
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    """A home of the test's own."""
    home = tmp_path / "home"
    subprocess.run(["cp", "-a", prepared, home], check=True)
    return home


def masters_of(home: Path) -> list[str]:
    return (home / "keys" / "master.key").read_text().splitlines()


def test_a_rotation_from_its_beginning_to_its_end(amparo: Amparo, home: Path):
    before = run_script(home, CHECK_KEYS, "40")
    [old] = masters_of(home)

    status = amparo("keys", "status")
    rotated = amparo("keys", "rotate")
    after = amparo("keys", "status")
    retired = amparo("keys", "retire")
    again = amparo("keys", "retire")

    assert (status.returncode, status.stderr) == (0, "")
    first = status.stdout.split()[0]
    assert status.stdout == (
        f"{first} (current): wraps 40 keys.\nDestroyed: 0 keys.\nNever wrapped anew.\n"
    )
    assert (rotated.returncode, rotated.stderr) == (0, "")
    second = after.stdout.split()[0]
    assert rotated.stdout.splitlines()[-1] == f"Wrapped anew by master key {second}: 40 keys."
    assert after.stdout.splitlines()[:3] == [
        f"{second} (current): wraps 40 keys.",
        f"{first} (earlier): wraps 0 keys.",
        "Destroyed: 0 keys.",
    ]
    assert retired.stdout.startswith(f"Dropped: {first}. ")
    assert again.stdout == "There is no earlier master key to drop.\n"
    [new] = masters_of(home)
    said = "".join(one.stdout + one.stderr for one in (status, rotated, after, retired, again))
    assert old not in said
    assert new not in said
    assert run_script(home, CHECK_KEYS, "40") == before


def test_a_rotation_killed_in_the_middle_is_finished_by_the_next(amparo: Amparo, home: Path):
    run_script(home, MAKE_KEYS.replace("keystore.make_key(uuid.UUID(int=number + 1))", MANY), "1")
    before = run_script(home, CHECK_KEYS, "20000")
    assert before.startswith("20000 ")
    rotating = subprocess.Popen([*AMPARO, "keys", "rotate"], env=environment_of(home))
    try:
        wait_until_some_are_wrapped_anew(home, rotating)
        os.kill(rotating.pid, signal.SIGKILL)
    finally:
        rotating.wait(timeout=20)
    assert rotating.returncode == -signal.SIGKILL
    masters = masters_of(home)
    assert len(masters) == 2
    by_master = wrapped_by_master(home)
    assert len(by_master) == 2

    assert run_script(home, CHECK_KEYS, "20000") == before
    finished = amparo("keys", "rotate")

    assert (finished.returncode, finished.stderr) == (0, "")
    assert masters_of(home) == masters
    assert list(wrapped_by_master(home).values()) == [20000]
    assert run_script(home, CHECK_KEYS, "20000") == before


# Many keys at once, as `make_key` makes each.
MANY = """
    from django.utils import timezone
    from amparo.vault.envelope import new_key
    from amparo.vault.masters import masters
    from amparo.vault.models import WrappedKey
    rows = [uuid.UUID(int=number + 1) for number in range(20000)]
    WrappedKey.objects.bulk_create([
        WrappedKey(
            holder=one, master=masters().current.id, made_at=timezone.now(),
            wrapped=keystore.wrap(masters().current, one, new_key()),
        )
        for one in rows
    ], ignore_conflicts=True)
""".strip()


def wrapped_by_master(home: Path) -> dict[str, int]:
    file = sqlite3.connect(home / "keys.sqlite3", timeout=30)
    try:
        return dict(
            file.execute("SELECT master, count(*) FROM vault_wrappedkey GROUP BY master").fetchall()
        )
    finally:
        file.close()


def wait_until_some_are_wrapped_anew(home: Path, rotating: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while len(wrapped_by_master(home)) < 2:
        assert rotating.poll() is None
        assert time.monotonic() < until


def test_keys_are_backed_up_and_restored(amparo: Amparo, home: Path):
    before = run_script(home, CHECK_KEYS, "40")
    kept = home / "backups" / "keys" / "keys-20200101T000000Z.jsonl"
    kept.parent.mkdir(parents=True)
    kept.touch()

    made = amparo("keys", "backup")

    wrote, removed = made.stdout.splitlines()
    file = Path(wrote.removeprefix("Wrote ").removesuffix(": 40 keys."))
    assert file.parent == kept.parent
    assert removed == f"Removed {kept}, which was too old."
    with sqlite3.connect(home / "keys.sqlite3") as store:
        store.execute("DELETE FROM vault_wrappedkey")
    store.close()
    restored = amparo("keys", "restore", str(file))
    assert restored.stdout == (
        "Restored: 40 keys. There already: 0 keys. Kept destroyed: 0 keys.\n"
    )
    assert run_script(home, CHECK_KEYS, "40") == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["restore"], "Say which backup: amparo keys restore FILE"),
        (["restore", "nowhere.jsonl"], "[Errno 2] No such file or directory: 'nowhere.jsonl'"),
        (["backup", "--keep-days", "0"], "A backup is kept for at least one day."),
        (
            ["explode"],
            "argument what: invalid choice: 'explode' (choose from 'status', 'rotate', 'retire',"
            " 'backup', 'restore')",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    amparo: Amparo, home: Path, arguments: list[str], sentence: str
):
    answer = amparo("keys", *arguments)

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == f"amparo: {sentence}\n"


def test_without_its_master_key_nothing_starts_and_no_new_one_is_made(amparo: Amparo, home: Path):
    file = home / "keys" / "master.key"
    file.rename(home / "elsewhere")

    made = amparo("init")
    served = amparo("serve", "--port", "0")
    shown = amparo("keys", "status")

    assert made.returncode == 1
    assert made.stderr.startswith("amparo: The master key is missing, but there are keys wrapped")
    assert not file.exists()
    assert served.returncode == 1
    assert served.stderr.startswith(f"amparo: There is no master key: {file} cannot be read")
    assert shown.returncode == 1

    file.write_text(b64encode(bytes(32)).decode())
    file.chmod(0o600)
    for command in (("serve", "--port", "0"), ("keys", "status")):
        answer = amparo(*command)
        assert answer.returncode == 1
        assert "which is not here. Put it back among the master keys." in answer.stderr

    (home / "elsewhere").replace(file)
    assert amparo("keys", "status").returncode == 0


def test_a_master_key_of_the_environment_or_elsewhere_is_not_made_here(home: Path, tmp_path: Path):
    file = home / "keys" / "master.key"
    key = file.read_text()
    before = run_script(home, CHECK_KEYS, "40")
    prepare = "import django; django.setup()\nfrom amparo.core import home; home.prepare(print)"
    (tmp_path / "moved").write_text(key)
    (tmp_path / "moved").chmod(0o600)
    file.unlink()

    for variables in (
        {"AMPARO_MASTER_KEY": key},
        {"AMPARO_MASTER_KEY_FILE": str(tmp_path / "moved")},
    ):
        run_script(home, prepare, **variables)
        assert not file.exists()
        assert run_script(home, CHECK_KEYS, "40", **variables) == before
