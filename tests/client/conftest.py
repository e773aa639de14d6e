"""The client beside a site that is served as people serve it, with everything that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from amparo.client import Amparo
from tests.programs import run_amparo


@pytest.fixture(scope="session")
def snapshot_of_site(site_home: Path) -> str:
    """What `amparo snapshot` said of a snapshot of the site."""
    made = run_amparo(site_home, "snapshot")
    assert (made.returncode, made.stderr) == (0, "")
    return made.stdout


@pytest.fixture
def amparo(site: str) -> Iterator[Amparo]:
    """A client of the site."""
    with Amparo(site) as client:
        yield client
