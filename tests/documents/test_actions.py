"""Documents are taken in whole or not at all, and once."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.audit.models import Line
from amparo.core.errors import Refused
from amparo.documents.actions import Outcome, set_public_day
from amparo.documents.models import Block, Citation, Document, Note, Piece, Relation, Version
from amparo.documents.rows import PIECE_BYTES
from amparo.documents.structure import LANGUAGES, BlockKind
from amparo.documents.structure import Block as Read

from .papers import ON, paragraph, reading, rich, taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

TABLES = (Document, Version, Block, Note, Citation, Relation, Piece)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every row that documents have."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in TABLES}


def told() -> list[str]:
    """Return what the trail says of documents, as pairs of what it is about and how."""
    lines = Line.objects.filter(area="documents").order_by("pk")
    return [f"{one.event.partition('.')[2]} {one.about} {one.details}" for one in lines]


def test_a_document_is_taken_in_with_all_that_hangs_from_it():
    done = taken_in("CAT/C/99/3", rich(), data=b"x" * (PIECE_BYTES + 5), name="r.txt")

    document, version = Document.objects.get(), Version.objects.get()
    assert (done.outcome, done.symbol, done.name) == (Outcome.NEW, "CAT/C/99/3", "CAT-C-99-3")
    assert (document.body, document.kind, document.on) == ("CAT", "document", ON)
    assert (version.language, version.title) == ("en", "Lanterns <of> Ruritania & beyond")
    assert (version.size, version.original_language) == (PIECE_BYTES + 5, "fr")
    assert [len(bytes(one.bytes)) for one in Piece.objects.order_by("number")] == [PIECE_BYTES, 5]
    under = dict(Block.objects.values_list("eid", "under"))
    assert (under["para_2"], under["heading_1"], under["para_3"], under["annex_1__para_1"]) == (
        "sec_2__sec_a",
        "sec_2__sec_a",
        "heading_1",
        "",
    )
    assert dict(Note.objects.values_list("mark", "caller")) == {
        "*": "",
        "1": "para_1",
        "2": "para_3",
    }
    assert set(Citation.objects.values_list("eid", "symbol", "point")) == {
        ("para_1", "CAT/OP/12/5", "para_32"),
        ("para_1", "CAT/C/99/3", "para_3"),
        ("note_1", "CAT/OP/12/5", "para_32"),
        ("note_1", "CAT/OP/12/5", "para_33"),
        ("note_2", "CAT/OP/12/5", "para_40"),
        ("annex_1__para_1", "CAT/C/99/4", ""),
        ("annex_1__para_2", "CAT/C/99/3", "annex_1__para_1"),
    }
    assert told() == ['imported CAT-C-99-3 {"how":"new","language":"en"}']


def test_the_same_file_again_changes_nothing():
    taken_in("CAT/C/99/3", rich())
    before = everything()

    again = taken_in("CAT/C/99/3", rich())

    assert again.outcome is Outcome.UNCHANGED
    assert everything() == before
    assert len(told()) == 1


def test_another_text_replaces_only_if_it_is_to():
    taken_in("CAT/C/99/3", rich())
    before = everything()
    other = reading(paragraph(1, "Lanterns are put out."), title="Lanterns <of> Ruritania & beyond")

    with pytest.raises(
        Refused, match=r"^CAT/C/99/3 is there already in this language, with another"
    ):
        taken_in("CAT/C/99/3", other)
    assert everything() == before

    assert taken_in("CAT/C/99/3", other, replace=True).outcome is Outcome.REPLACED
    assert list(Block.objects.values_list("text", flat=True)) == ["Lanterns are put out."]
    assert (Note.objects.count(), Citation.objects.count(), Piece.objects.count()) == (0, 0, 1)
    assert Document.objects.get().digest != before["Document"][0][-2]


def test_a_symbol_that_another_document_has_is_refused():
    taken_in("CAT/C/99/3", rich())
    before = everything()
    other = reading(title="Accounts of the harbour", on=date(1999, 1, 1))

    with pytest.raises(
        Refused, match=r"^CAT/C/99/3 is taken: it stands for “Lanterns <of> Ruritania"
    ):
        taken_in("CAT/C/99/3", other)
    assert everything() == before


def test_two_symbols_do_not_share_an_address():
    taken_in("CEDAW/C/RUR/CO/5-6")

    with pytest.raises(
        Refused, match=r"^CEDAW/C/RUR/CO/5/6 would have the address of CEDAW/C/RUR/CO/5-6"
    ):
        taken_in("CEDAW/C/RUR/CO/5/6")
    assert Document.objects.count() == 1


def test_another_language_is_a_version_of_the_same_document():
    taken_in("CAT/C/99/3")
    french = reading(
        paragraph(1, "Allumées."), paragraph(2, "Et ainsi."), language="fr", title="Lanternes"
    )

    assert taken_in("CAT/C/99/3", french).outcome is Outcome.ANOTHER_LANGUAGE
    assert Document.objects.count() == 1
    assert sorted(Version.objects.values_list("language", "title")) == [
        ("en", "Lanterns in Ruritania"),
        ("fr", "Lanternes"),
    ]


def test_a_version_that_does_not_match_is_doubted_or_refused():
    taken_in("CAT/C/99/3")
    shorter = reading(paragraph(1, "Allumées."), language="fr")
    foreign = reading(
        *(paragraph(n, "Ya.") for n in range(1, 9)), language="es", on=date(1999, 1, 1)
    )

    doubted = taken_in("CAT/C/99/3", shorter)
    assert doubted.doubts == (
        "The numbered paragraphs are not those of the version in en: not here: para_2; only here: -.",
    )
    before = everything()
    with pytest.raises(
        Refused, match=r"^This is no version of CAT/C/99/3: the day and the paragraphs"
    ):
        taken_in("CAT/C/99/3", foreign)
    assert everything() == before


def test_a_document_that_calls_itself_otherwise_is_refused():
    read = reading(symbol="CAT/C/99/4")

    with pytest.raises(Refused, match=r"^The document calls itself CAT/C/99/4, not CAT/C/99/3\.$"):
        taken_in("CAT/C/99/3", read)
    assert everything() == {model.__name__: [] for model in TABLES}
    assert taken_in("CAT/C/99/4", read).outcome is Outcome.NEW
    assert taken_in("CAT/C/99/5", read, replace=True).outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("symbol", "read", "sentence"),
    [
        ("", reading(), "paper.txt does not say its symbol; give it."),
        ("???", reading(), "“???” is not the symbol of a document."),
        (
            "CAT/C/99/3",
            reading(language=""),
            "The language of CAT/C/99/3 is not known, or not one of: ar, zh, en, fr, ru, es.",
        ),
        ("CAT/C/99/3", reading(paragraph(1, "")), "paper.txt has no text that could be taken in."),
    ],
)
def test_what_cannot_be_taken_in_leaves_nothing(symbol, read, sentence):
    with pytest.raises(Refused) as refused:
        taken_in(symbol, read)

    assert str(refused.value) == sentence
    assert everything() == {model.__name__: [] for model in TABLES}
    assert told() == []


def test_a_fault_in_the_middle_leaves_nothing(monkeypatch):
    def fail(*_args: object, **_more: object) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr("amparo.documents.actions.record", fail)
    with pytest.raises(OSError, match="full"):
        taken_in("CAT/C/99/3", rich())

    assert everything() == {model.__name__: [] for model in TABLES}


def test_revisions_and_additions_say_what_they_are_to_others():
    for symbol in ("CAT/OP/9/Rev.2", "CAT/OP/9/Add.1", "CAT/OP/9/Corr.1"):
        taken_in(symbol)

    rows = Relation.objects.order_by("document__symbol", "symbol")
    assert list(rows.values_list("document__symbol", "kind", "symbol")) == [
        ("CAT/OP/9/Add.1", "supplements", "CAT/OP/9"),
        ("CAT/OP/9/Corr.1", "corrects", "CAT/OP/9"),
        ("CAT/OP/9/Rev.2", "replaces", "CAT/OP/9"),
        ("CAT/OP/9/Rev.2", "replaces", "CAT/OP/9/Rev.1"),
    ]


def test_states_are_given_or_in_the_symbol_or_in_the_title_of_a_review():
    taken_in("CAT/C/99/3", states=["moz", "XXX"])
    taken_in("CAT/OP/SEN/ROSP/1")
    taken_in("A/HRC/99/15", reading(title="Report of the Working Group, Guinea-Bissau"))
    taken_in("CAT/C/99/7", reading(title="Prisons of Peru"))
    taken_in(
        "A/HRC/99/16", reading(paragraph(1, "审议"), title="审议报告：尼日利亚", language="zh")
    )

    assert dict(Document.objects.values_list("symbol", "states")) == {
        "CAT/C/99/3": "|MOZ|",
        "CAT/OP/SEN/ROSP/1": "|SEN|",
        "A/HRC/99/15": "|GNB|",
        "CAT/C/99/7": "",
        "A/HRC/99/16": "|NGA|",
    }


def test_a_treaty_has_the_title_that_is_on_record():
    taken_in("UNTS-IV-9-b", reading(title="opcat_text", language="fr"))

    assert Document.objects.get().symbol == "A/RES/57/199"
    assert Version.objects.get().title.startswith(
        "Protocole facultatif se rapportant à la Convention"
    )


def test_what_is_known_besides_is_brought_up_to_date():
    taken_in("CAT/C/99/3", public_on=None)
    assert Document.objects.get().public_on is None
    digest = Document.objects.get().digest

    done = taken_in("CAT/C/99/3", public_on=date(2032, 1, 1), body="SPT", kind="visit-report")

    document = Document.objects.get()
    assert done.outcome is Outcome.UPDATED
    assert (document.public_on, document.body, document.kind) == (
        date(2032, 1, 1),
        "SPT",
        "visit-report",
    )
    assert document.digest != digest


def test_the_day_of_publication_is_set_and_taken_back():
    taken_in("CAT/C/99/3", public_on=None)

    set_public_day("CAT-C-99-3", date(2032, 1, 1), by=RECORD_LOADER)
    set_public_day("CAT-C-99-3", date(2032, 1, 1), by=RECORD_LOADER)
    assert Document.objects.get().public_on == date(2032, 1, 1)
    set_public_day("CAT-C-99-3", None, by=RECORD_LOADER)

    assert Document.objects.get().public_on is None
    assert told()[1:] == [
        'public_day_set CAT-C-99-3 {"on":"2032-01-01"}',
        'public_day_set CAT-C-99-3 {"on":""}',
    ]
    with pytest.raises(Refused, match=r"^There is no document CAT-C-99-4\.$"):
        set_public_day("CAT-C-99-4", None, by=RECORD_LOADER)


def test_odd_texts_find_room():
    long = "para_" + "9" * 200
    odd = reading(
        Read(BlockKind.PARAGRAPH, long, "1" * 60, text="A\x00B"),
        Read(BlockKind.PARAGRAPH, "para_1", "1", text="C"),
        Read(BlockKind.PARAGRAPH, "para_1", "1", text="D"),
        title="T\x00" * 2000,
    )

    taken_in("HRI/GEN/1/Rev.9 (Vol. I), p. 200", odd)

    assert [len(one) <= 120 for one in Block.objects.values_list("eid", flat=True)] == [True] * 3
    assert list(Block.objects.order_by("order").values_list("text", flat=True)) == ["AB", "C", "D"]
    assert told() == ['imported HRI-GEN-1-Rev.9-(Vol.-I)-p.-200 {"how":"new","language":"en"}']


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_official_language_is_taken_in(language):
    assert taken_in("CAT/C/99/3", reading(language=language)).language == language


def test_a_document_costs_a_fixed_number_of_statements(django_assert_max_num_queries):
    def read(count: int):
        return reading(*(paragraph(n, f"See CAT/OP/12/5, para. {n}.") for n in range(1, count)))

    taken_in("CAT/C/99/2")  # the trail makes its strand once
    with django_assert_max_num_queries(40) as few:
        taken_in("CAT/C/99/3", read(5))
    with django_assert_max_num_queries(40) as many:
        taken_in("CAT/C/99/4", read(80))
    assert len(few) == len(many)
