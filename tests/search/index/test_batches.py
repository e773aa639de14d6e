"""Documents are made the same here and beside."""

import json

import pytest

from amparo.search.entries.drafts import things
from amparo.search.index import batches
from amparo.search.index.documents import about, document
from tests.search.ground import described, draft


@pytest.mark.parametrize("much", [pytest.param(1_000, id="here"), pytest.param(3, id="beside")])
def test_the_order_and_the_documents_are_the_same(much: int, monkeypatch):
    monkeypatch.setattr(batches, "_MUCH", much)
    monkeypatch.setattr(batches, "_THINGS_AT_ONCE", 2)
    monkeypatch.setattr(batches.os, "cpu_count", lambda: 2)
    drafts = [
        *(draft(f"{number}", f"Prison number {number}.") for number in range(5)),
        *described("V/1", "Visit", {"en": "A visit.", "zh": "访问"}),
    ]

    found = [
        (number, its)
        for some, made in batches.batches(things(drafts))
        for (number, _them), its in zip(some, made, strict=True)
    ]

    assert [number for number, _its in found] == [number for number, _them in things(drafts)]
    assert found[3][1] == document(about(drafts[3].number, [drafts[3]]))
    assert json.loads(found[-1][1])["stems"] == " ¶ ".join(["visit"] * 8) + " ¶ a visit ¶ 访问 问"
