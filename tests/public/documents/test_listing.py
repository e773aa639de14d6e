"""The list of documents before there is any."""

from tests.gate import Reader


def test_where_nothing_is_public_yet_there_is_nothing_to_choose(db: None, client: Reader):
    page = client.get("/documents/").content.decode()

    assert "No document is public yet." in page
    assert "Newest first" not in page
