"""What an index of files says of each."""

from __future__ import annotations

import pytest

from amparo.documents import index


@pytest.mark.parametrize(
    ("title", "is_said"), [("On lanterns", "On lanterns"), ("lanterns_text", ""), ("", "")]
)
def test_the_name_of_a_file_is_no_title(title: str, is_said: str) -> None:
    assert index.listed({"file": "papers/lanterns_text.txt", "title": title}).title == is_said
