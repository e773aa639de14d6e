"""Tests that share one long story are run by one process, which tells it once."""

import pytest

STORIES = {"test_no_leaks.py", "test_disposal_of_everything.py"}


# First of all: the groups are read by what hands the tests out.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of each story together, where they are run side by side."""
    for item in items:
        if item.path.name in STORIES:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
