"""What texts in six languages cite, and where in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.documents.rules.citations import Found, Setting, citations_in, cited_in
from amparo.documents.rules.corrections import CORRECTIONS
from amparo.documents.rules.instruments import INSTRUMENTS, NAMES, likely
from amparo.documents.rules.symbols import parsed

OPCAT, CONVENTION = "A/RES/57/199", "A/RES/39/46"
HERE = Setting("CAT/C/84/2", "CAT")


def targets(text: str, setting: Setting = HERE, **more: object) -> list[tuple[str, str]]:
    return [(one.symbol, one.point) for one in citations_in(text, setting, **more)]


BY_SYMBOL = [
    ("See CAT/C/69/3.", [("CAT/C/69/3", "")]),
    ("CAT/OP/12/5, para. 32.", [("CAT/OP/12/5", "para_32")]),
    ("见 CAT/OP/12/5，第 32 段。", [("CAT/OP/12/5", "para_32")]),
    ("CAT/OP/12/5، الفقرة 32", [("CAT/OP/12/5", "para_32")]),
    ("voir CAT/OP/12/5, par. 32", [("CAT/OP/12/5", "para_32")]),
    ("véase CAT/OP/12/5, párr. 32", [("CAT/OP/12/5", "para_32")]),
    ("см. CAT/OP/12/5, пп. 3 и 4", [("CAT/OP/12/5", "para_3"), ("CAT/OP/12/5", "para_4")]),
    ("CAT/OP/ROU/1, 第 38-40 段", [("CAT/OP/ROU/1", f"para_{n}") for n in (38, 39, 40)]),
    ("A/75/601, paras. 6, 76 and 80", [("A/75/601", f"para_{n}") for n in (6, 76, 80)]),
    ("A/74/256，附件三", [("A/74/256", "annex_3")]),
    ("CAT/C/79/2, annex I, para. 2", [("CAT/C/79/2", "annex_1__para_2")]),
    ("CAT/C/40/2, 第 28 段(n)项", [("CAT/C/40/2", "para_28__list_1__item_n")]),
    ("CAT/OP/12/5, пункт 28 б)", [("CAT/OP/12/5", "para_28")]),
    ("CAT/OP/12/5, пункт 28 (б)", [("CAT/OP/12/5", "para_28__list_1__item_b")]),
    ("CAT/OP/12/5، الفقرة 28 (ب)", [("CAT/OP/12/5", "para_28__list_1__item_b")]),
    ("A/HRC/55/69/Add.1，第十五节", [("A/HRC/55/69/Add.1", "sec_15")]),
    ("CEDAW/C/BRB/CO/5-8, para. 29", [("CEDAW/C/BRB/CO/5-8", "para_29")]),
    (
        "CAT/C/57/4 和 CAT/C/57/4/Corr.1, 附件，第 17 段",
        [("CAT/C/57/4", ""), ("CAT/C/57/4", "annex_1__para_17")],
    ),
    (
        "A/HRC/23/11 and Corr.1, paras. 102 and 104",
        [("A/HRC/23/11", ""), ("A/HRC/23/11", "para_102"), ("A/HRC/23/11", "para_104")],
    ),
    ("[A/HRC/53/27](#)", [("A/HRC/53/27", "")]),
]
BY_NAME = [
    ("根据《任择议定书》第 16 条第 3 款，", [(OPCAT, "art_16__para_3")]),
    ("《任择议定书》，第 19、第 20 和第 22 条。", [(OPCAT, f"art_{n}") for n in (19, 20, 22)]),
    (
        "《任择议定书》第 18 条第 1 款和第 2 款",
        [(OPCAT, "art_18__para_1"), (OPCAT, "art_18__para_2")],
    ),
    ("《任择议定书》第 12 条(d)款", [(OPCAT, "art_12__list_1__item_d")]),
    ("art. 16 (3) of the Optional Protocol", [(OPCAT, "art_16__para_3")]),
    ("article 16, paragraphe 3, du Protocole facultatif", [(OPCAT, "art_16__para_3")]),
    ("artículo 16, párrafo 3, del Protocolo Facultativo", [(OPCAT, "art_16__para_3")]),
    ("пункт 3 статьи 16 Факультативного протокола", [(OPCAT, "art_16__para_3")]),
    ("الفقرة 3 من المادة 16 من البروتوكول الاختياري", [(OPCAT, "art_16__para_3")]),
    ("articles 2 and 16 of the Convention", [(CONVENTION, "art_2"), (CONVENTION, "art_16")]),
    (
        "article 22, paragraph 5 (b), of the Convention",
        [(CONVENTION, "art_22__para_5__list_1__item_b")],
    ),
    ("the Optional Protocol entered into force", []),
    (
        "《伊斯坦布尔规程》和《伊斯坦布尔议定书》",
        [("HR/P/PT/8/Rev.2", ""), ("HR/P/PT/8/Rev.2", "")],
    ),
    ("the Paris Principles", [("A/RES/48/134", "")]),
]
RESOLUTIONS = [
    (
        "General Assembly resolution 68/268, paras. 26-27",
        [("A/RES/68/268", "para_26"), ("A/RES/68/268", "para_27")],
    ),
    ("大会第 68/268 号决议第 41 段", [("A/RES/68/268", "para_41")]),
    ("大会第68/268号决议", [("A/RES/68/268", "")]),
    ("résolution 68/268 de l'Assemblée générale", [("A/RES/68/268", "")]),
    ("резолюция 68/268 Генеральной Ассамблеи", [("A/RES/68/268", "")]),
    ("قرار الجمعية العامة 68/268", [("A/RES/68/268", "")]),
    ("Human Rights Council resolution 16/21", [("A/HRC/RES/16/21", "")]),
    ("resolutions 62/134 and 63/155", [("A/RES/62/134", ""), ("A/RES/63/155", "")]),
    ("resolution 217 A (III)", [("A/RES/217(III)A", "")]),
    ("Economic and Social Council resolution 1985/17", [("E/RES/1985/17", "")]),
    ("Security Council resolution 1325 (2000)", [("S/RES/1325(2000)", "")]),
    ("resolution 16/21", []),  # of which of two organs is not said
]
WITHIN = [
    ("as paragraph 32 above says", [("CAT/C/84/2", "para_32")]),
    ("(见上文第 38 和第 39 段)", [("CAT/C/84/2", "para_38"), ("CAT/C/84/2", "para_39")]),
    ("paragraphs 4 to 6 below", [("CAT/C/84/2", f"para_{n}") for n in (4, 5, 6)]),
    ("声明(见附件)。", [("CAT/C/84/2", "annex_1")]),
    ("(另见第二章，第 4 节)", [("CAT/C/84/2", "sec_2__sec_4")]),
    ("(第四节)", [("CAT/C/84/2", "sec_4")]),
]
NOTHING = [
    "He wrote articles 3 times.",
    "under paragraph 5 of the law",
    "http://www.un.org/A/HRC/12/3 and www.un.org/A/75/601",
    "and/or s/he A/4 24/7",
    "In 2019, 12 States took part.",
]


@pytest.mark.parametrize(("text", "cited"), BY_SYMBOL + BY_NAME + RESOLUTIONS + WITHIN)
def test_a_text_leads_where_it_says(text, cited):
    assert targets(text) == cited


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_citation_is_none(text):
    assert targets(text) == []


def test_the_words_that_lead_are_those_of_the_citation():
    text = "As CAT/OP/12/5, paras. 3 and 4, says."

    assert [text[one.start : one.end] for one in citations_in(text, HERE)] == [
        "CAT/OP/12/5, paras. 3",
        "4",
    ]


def test_short_names_are_those_of_the_body_that_speaks():
    text = "article 7 of the Covenant and article 7 of the Convention"

    assert targets(text, Setting("CCPR/C/GC/20", "CCPR")) == [("UNTS-IV-4", "art_7")]
    assert targets(text, Setting("CRC/C/GC/1", "CRC")) == [("A/RES/44/25", "art_7")]
    assert targets(text, Setting("A/75/601", "GA")) == []


BEFORE = Found("note_17", 0, 9, "CAT/OP/12/5", "para_20")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("同上，第 11 段。", [("CAT/OP/12/5", "para_11")]),
        ("Ibid., paras. 43–44.", [("CAT/OP/12/5", "para_43"), ("CAT/OP/12/5", "para_44")]),
        ("Ibid.", [("CAT/OP/12/5", "para_20")]),
        ("Там же, п. 3", [("CAT/OP/12/5", "para_3")]),
        ("المرجع نفسه، الفقرة 3", [("CAT/OP/12/5", "para_3")]),
    ],
)
def test_the_same_place_is_that_of_the_note_before(text, cited):
    assert targets(text, before=BEFORE) == cited
    assert targets(text) == []


def test_notes_are_read_in_their_order():
    notes = [
        {"mark": "1", "part": "main", "text": "CAT/OP/12/5, para. 20."},
        {"mark": "2", "part": "main", "text": "Ibid., para. 11."},
        {"mark": "3", "part": "main", "text": "A conversation."},
        {"mark": "4", "part": "main", "text": "Ibid."},
    ]

    assert [(one.eid, one.point) for one in cited_in([], notes, symbol=parsed("CAT/C/84/2"))] == [
        ("note_1", "para_20"),
        ("note_2", "para_11"),
    ]


def test_places_of_an_annex_are_sought_in_it():
    setting = Setting("A/75/601", "GA", part="annex_1")

    assert targets("see paragraph 3 above", setting) == [("A/75/601", "annex_1__para_3")]


@pytest.mark.parametrize(
    ("symbol", "eid", "text", "cited"),
    [
        (
            "CAT/OP/1/Rev.1",
            "para_14",
            "(见 CAT/OP/12/15,第 32 段)",
            ("CAT/OP/12/5", "para_32", "CAT/OP/12/15"),
        ),
        (
            "CAT/OP/1/Rev.2",
            "para_14",
            "(见 CAT/OP/12/15,第 32 段)",
            ("CAT/OP/12/15", "para_32", ""),
        ),
        (
            "CAT/C/69/3",
            "para_47",
            "《任择议定书》第 26 条",
            (OPCAT, "art_24", "《任择议定书》第 26 条"),
        ),
        ("CAT/C/69/3", "para_28", "《任择议定书》第 26 条", (OPCAT, "art_26", "")),
        (
            "A/75/601",
            "annex_1__para_62",
            "(另见第二章，第 4 节)",
            ("A/75/601", "annex_1__sec_3__sec_b__sec_4", "第二章，第 4 节"),
        ),
    ],
    ids=["INC-17", "INC-17 elsewhere", "INC-03", "INC-03 elsewhere", "INC-12"],
)
def test_what_is_known_to_be_wrong_is_corrected_and_kept(symbol, eid, text, cited):
    known = parsed(symbol)
    part = "annex_1" if eid.startswith("annex_1") else "main"

    (found,) = citations_in(text, Setting(symbol, known.body, part), eid=eid)

    assert (found.symbol, found.point, found.printed) == cited


def test_every_correction_names_its_source():
    assert {one.source for one in CORRECTIONS} == {"INC-17", "INC-03", "INC-12"}


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.symbol)
def test_the_quick_look_for_names_misses_none(instrument):
    name = next(one for one in NAMES if one.symbol == instrument.symbol)
    said = [pattern.replace(r"\w+", "ого").replace(r"\w*", "") for pattern in instrument.names]

    for text in [one for one in said if not set(r"[](){}?*+|\^$").intersection(one)]:
        assert name.pattern.search(text)
        assert list(likely(text, [name])) == [name]


WORDS = st.sampled_from(
    [
        "CAT/OP/12/5",
        "paras. ",
        "第 ",
        "段",
        "条",
        "(a)",
        " and ",
        "ibid.",
        "A/",
        "/Corr.1",
        "12",
        "-",
        "、",
    ]
    + [
        "Convention",
        "resolution ",
        "68/268",
        "الفقرة ",
        "приложение ",
        "附件",
        " above",
        "§",
        "9" * 30,
    ]
)


@given(st.text(max_size=120) | st.lists(WORDS, max_size=14).map("".join))
def test_no_text_is_too_much_and_no_words_are_outside_of_it(text):
    for one in citations_in(text, HERE, eid="para_1", before=BEFORE):
        assert 0 <= one.start < one.end <= len(text)
        assert one.symbol
        assert len(one.point) < 120
