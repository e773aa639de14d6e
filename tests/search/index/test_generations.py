"""States of the index: kept for those who page, cleared away, read by those who may not write."""

import os
from pathlib import Path

import pytest

from amparo.search.finding import find
from amparo.search.index import generations, reading
from amparo.search.index.reading import Reader
from amparo.search.questions import Question
from tests.search.ground import draft, indexed

pytestmark = pytest.mark.django_db


def test_a_state_never_changes_and_the_newest_is_noticed():
    indexed(draft("A", "prison"))
    first = reading.reader().current()
    indexed(draft("B", "prison"))

    assert reading.reader().current().number == first.number + 1
    assert (first.size, reading.reader().current().size) == (1, 2)


def test_states_that_nobody_pages_in_any_more_are_cleared_away(search_index: Path):
    folder = generations.Folder(search_index)
    for number in range(4):
        indexed(draft(f"{number}", "prison"))
    for old in (1, 2):
        os.utime(folder.generation(old), (0, 0))

    indexed(draft("new", "prison"))

    assert folder.numbers() == [3, 4, 5]
    assert Reader(folder).opened(1) is None


def test_no_more_are_kept_than_is_good(search_index: Path, monkeypatch):
    monkeypatch.setattr(generations, "_KEPT", 3)
    for number in range(6):
        indexed(draft(f"{number}", "prison"))

    assert generations.Folder(search_index).numbers() == [4, 5, 6]


def test_what_was_taken_out_is_gone_in_the_new_state_alone():
    before = indexed(draft("A", "prison"), draft("B", "prison"))
    indexed(draft("A", "asylum"))

    assert find(Question("prison")).total == 1
    again = find(Question("prison", page=2, size=1, generation=before))
    assert (again.total, again.has_moved) == (2, False)


def test_a_folder_copied_elsewhere_is_read_there(search_index: Path, tmp_path: Path, settings):
    indexed(draft("A", "prison"))
    copy = tmp_path / "copy"
    (copy / "generations").mkdir(parents=True)
    for one in sorted((search_index / "generations").glob("*/*")):
        place = copy / one.relative_to(search_index)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(one.read_bytes())
    (copy / "current").write_bytes((search_index / "current").read_bytes())
    settings.SEARCH_INDEX = copy

    assert find(Question("prison")).total == 1


def test_an_index_that_may_only_be_read_is_read(search_index: Path):
    indexed(draft("A", "prison"))
    for one in (search_index, *search_index.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)

    try:
        assert Reader(generations.Folder(search_index)).current().size == 1
    finally:
        for one in (search_index, *search_index.rglob("*")):
            one.chmod(0o755 if one.is_dir() else 0o644)
    # Nothing was left beside it, though root may write everywhere.
    state = generations.Folder(search_index).generation(1)
    assert not [one for one in state.iterdir() if one.name.endswith(".lock")]


@pytest.mark.parametrize("said", ["", "one two three", "1", "999 1 1\n"])
def test_a_folder_that_says_nothing_readable_is_no_index(said: str, search_index: Path):
    indexed(draft("A", "prison"))
    (search_index / "current").write_text(said)

    with pytest.raises(generations.Refused, match="nothing to search in yet"):
        Reader(generations.Folder(search_index)).current()
