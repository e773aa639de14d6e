"""An index of its own for each test."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def search_index(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A folder in which there is no index yet."""
    settings.SEARCH_INDEX = tmp_path / "search"
    return settings.SEARCH_INDEX
