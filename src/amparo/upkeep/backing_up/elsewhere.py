"""Restoring into another home than this one: the command again, with that home's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

# What names databases, files and keys of this installation has no say in another one.
_OF_THIS_HOME = (
    "AMPARO_DATABASE",
    "AMPARO_KEYS_DATABASE",
    "AMPARO_PUBLIC_DATABASE",
    "AMPARO_FACES",
    "AMPARO_FILES_S3_",
    "AMPARO_CHECKPOINT_KEY_FILE",
    "AMPARO_MASTER_KEY",
    "AMPARO_SECRET_KEY",
)


def restore_into(home: Path, file: Path, identity: Path) -> int:
    """Restore into a home of its own, with SQLite and a folder of files; return how it ended."""
    return _run(file, identity, _environment(home))


def restore_and_throw_away(file: Path, identity: Path) -> int:
    """
    Restore into a home that is then removed, and return how it ended.

    The keys of this installation, where they are at hand, are lent to it, so that what is sealed is
    compared as well.
    """
    with TemporaryDirectory(prefix="amparo-check-") as folder:
        lent = {
            "AMPARO_KEYS_DATABASE": os.environ.get("AMPARO_KEYS_DATABASE") or _own_key_store(),
            "AMPARO_MASTER_KEY": settings.MASTER_KEY,
            "AMPARO_MASTER_KEY_FILE": str(settings.MASTER_KEY_FILE),
        }
        environment = _environment(Path(folder) / "home")
        return _run(
            file, identity, environment | {k: v for k, v in lent.items() if v}, "--checking"
        )


def _own_key_store() -> str:
    file = settings.HOME / "keys.sqlite3"
    return f"sqlite:///{file}" if file.is_file() else ""


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_OF_THIS_HOME)}
    return {**kept, "AMPARO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}


def _run(file: Path, identity: Path, environment: dict[str, str], *more: str) -> int:
    command = [sys.executable, "-m", "amparo", "restore", str(file), "--identity", str(identity)]
    return subprocess.run([*command, *more], env=environment, check=False).returncode  # noqa: S603
