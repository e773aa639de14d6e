"""A disk that is full or may only be read: said in a sentence, nothing half-written, reading goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.programs import run_amparo
from tests.survival import disks
from tests.survival.sites import Clerk, Site, read_back

SENTENCE = "This cannot be saved or recorded now; nothing was changed."
READABLE = ("/", "/states/", "/desk/", "/desk/matters/", "/account/")
MOST = 200  # acts that may still find room in what the database has already


@pytest.fixture
def disk(tmp_path: Path, home: Path) -> Iterator[Path | None]:
    """The disk on which the home lies: one of its own, where one can be mounted."""
    if not disks.may_mount(tmp_path / "mountable"):
        yield None
        return
    with disks.small_disk(tmp_path / "disk") as place:
        shutil.copytree(home, place / "home")
        yield place


def test_on_a_full_disk_nothing_is_half_written_and_writing_goes_on_once_there_is_room(
    disk: Path | None, site: Site, ways: dict[str, Any]
):
    if disk is None:
        pytest.skip("No disk can be mounted here; the next test limits the size of files instead.")
    site.home = disk / "home"
    site.log = disk.parent / "log"
    site.start()
    clerk = Clerk(site, ways, ways["dockets"][0], 3)
    clerk.run()

    free = disks.fill(disk)

    check_that_nothing_is_half_written(clerk, ways)
    free()
    check_that_writing_goes_on(clerk, ways)


def test_where_no_file_may_grow_nothing_is_half_written(site: Site, ways: dict[str, Any]):
    site.start()
    clerk = Clerk(site, ways, ways["dockets"][0], 3)
    clerk.run()
    log = site.home / "amparo.sqlite3-wal"

    lift = disks.let_no_file_grow(site.processes(), log.stat().st_size)

    check_that_nothing_is_half_written(clerk, ways)
    lift()
    check_that_writing_goes_on(clerk, ways)


@pytest.mark.parametrize("what", ["the file", "the folder"])
def test_where_the_database_may_only_be_read_it_is_read(
    what: str, site: Site, ways: dict[str, Any]
):
    site.start()
    clerk = Clerk(site, ways, ways["dockets"][0], 3)
    clerk.run()
    # Cut off, as by the trouble itself: what belongs to the database is left beside it.
    site.kill()
    path = site.home / "amparo.sqlite3" if what == "the file" else site.home

    with disks.read_only(path):
        site.start()
        check_that_nothing_is_half_written(clerk, ways, most=0)
        site.kill()

    site.start()
    check_that_writing_goes_on(clerk, ways)


def check_that_nothing_is_half_written(
    clerk: Clerk, ways: dict[str, Any], most: int = MOST
) -> None:
    """Enter acts until one is refused: it is said why, pages can be read, what is known is held."""
    site = clerk.site
    clerk.acts = len(clerk.known) + most + 1
    clerk.run()

    status, _leads_to, page = clerk.send("Once more.", str(uuid4()))
    assert (status, SENTENCE in page) == (503, True)
    (refused,) = clerk.refused
    assert refused.startswith("503")
    clerk.refused.clear()
    assert {path: site.status(path, clerk.cookies) for path in READABLE} == dict.fromkeys(
        READABLE, 200
    )
    # Reading a docket leaves a line in the trail; where that cannot be left, it is not read.
    status, _leads_to, page = site.ask("GET", f"/desk/matters/{clerk.docket}/", None, clerk.cookies)
    assert (status, SENTENCE in page) == (503, True)
    check_held(clerk, ways)


def check_that_writing_goes_on(clerk: Clerk, ways: dict[str, Any]) -> None:
    """Enter acts again where it was refused before; all that was acknowledged is there."""
    clerk.acts = len(clerk.known) + 3
    clerk.run()

    assert (clerk.refused, len(clerk.known)) == ([], clerk.acts)
    check_held(clerk, ways)
    verified = run_amparo(clerk.site.home, "verify")
    assert (verified.returncode, verified.stderr) == (0, "")


def check_held(clerk: Clerk, ways: dict[str, Any]) -> None:
    """Compare what the docket holds with what was acknowledged."""
    held = read_back(clerk.site.home, [clerk.docket])[clerk.docket]
    assert [tuple(one) for one in held[ways["acts"] :]] == clerk.known
