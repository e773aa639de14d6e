"""The record as files: what there is, and before there is anything."""

from datetime import UTC, datetime
from html import unescape

import pytest

from amparo.publication import snapshot


@pytest.fixture
def kept(reader, settings, tmp_path):
    """A place of its own for files."""
    settings.SNAPSHOTS = tmp_path / "data"


def test_before_the_first_files_the_page_says_when_they_are_made(reader, kept):
    assert "The first files have not been made yet" in reader.get("/data/").content.decode()
    assert reader.get("/data/registry_state/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_every_table_is_listed_with_its_file_and_has_a_page_with_its_columns(
    client, settings, tmp_path
):
    settings.SNAPSHOTS = tmp_path / "data"
    settings.DATA_LICENCE = "Licence of a publisher 4.0"
    taken = snapshot.take(datetime(2026, 3, 4, tzinfo=UTC))

    page = client.get("/data/").content.decode()
    table = client.get("/data/registry_state/").content.decode()

    assert page.count('aria-label="Parquet: ') == taken.tables
    assert 'href="/data/parquet/registry_state.parquet"' in page
    assert '<th scope="row"><bdi>iso3</bdi></th>' in table
    texts = client.get("/data/documents_block/").content.decode()
    assert [settings.DATA_LICENCE in one for one in (page, table, texts)] == [True, True, False]
    assert "nobody's property" not in unescape(page)
    assert "stay their authors'" in unescape(page)
    assert "stay theirs: cite them" in texts
    assert client.get("/data/nothing/").status_code == 404
