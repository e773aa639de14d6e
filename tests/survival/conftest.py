"""A home for each test, copied from one that was made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.programs import furnish
from tests.survival.sites import Site, inhabited

DOCKETS = 2


@pytest.fixture(scope="session")
def inhabited_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A home made by `amparo init`, with a registrar and visits under way, and how to act there."""
    home = furnish(tmp_path_factory.mktemp("survival") / "home")
    return home, inhabited(home, DOCKETS)


@pytest.fixture
def ways(inhabited_home: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    """How to act in the home of a test."""
    return inhabited_home[1]


@pytest.fixture
def home(inhabited_home: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A home of the test's own."""
    return Path(shutil.copytree(inhabited_home[0], tmp_path / "home"))


@pytest.fixture
def site(home: Path) -> Iterator[Site]:
    """That home, to be served."""
    site = Site(home)
    yield site
    site.stop()
