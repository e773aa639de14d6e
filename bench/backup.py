"""
Backing up and restoring, beside what an operator would do by hand; and entering acts meanwhile.

By hand: a copy of the database by its own means (SQLite's backup API, `pg_dump`), the folder of files,
gzip and age. It has no digest of its parts, no figures to hold it against, and no way to the other engine.

    python -m bench.backup [--acts 1000000] [--files 200]
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sqlite3
import statistics
import subprocess
import tarfile
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench._ground import console, fresh_home, print_table, timed

DAY = date(2025, 6, 1)
FILE = b"Said in confidence, and sealed. " * 32_768  # a megabyte


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=200)
    asked = parser.parse_args()
    home = fresh_home()
    try:
        fill(asked.acts, asked.files)
        taking(home, asked.acts, asked.files)
        entering_meanwhile(home)
        restoring(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fill(acts: int, files: int) -> None:
    """Load a record, and keep files of a megabyte each."""
    from django.utils import timezone

    from amparo.vault.files import store
    from bench.dockets import fill as fill_dockets

    fill_dockets(acts)
    holder = uuid4()
    for number in range(files):
        store.keep(holder, f"{number}.txt", FILE, by="P-000001", at=timezone.now())


def taking(home: Path, acts: int, files: int) -> None:
    ours = timed(lambda: back_up(home / "ours.age"))
    by_hand = timed(lambda: back_up_by_hand(home, home / "by-hand.age"))
    rows = [
        [name, f"{seconds:.1f}", f"{seconds / by_hand:.1f}", f"{_mb(home / file):,.0f}"]
        for name, seconds, file in (
            ("amparo backup", ours, "ours.age"),
            ("by hand", by_hand, "by-hand.age"),
        )
    ]
    print_table(
        f"Backing up {acts:,} acts and {files:,} files of a megabyte",
        ["how", "seconds", "times by hand", "MB"],
        rows,
    )


def entering_meanwhile(home: Path) -> None:
    """Enter acts into one docket, one after another, alone and while a backup is taken."""
    from bench.dockets import docket_of

    matter = docket_of(10, 0)
    alone = [enter(matter) for _one in range(300)]
    meanwhile: list[float] = []
    backing_up = threading.Thread(target=lambda: back_up(home / "meanwhile.age", close=True))
    backing_up.start()
    while backing_up.is_alive():
        meanwhile.append(enter(matter))
    backing_up.join()
    print_table(
        "Entering one act",
        ["when", "acts", "median ms", "p95 ms", "worst ms"],
        [_spread("alone", alone), _spread("while a backup is taken", meanwhile)],
    )


def restoring(home: Path) -> None:
    from django.conf import settings

    from amparo.upkeep.backing_up import checking
    from amparo.upkeep.backing_up.opening import Receiver, read
    from amparo.upkeep.backing_up.restoring import restore

    by_hand = timed(lambda: restore_by_hand(home, home / "by-hand.age"))
    proved = timed(lambda: read(home / "ours.age", [identity()], Receiver()))
    settings.STORAGES["files"]["OPTIONS"]["location"] = home / "restored-files"
    shutil.rmtree(home / "files")
    elsewhere(home)
    found: Any = None

    def bring_back() -> None:
        nonlocal found
        found = restore(home / "ours.age", [identity()])

    ours = timed(bring_back)
    wrong: list[str] = []
    verified = timed(lambda: wrong.extend(checking.findings(found)))
    if wrong:
        console.print(wrong[:5])
        raise SystemExit("The copy is not what was copied.")
    print_table(
        "Restoring it",
        ["what", "seconds", "times by hand"],
        [
            ["by hand", f"{by_hand:.1f}", "1.0"],
            ["amparo restore", f"{ours:.1f}", f"{ours / by_hand:.1f}"],
            ["  of it proving that the file is whole", f"{proved:.1f}", ""],
            ["then verifying chains, tables and figures", f"{verified:.1f}", ""],
        ],
    )


def back_up(file: Path, *, close: bool = False) -> None:
    from django.db import connections
    from django.utils import timezone

    from amparo.upkeep.backing_up.taking import back_up as take

    take(file, [identity().to_public()], at=timezone.now())
    if close:
        connections.close_all()


def back_up_by_hand(home: Path, file: Path) -> None:
    import pyrage

    copy = home / "copy"
    _dump(copy)
    packed = home / "by-hand.tar.gz"
    with (
        gzip.open(packed, "wb", compresslevel=6) as stream,
        tarfile.open(fileobj=stream, mode="w|") as tar,
    ):
        tar.add(copy, "copy")
        tar.add(home / "files", "files")
    pyrage.encrypt_file(str(packed), str(file), [identity().to_public()])
    packed.unlink()
    copy.unlink()


def restore_by_hand(home: Path, file: Path) -> None:
    import pyrage

    packed = home / "by-hand.tar.gz"
    pyrage.decrypt_file(str(file), str(packed), [identity()])
    with tarfile.open(packed, mode="r:gz") as tar:
        tar.extractall(home / "by-hand", filter="data")
    _load(home / "by-hand/copy")


def _dump(copy: Path) -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        return
    subprocess.run(["pg_dump", "--format=tar", "--file", copy, *_place()], check=True)


def _load(copy: Path) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        name = _new_database()
        subprocess.run(
            ["pg_restore", "--dbname", name, "--no-owner", *_place()[:-2], copy], check=True
        )


def elsewhere(home: Path) -> None:
    """Let the program use an empty database from now on."""
    from django.db import connection

    name = str(home / "restored.sqlite3") if connection.vendor == "sqlite" else _new_database()
    connection.close()
    connection.settings_dict["NAME"] = name


def _new_database() -> str:
    name = f"amparo_{uuid4().hex}"
    subprocess.run(["createdb", *_place()[:-2], name], check=True)
    return name


def _place() -> list[str]:
    from django.db import connection

    of = connection.settings_dict
    return ["--host", of["HOST"], "--username", of["USER"], "--dbname", of["NAME"]]


_IDENTITY: list[Any] = []


def identity() -> Any:
    """Return the key of this run."""
    from pyrage import x25519

    if not _IDENTITY:
        _IDENTITY.append(x25519.Identity.generate())
    return _IDENTITY[0]


def enter(matter: Any) -> float:
    """Enter one act, and return how long it took."""
    from amparo.access.permissions import RECORD_LOADER
    from amparo.docket import actions
    from bench._specimen import NOTED

    start = time.perf_counter()
    actions.enter(matter, NOTED(text="A note."), on=DAY, by=RECORD_LOADER)
    return 1_000 * (time.perf_counter() - start)


def _spread(name: str, taken: list[float]) -> list[str]:
    p95 = statistics.quantiles(taken, n=20)[-1]
    return [
        name,
        f"{len(taken):,}",
        *(f"{one:.1f}" for one in (statistics.median(taken), p95, max(taken))),
    ]


def _mb(file: Path) -> float:
    return file.stat().st_size / 1_000_000


if __name__ == "__main__":
    main()
