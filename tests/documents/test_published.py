"""What the world sees of documents: what is out, and nothing else; links both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from amparo.core.errors import NotVisible
from amparo.documents import published
from amparo.documents import reading as reader
from amparo.documents.models import Document
from amparo.documents.published import Choice
from tests.gate import publish

from .papers import paragraph, reading, rich, taken_in

pytestmark = pytest.mark.django_db(databases=["default", "keys", "public", "followers"])

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def several() -> None:
    taken_in("CAT/C/99/3", rich(), states=())
    taken_in(
        "CAT/OP/12/5",
        reading(*(paragraph(n, f"Wick {n}.") for n in range(1, 41)), on=date(2010, 1, 1)),
    )
    taken_in(
        "CAT/OP/1/Rev.1",
        reading(paragraph(14, "(见 CAT/OP/12/15,第 32 段)"), language="zh", on=None),
    )
    taken_in("CAT/C/99/9", public_on=date(2999, 1, 1))
    taken_in("CAT/C/99/8", public_on=None)
    publish()


def latest(limit: int, after: date, on: date) -> tuple[published.DocumentLine, ...]:
    return published.latest_documents(limit, after=after, on=on)


def test_only_what_is_out_is_listed_the_newest_first():
    several()

    page = published.documents()
    assert page.total == 3
    assert [one.symbol for one in page.documents] == ["CAT/C/99/3", "CAT/OP/12/5", "CAT/OP/1/Rev.1"]
    assert [one.symbol for one in latest(9, date(2009, 12, 31), date(2010, 1, 1))] == [
        "CAT/OP/12/5"
    ]
    assert [one.symbol for one in latest(1, date.min, date.max)] == ["CAT/C/99/3"]
    assert list(latest(9, date(2010, 1, 1), date(2010, 1, 2))) == []
    assert Document.objects.count() == 5
    for name in ("CAT-C-99-8", "CAT-C-99-9", "CAT-C-98-1"):
        for ask in (published.document, published.version, published.cited_by):
            with pytest.raises(NotVisible):
                ask(name)
        with pytest.raises(NotVisible):
            published.paragraph(name, "en", "para_1")
        with pytest.raises(NotVisible):
            published.original(name, "en")


@pytest.mark.parametrize(
    ("chosen", "symbols"),
    [
        ({"body": "SPT"}, ["CAT/OP/12/5", "CAT/OP/1/Rev.1"]),
        ({"year": 2010}, ["CAT/OP/12/5"]),
        ({"language": "zh"}, ["CAT/OP/1/Rev.1"]),
        ({"kind": "document", "body": "CAT"}, ["CAT/C/99/3"]),
        ({"state": "MOZ"}, []),
        ({"order": "symbol"}, ["CAT/C/99/3", "CAT/OP/1/Rev.1", "CAT/OP/12/5"]),
        ({"page": 2, "size": 2}, ["CAT/OP/1/Rev.1"]),
        ({"page": 3, "size": 1}, ["CAT/OP/1/Rev.1"]),
        ({"page": 4, "size": 1}, []),
    ],
)
def test_a_list_is_narrowed_and_comes_in_pages(chosen, symbols):
    several()

    assert [one.symbol for one in published.documents(**chosen).documents] == symbols


def test_a_list_goes_on_from_a_name():
    several()

    first = published.documents_after("", 2)
    assert [one.name for one in first] == ["CAT-C-99-3", "CAT-OP-1-Rev.1"]
    assert [one.name for one in published.documents_after(first[-1].name, 2)] == ["CAT-OP-12-5"]
    assert [one.name for one in published.documents_after("", 9, body="SPT")] == [
        "CAT-OP-1-Rev.1",
        "CAT-OP-12-5",
    ]


def test_what_lists_can_be_narrowed_by_is_counted():
    several()

    assert published.choices() == published.Choices(
        bodies=(Choice("SPT", 2), Choice("CAT", 1)),
        states=(),
        kinds=(Choice("document", 3),),
        years=(Choice("2031", 1), Choice("2010", 1)),
        languages=(Choice("en", 2), Choice("zh", 1)),
    )


def test_a_version_is_whole_with_what_it_cites():
    several()

    found = published.version("CAT-C-99-3", spoken="zh")
    assert (found.version.language, found.version.session) == ("en", "Ninety-ninth session")
    assert [(one.number, [b.number for b in one.below]) for one in found.contents] == [
        ("I", []),
        ("II", ["A"]),
    ]
    assert [one.eid for one in found.blocks if one.kind == "paragraph"] == [
        "para_1",
        "para_2",
        "para_3",
        "annex_1__para_1",
        "annex_1__para_2",
    ]
    first = next(one for one in found.blocks if one.eid == "para_1")
    assert first.marks == ((49, "1"),)
    assert [(first.text[one.start : one.end], one.words, one.path) for one in first.links] == [
        ("CAT/OP/12/5, para. 32", "CAT/OP/12/5, para. 32", "/documents/CAT-OP-12-5/en/para_32/"),
        ("paragraph 3", "CAT/C/99/3, para. 3", "/documents/CAT-C-99-3/en/para_3/"),
    ]
    assert [(one.eid, one.caller) for one in found.notes] == [
        ("note_*", ""),
        ("note_1", "para_1"),
        ("note_2", "para_3"),
    ]
    table = next(one for one in found.blocks if one.kind == "table")
    assert table.rows == (("red", "3"), ("green", "4"))


def test_a_paragraph_comes_with_what_stands_around_it():
    several()

    found = published.paragraph("CAT-C-99-3", "en", "para_2__list_1__item_a")
    assert (found.eid, found.number, found.citation) == ("para_2", "2", "CAT/C/99/3, para. 2")
    assert [one.eid for one in found.headings] == ["sec_2", "sec_2__sec_a"]
    assert [one.eid for one in found.blocks] == [
        "para_2",
        "para_2__list_1__item_a",
        "para_2__list_1__item_a__list_1__item_i",
        "para_2__list_1__item_b",
        "para_2__p_1",
        "para_2__table_1",
    ]
    assert (found.before.path, found.after.path) == (
        "/documents/CAT-C-99-3/en/para_1/",
        "/documents/CAT-C-99-3/en/para_3/",
    )
    assert published.paragraph("CAT-C-99-3", "en", "para_1").before is None


def test_who_cites_a_paragraph_is_told_there_and_by_those_who_cite_it_too():
    several()

    cited = published.paragraph("CAT-OP-12-5", "en", "para_32")
    citing = published.paragraph("CAT-C-99-3", "en", "para_1")

    assert [(one.words, one.printed) for one in cited.cited_by] == [
        ("CAT/C/99/3, para. 1", ""),
        ("CAT/OP/1/Rev.1, para. 14", "CAT/OP/12/15"),
    ]
    assert [one.words for one in citing.also["CAT/OP/12/5", "para_32"]] == [
        "CAT/OP/1/Rev.1, para. 14"
    ]
    assert [one.words for one in published.cited_by("CAT-OP-12-5")] == [
        "CAT/C/99/3, para. 1",
        "CAT/C/99/3, para. 3",
        "CAT/OP/1/Rev.1, para. 14",
    ]


def test_a_document_that_is_not_here_is_known_by_who_cites_it():
    taken_in("CAT/C/99/3", rich())
    publish()

    found = published.awaited("CAT-OP-12-5")
    assert (found.symbol, found.path) == ("CAT/OP/12/5", "/documents/CAT-OP-12-5/")
    assert {point: [one.words for one in some] for point, some in found.cited_by.items()} == {
        "para_32": ["CAT/C/99/3, para. 1"],
        "para_33": ["CAT/C/99/3, para. 1"],
        "para_40": ["CAT/C/99/3, para. 3"],
    }
    with pytest.raises(NotVisible):
        published.awaited("CAT-OP-12-6")


def test_a_paragraph_stands_in_several_languages_and_links_lead_to_the_same():
    taken_in("CAT/OP/12/5", reading(paragraph(32, "Wick.")))
    taken_in("CAT/OP/12/5", reading(paragraph(32, "Mèche."), language="fr"))
    taken_in("CAT/C/99/3", reading(paragraph(1, "voir CAT/OP/12/5, par. 32"), language="fr"))
    publish()

    assert published.paragraph("CAT-OP-12-5", "fr", "para_32").languages == ("en", "fr")
    assert [one.text for one in published.paragraph_in("CAT-OP-12-5", "en", "para_32")] == ["Wick."]
    assert published.paragraph_in("CAT-OP-12-5", "ru", "para_32") == ()
    (link,) = published.paragraph("CAT-C-99-3", "fr", "para_1").blocks[0].links
    assert link.path == "/documents/CAT-OP-12-5/fr/para_32/"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("CAT/OP/12/5, para. 2 (b)", "/documents/CAT-OP-12-5/en/para_2/#para_2__list_1__item_b"),
        ("CAT/OP/12/5, para. 2 (z)", "/documents/CAT-OP-12-5/en/para_2/"),
        ("CAT/OP/12/5, para. 99", "/documents/CAT-OP-12-5/en/"),
        ("CAT/OP/12/5, annex, para. 2", "/documents/CAT-OP-12-5/en/annex_1__para_2/"),
        ("CAT/OP/12/5, chapter II", "/documents/CAT-OP-12-5/en/#sec_2"),
        ("CAT/OP/12/5", "/documents/CAT-OP-12-5/en/"),
        ("CAT/OP/12/6, para. 2", "/documents/CAT-OP-12-6/"),
    ],
)
def test_a_link_leads_to_the_nearest_that_there_is(text, path):
    taken_in("CAT/OP/12/5", rich())
    taken_in("CAT/C/99/4", reading(paragraph(1, f"See {text}.")))
    publish()

    (link,) = published.version("CAT-C-99-4").blocks[0].links
    assert (link.path, link.is_here) == (path, "12-5" in path)


def test_ties_are_told_on_both_sides():
    taken_in("CAT/OP/9/Rev.1")
    taken_in("CAT/OP/9")
    taken_in("CAT/OP/9/Corr.1", public_on=None)
    publish()

    revised, first = (published.document(one).ties for one in ("CAT-OP-9-Rev.1", "CAT-OP-9"))
    assert [(one.kind, one.symbol, one.path) for one in revised] == [
        ("replaces", "CAT/OP/9", "/documents/CAT-OP-9/")
    ]
    assert [(one.kind, one.symbol, one.path) for one in first] == [
        ("replaced_by", "CAT/OP/9/Rev.1", "/documents/CAT-OP-9-Rev.1/")
    ]


def test_the_original_is_given_out_to_the_byte():
    data = bytes(range(256)) * 2050
    taken_in("CAT/C/99/3", data=data, media_type="application/pdf")
    publish()

    file, pieces = published.original("CAT-C-99-3", "en")
    assert (file.name, file.size) == ("CAT-C-99-3-en.pdf", len(data))
    assert b"".join(pieces) == data


@pytest.mark.parametrize(
    ("ask", "statements"),
    [
        (lambda: published.documents(size=1), 3),
        (published.choices, 5),
        (lambda: published.documents_after("", 50), 2),
        (lambda: published.document("CAT-C-99-3"), 4),
        (lambda: published.version("CAT-C-99-3", "en"), 9),
        (lambda: published.paragraph("CAT-C-99-3", "en", "para_1"), 15),
    ],
    ids=["list", "choices", "going on", "document", "version", "paragraph"],
)
def test_the_number_of_statements_does_not_grow(ask, statements, django_assert_max_num_queries):
    taken_in("CAT/C/99/3", rich())
    publish()
    with django_assert_max_num_queries(statements, using="public"):
        ask()

    several()
    for number in range(10, 25):
        taken_in(
            f"CAT/C/98/{number}", reading(paragraph(1, "See CAT/C/99/3, para. 1, and CAT/OP/12/5."))
        )
    publish()
    with django_assert_max_num_queries(statements, using="public"):
        ask()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the reference documents are not here")
def test_the_nineteenth_annual_report_leads_to_the_tool_by_what_both_cite():
    for file, symbol in (("000_*", "CAT/C/84/2"), ("002_*", "CAT/OP/1/Rev.1")):
        (path,) = SEEDS.glob(f"{file}.txt")
        data = path.read_bytes()
        taken_in(symbol, reader.read(path.name, data, language="zh"), data=data, language="zh")
    publish()

    report = published.paragraph("CAT-C-84-2", "zh", "para_54")
    note = next(one for one in report.notes if one.mark == "26")
    assert [(one.words, one.path) for one in note.links] == [
        ("CAT/OP/12/5, para. 32", "/documents/CAT-OP-12-5/")
    ]
    (tool,) = report.also["CAT/OP/12/5", "para_32"]
    assert (tool.words, tool.printed) == ("CAT/OP/1/Rev.1, para. 14", "CAT/OP/12/15")
    there = published.paragraph("CAT-OP-1-Rev.1", "zh", "para_14")
    assert [(link.words, link.printed) for one in there.blocks for link in one.links] == [
        ("CAT/OP/12/5, para. 32", "CAT/OP/12/15")
    ]
