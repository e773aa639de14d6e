"""Entries of documents: paragraphs with their items, under their headings, cited as lawyers do."""

from datetime import date

import pytest

from amparo.documents.models import Block, Document, Note, Version
from amparo.search.entries import documents
from amparo.search.entries.drafts import Draft

pytestmark = pytest.mark.django_db

BLOCKS = (
    ("main", "sec_1", "heading", 1, "I", "Visits", ()),
    ("main", "sec_1__sec_1", "heading", 2, "A", "Visits in 2019", ()),
    ("main", "para_8", "paragraph", 1, "8", "It visited:", ()),
    ("main", "para_8__list_1__item_a", "item", 1, "(a)", "Prisons;", ()),
    ("main", "para_8__list_1__item_b", "item", 1, "(b)", "Hospitals.", ()),
    ("main", "text_1", "text", 1, "", "All of them at night.", ()),
    ("main", "para_9", "paragraph", 1, "9.", "It met the mechanism.", ()),
    ("main", "table_1", "table", 1, "", "Places", (("Prison", "2"), ("Hospital", "1"))),
    ("main", "sec_2", "heading", 1, "II", "Words", ()),
    ("annex_1", "annex_1__para_1", "paragraph", 1, "1", "A programme.", ()),
    ("annex_2", "annex_2__para_1", "paragraph", 1, "1", "Another.", ()),
    ("annex_2", "annex_2__art_3", "paragraph", 1, "3", "An article.", ()),
)


@pytest.fixture
def drafts() -> dict[str, Draft]:
    rows = Document.objects.using("public")
    document = rows.create(
        symbol="CAT/C/69/3",
        name="CAT-C-69-3",
        kind="report",
        body="SPT",
        states="|MOZ|SEN|",
        on=date(2020, 3, 16),
        digest="0" * 64,
        changed_at="2026-01-01T00:00Z",
    )
    version = Version.objects.using("public").create(
        document_id=document.pk,
        language="en",
        title="Thirteenth report",
        media_type="text/plain",
        size=1,
        sha256="0" * 64,
        imported_at="2026-01-01T00:00Z",
    )
    Block.objects.using("public").bulk_create(
        Block(
            version_id=version.pk,
            order=order,
            part=part,
            eid=eid,
            kind=kind,
            level=level,
            number=number,
            text=text,
            rows=cells,
        )
        for order, (part, eid, kind, level, number, text, cells) in enumerate(BLOCKS)
    )
    Note.objects.using("public").create(
        version_id=version.pk, order=1, mark="26", text="See INC-17."
    )
    return {
        one.key.removeprefix("document/CAT-C-69-3/en/"): one
        for one in documents.drafts(["document/CAT-C-69-3"])
    }


def test_a_paragraph_is_read_with_its_items_under_its_headings(drafts: dict[str, Draft]):
    paragraph = drafts["para_8"]

    assert paragraph.text == "It visited: (a) Prisons; (b) Hospitals. All of them at night."
    assert paragraph.title == "Thirteenth report › I Visits › A Visits in 2019"
    assert paragraph.address == "/documents/CAT-C-69-3/en/para_8/"
    assert (paragraph.kind, paragraph.body, paragraph.states) == (
        "paragraph",
        "SPT",
        ("MOZ", "SEN"),
    )
    assert (paragraph.symbol, paragraph.on) == ("CAT/C/69/3", date(2020, 3, 16))


@pytest.mark.parametrize(
    ("place", "citation"),
    [
        pytest.param("", "CAT/C/69/3", id="the document"),
        pytest.param("para_8", "CAT/C/69/3, para. 8", id="paragraph"),
        pytest.param("para_9", "CAT/C/69/3, para. 9", id="the full stop is not of the number"),
        pytest.param("table_1", "CAT/C/69/3", id="table"),
        pytest.param("annex_1__para_1", "CAT/C/69/3, annex, para. 1", id="annex"),
        pytest.param("annex_2__para_1", "CAT/C/69/3, annex 2, para. 1", id="second annex"),
        pytest.param("annex_2__art_3", "CAT/C/69/3, annex 2, art. 3", id="article"),
        pytest.param("note_26", "CAT/C/69/3, footnote 26", id="note"),
    ],
)
def test_each_is_cited_as_lawyers_do(place: str, citation: str, drafts: dict[str, Draft]):
    assert drafts[place].citation == citation


def test_tables_notes_and_the_document_itself_are_found_too(drafts: dict[str, Draft]):
    assert drafts["table_1"].text == "Places\nPrison | 2\nHospital | 1"
    assert drafts["note_26"].address == "/documents/CAT-C-69-3/en/#note_26"
    whole = drafts[""]
    assert (whole.kind, whole.is_whole, whole.title) == ("document", True, "Thirteenth report")
    assert whole.text == "CAT/C/69/3. Visits › Visits in 2019 › Words"
    assert set(drafts) == {
        "",
        "para_8",
        "para_9",
        "table_1",
        "annex_1__para_1",
        "annex_2__para_1",
        "annex_2__art_3",
        "note_26",
    }


def test_an_annex_does_not_stand_under_the_headings_before_it(drafts: dict[str, Draft]):
    assert drafts["annex_1__para_1"].title == "Thirteenth report"


def test_all_documents_are_gone_through_in_pieces(drafts: dict[str, Draft], monkeypatch):
    monkeypatch.setattr(documents, "_AT_ONCE", 1)

    assert [one.key for one in documents.everything()] == [one.key for one in drafts.values()]
    assert list(documents.drafts(["document/NOWHERE"])) == []
