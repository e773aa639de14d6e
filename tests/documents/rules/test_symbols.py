"""Symbols as they are printed, old ones and odd ones too (DOC-1 to DOC-5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.documents.rules import symbols
from amparo.documents.rules.kinds import KINDS, kind_of
from amparo.documents.rules.symbols import Symbol, Tie, named, parsed, settled, ties_of

PRINTED = [
    ("CAT/C/69/3", "CAT/C/69/3"),
    ("cat/op/12/5", "CAT/OP/12/5"),
    ("Ａ／75／601", "A/75/601"),
    ("A / HRC / 55 / 69 / add.1", "A/HRC/55/69/Add.1"),
    ("CAT/C/57/4/Corr.1", "CAT/C/57/4/Corr.1"),
    ("CAT/OP/1/Rev.1/Corr.2", "CAT/OP/1/Rev.1/Corr.2"),
    ("CEDAW/C/BRB/CO/5–8", "CEDAW/C/BRB/CO/5-8"),
    ("A/RES/217(III)A", "A/RES/217(III)A"),
    ("A/RES/217 A (III)", "A/RES/217(III)A"),
    ("A/RES/217 (III) A", "A/RES/217(III)A"),
    ("S/RES/1325 (2000)", "S/RES/1325(2000)"),
    ("HRI/GEN/1/Rev.9 (Vol. I), p. 200", "HRI/GEN/1/Rev.9 (Vol. I), p. 200"),
    ("HRI/GEN/1/Rev.9(Vol. I),p. 200", "HRI/GEN/1/Rev.9 (Vol. I), p. 200"),
    ("A/53/44, annex IX", "A/53/44, annex IX"),
    ("A/HRC/WG.6/29/BRB/1", "A/HRC/WG.6/29/BRB/1"),
    ("E/CN.4/Sub.2/2001/2", "E/CN.4/Sub.2/2001/2"),
    ("A/75/601**", "A/75/601**"),
    ("\u200eA/75/601\u200f", "A/75/601"),
]

NOT_SYMBOLS = [
    "",
    "A",
    "A/",
    "and/or",
    "s/he",
    "CAT",
    "A//1",
    "A/75/601 and more",
    "/A/75",
    "A/RES",
]


@pytest.mark.parametrize(("text", "symbol"), PRINTED)
def test_a_symbol_is_read_however_it_is_printed(text, symbol):
    assert str(parsed(text)) == symbol


@pytest.mark.parametrize("text", NOT_SYMBOLS)
def test_what_is_no_symbol_is_none(text):
    assert parsed(text) is None


SAYS = [
    # symbol, body, State, session, year, number
    ("CAT/C/69/3", "CAT", "", 69, None, "3"),
    ("CAT/OP/12/5", "SPT", "", 12, None, "5"),
    ("CAT/OP/HRV/ROSP/1", "SPT", "HRV", None, None, "1"),
    ("CAT/OP/CYP/1", "SPT", "CYP", None, None, "1"),
    ("CAT/C/51/D/426/2010", "CAT", "", 51, 2010, "2010"),
    ("CEDAW/C/BRB/CO/5-8", "CEDAW", "BRB", None, None, "5-8"),
    ("A/75/601", "GA", "", 75, None, "601"),
    ("A/HRC/55/69/Add.1", "HRC", "", 55, None, "69"),
    ("A/HRC/WG.6/29/BRB/1", "UPR", "BRB", 29, None, "1"),
    ("A/HRC/WGAD/2019/12", "WGAD", "", None, 2019, "12"),
    ("A/RES/68/268", "GA", "", 68, None, "268"),
    ("A/RES/217(III)A", "GA", "", 3, None, "217(III)A"),
    ("E/C.12/GC/14", "CESCR", "", None, None, "14"),
    ("HRI/MC/2015/6", "CHAIRS", "", None, 2015, "6"),
    ("HRI/GEN/1/Rev.9", "CHAIRS", "", None, None, "1"),
    ("CCPR/C/GC/35", "CCPR", "", None, None, "35"),
]


@pytest.mark.parametrize(("text", "body", "state", "session", "year", "number"), SAYS)
def test_a_symbol_says_whose_it_is_and_of_when(text, body, state, session, year, number):
    symbol = parsed(text)

    assert symbol is not None
    assert (symbol.body, symbol.state, symbol.session) == (body, state, session)
    assert (symbol.year, symbol.number) == (year, number)


def test_modifiers_keep_their_order_and_the_base_has_none():
    symbol = parsed("A/HRC/55/69/Add.1/Rev.2/Corr.3")

    assert symbol is not None
    assert symbol.modifiers == (("Add", "1"), ("Rev", "2"), ("Corr", "3"))
    assert str(symbol.base) == "A/HRC/55/69"


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("A/75/601", ()),
        ("A/HRC/55/69/Add.1", ((Tie.SUPPLEMENTS, "A/HRC/55/69"),)),
        ("CAT/C/57/4/Corr.1", ((Tie.CORRECTS, "CAT/C/57/4"),)),
        ("CAT/OP/1/Rev.1", ((Tie.REPLACES, "CAT/OP/1"),)),
        ("CAT/OP/1/Rev.2", ((Tie.REPLACES, "CAT/OP/1"), (Tie.REPLACES, "CAT/OP/1/Rev.1"))),
        ("A/HRC/54/67/Add.2/Corr.1", ((Tie.CORRECTS, "A/HRC/54/67/Add.2"),)),
        ("HRI/GEN/1/Rev.9 (Vol. I), p. 200", ()),
    ],
)
def test_a_symbol_says_what_it_does_to_earlier_ones(text, ties):
    symbol = parsed(text)

    assert symbol is not None
    assert ties_of(symbol) == ties


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A/HRC/55/69", "A-HRC-55-69"),
        ("CAT/OP/1/Rev.1", "CAT-OP-1-Rev.1"),
        ("HRI/GEN/1/Rev.9 (Vol. I), p. 200", "HRI-GEN-1-Rev.9_(Vol._I),_p._200"),
        ("UNTS-IV-4", "UNTS-IV-4"),
        ("CPT/Inf (2023) 36", "CPT-Inf_(2023)_36"),
        ("A/75/601*", "A-75-601"),
    ],
)
def test_a_name_is_the_symbol_for_addresses(text, name):
    symbol = settled(text)

    assert symbol is not None
    assert symbol.name == name


@pytest.mark.parametrize(
    "text", ["CAT/OP/12/5", "CEDAW/C/BRB/CO/5-8", "A/RES/217(III)A", "A/75/601"]
)
def test_a_name_leads_back_to_the_symbol(text):
    symbol = parsed(text)

    assert symbol is not None
    assert named(symbol.name) == symbol


def test_a_document_of_another_house_keeps_its_own_symbol():
    symbol = settled("CPT/Inf (2023) 36")

    assert symbol == Symbol("CPT/Inf (2023) 36")
    assert (symbol.is_known, symbol.body) == (False, "CPT")
    assert settled("???") is None


def test_languages_and_deposits_of_one_document_have_one_symbol():
    assert settled("CoE_CPT_p-aze-2024decl-fr") == settled("CoE_CPT_p-aze-2024decl-en")
    assert str(settled("UNTS-IV-9-b")) == "A/RES/57/199"


SEGMENTS = st.sampled_from(
    ["HRC", "RES", "C", "CO", "D", "MOZ", "Sub.2", "WG.6", "5-6", "217(III)A", "1325(2000)"]
) | st.integers(1, 2030).map(str)
MADE = st.builds(
    Symbol,
    series=st.sampled_from(["A", "S", "E", "CAT/C", "CAT/OP", "CCPR/C", "HRI", "OPCAT/SP"]),
    segments=st.lists(SEGMENTS, min_size=0, max_size=4).flatmap(
        lambda some: st.integers(1, 999).map(lambda last: (*some, str(last)))
    ),
    modifiers=st.lists(
        st.tuples(st.sampled_from(["Add", "Corr", "Rev", "Amend"]), st.integers(1, 99).map(str)),
        max_size=3,
    ).map(tuple),
    extract=st.sampled_from(["", " (Vol. I), p. 200", ", annex IX", ", p. 3"]),
    stars=st.integers(0, 2),
)


@given(MADE)
def test_what_is_written_is_read_again(symbol):
    assert parsed(str(symbol)) == symbol


@given(
    MADE, st.sampled_from([str.lower, lambda one: one.replace("/", " / "), lambda one: f" {one} "])
)
def test_cases_and_spaces_make_no_difference(symbol, spoil):
    assert parsed(spoil(symbol.base.__str__())) == symbol.base


@given(st.text(max_size=300) | st.text(alphabet="ACT/OPRes.v()-*, 0123456789ⅣⅫ①２", max_size=60))
def test_no_text_is_too_much(text):
    for read in (parsed, settled, named):
        symbol = read(text)
        if symbol is not None:
            assert symbol.name
            assert len(str(symbol)) <= symbols.LONGEST + 10
            ties_of(symbol)
            assert kind_of(symbol) in KINDS
            assert (symbol.body, symbol.session) == (symbol.body, symbol.session)


@pytest.mark.parametrize(
    ("text", "said", "title", "kind"),
    [
        ("CAT/C/69/3", "", "Thirteenth annual report", "annual-report"),
        ("CAT/OP/1/Rev.1", "", "国家预防机制分析评估工具", "standard"),
        ("CAT/C/GC/2", "", "", "general-comment"),
        ("CAT/C/51/D/426/2010", "views/decision on communication", "", "views"),
        ("CRC/C/BRB/CO/2", "", "", "concluding-observations"),
        ("CAT/OP/CYP/1", "", "", "visit-report"),
        ("A/RES/57/199", "", "", "treaty"),
        ("A/RES/68/268", "", "", "resolution"),
        ("A/HRC/55/69", "", "Facts and figures", "document"),
        ("A/HRC/55/69", "mandate-report", "", "mandate-report"),
    ],
)
def test_a_kind_is_as_said_else_by_symbol_else_by_title(text, said, title, kind):
    symbol = parsed(text)

    assert symbol is not None
    assert kind_of(symbol, said=said, title=title) == kind
