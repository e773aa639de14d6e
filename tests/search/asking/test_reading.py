"""The language of questions: what is read, what is passed over, what is refused."""

from datetime import date

import pytest

from amparo.core.errors import Refused
from amparo.search.asking import (
    All,
    Any,
    Everything,
    Field,
    Not,
    Phrase,
    Prefix,
    Span,
    Word,
    parsed,
    said,
)

A, B, C, D = (Word(one) for one in "abcd")
EACH = All((A, B), is_strict=True)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        pytest.param("", Everything(), id="nothing"),
        pytest.param(" * ", Everything(), id="a star alone"),
        pytest.param("a b", All((A, B)), id="all words"),
        pytest.param("a AND b", EACH, id="and"),
        pytest.param("a+b +c", All((Word("a+b"), C), is_strict=True), id="a plus before a word"),
        pytest.param("(a b) c", All((A, B, C), is_strict=True), id="brackets that change nothing"),
        pytest.param("a) b", All((A, B)), id="a closing bracket without partner"),
        pytest.param("+a", All((A,), is_strict=True), id="a plus alone"),
        pytest.param("a OR b", Any((A, B)), id="or"),
        pytest.param("a b OR c d", All((A, Any((B, C)), D), is_strict=True), id="or binds closer"),
        pytest.param("a|b", Any((A, B)), id="or as a sign"),
        pytest.param("a NOT b", All((A, Not(B))), id="not"),
        pytest.param("a -b +c", All((A, Not(B), C), is_strict=True), id="minus and plus"),
        pytest.param("a - b", All((A, B)), id="a dash between spaces"),
        pytest.param("a -(b c)", All((A, Not(All((B, C)))), is_strict=True), id="not a group"),
        pytest.param('-"b c"', Not(Phrase(("b", "c"))), id="not a phrase"),
        pytest.param(
            "a (b OR (c d))", All((A, Any((B, All((C, D))))), is_strict=True), id="brackets"
        ),
        pytest.param("（a）", A, id="full-width brackets"),
        pytest.param(
            '"a b" “c d”',
            All((Phrase(("a", "b")), Phrase(("c", "d"))), is_strict=True),
            id="phrases",
        ),
        pytest.param(
            "«a b» 「酷刑」",
            All((Phrase(("a", "b")), Phrase(("酷刑",))), is_strict=True),
            id="quotes",
        ),
        pytest.param("prison*", Prefix("prison"), id="prefix"),
        pytest.param("a ET b", EACH, id="French and"),
        pytest.param("a O b", Any((A, B)), id="Spanish or"),
        pytest.param("пытки ИЛИ тюрьма", Any((Word("пытки"), Word("тюрьма"))), id="Russian or"),
        pytest.param("تعذيب أو سجن", Any((Word("تعذيب"), Word("سجن"))), id="Arabic or"),
        pytest.param("酷刑 或 监狱", Any((Word("酷刑"), Word("监狱"))), id="Chinese or"),
        pytest.param("酷刑 非 监狱", All((Word("酷刑"), Not(Word("监狱")))), id="Chinese not"),
        pytest.param("a and b", All((A, Word("and"), B)), id="small letters are words"),
        pytest.param("OR", Phrase(("OR",)), id="an operator alone is a word"),
        pytest.param("a OR", A, id="nothing behind or"),
        pytest.param("NOT", Phrase(("NOT",)), id="nothing behind not"),
        pytest.param("(a", A, id="a bracket without partner"),
        pytest.param('a" b', All((A, B)), id="a quotation mark without partner"),
        pytest.param("()a", A, id="empty brackets"),
        pytest.param("🙂 a, ...", A, id="signs that are no words"),
        pytest.param("\u200fa\u0000b\u202e", All((A, B)), id="marks and controls"),
        pytest.param("ill-treatment", Word("ill-treatment"), id="hyphens stay"),
        pytest.param("http://un.org", Word("http://un.org"), id="a colon that names no field"),
    ],
)
def test_a_question_is_read(text, node):
    assert parsed(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("state:MOZ", Field("state", ("MOZ",))),
        ("state:moz", Field("state", ("MOZ",))),
        ('state:"Mozambique"', Field("state", ("MOZ",))),
        ('State: "Côte d\'Ivoire",SEN', Field("state", ("CIV", "SEN"))),
        ("state:(MOZ OR SEN)", Field("state", ("MOZ", "SEN"))),
        ("国家:莫桑比克", Field("state", ("MOZ",))),
        ("国家：莫桑比克", Field("state", ("MOZ",))),
        ("دولة:موزامبيق", Field("state", ("MOZ",))),
        ("государство:Мали", Field("state", ("MLI",))),
        ("body:SPT", Field("body", ("SPT",))),
        ('body:"Committee against Torture"', Field("body", ("CAT",))),
        ("机构:禁止酷刑委员会", Field("body", ("CAT",))),
        ("kind:recommandations", Field("kind", ("recommendation",))),
        ("symbol:CAT/C/69/3", Field("symbol", ("cat/c/69/3",))),
        ("symbol:CAT/C/69/*", Field("symbol", ("cat/c/69/",), is_prefix=True)),
        ("langue:français", Field("language", ("fr",))),
        ("theme:A12", Field("theme", ("A12",))),
        ('person:"women, girls"', Field("person", ("women, girls",))),
        ("sdg:16.3", Field("sdg", ("16.3",))),
        ('title:"annual report"', Field("title", ("annual report",))),
        ("year:2019", Span(date(2019, 1, 1), date(2019, 12, 31))),
        ("year:2018-2020", Span(date(2018, 1, 1), date(2020, 12, 31))),
        ("date:2019..2025", Span(date(2019, 1, 1), date(2025, 12, 31))),
        ("date:2019-02", Span(date(2019, 2, 1), date(2019, 2, 28))),
        ("date:2019-02-14", Span(date(2019, 2, 14), date(2019, 2, 14))),
        ("日期:2020年9月14日", Span(date(2020, 9, 14), date(2020, 9, 14))),
        ("date:2019..", Span(date(2019, 1, 1), None)),
        ("date:..2019-06", Span(None, date(2019, 6, 30))),
        ("state:", Word("state")),
    ],
)
def test_fields_have_the_values_of_the_index(text, node):
    assert parsed(text) == node


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * 2_001, "A question has at most 2000 characters; this one has 2001."),
        ("a " * 101, "A question has at most 100 words."),
        ("酷" * 102, "A question has at most 100 words."),
        ("🙂", "There is no word in this question that could be looked for."),
        ("(((", "There is no word in this question that could be looked for."),
        (
            "x*",
            "Write at least two letters before the star: x* would begin too many words.",
        ),
        ("state:Atlantis", "No State is called Atlantis."),
        ("body:???", "No body is called ???."),
        ("language:xx", "The languages are ar, zh, en, fr, ru and es; xx is none."),
        (
            "date:soon",
            "The date soon is not understood. Write 2019, 2019-05, 2019-05-31 or 2019..2025.",
        ),
        (
            "date:2019-13",
            "The date 2019-13 is not understood. Write 2019, 2019-05, 2019-05-31 or 2019..2025.",
        ),
        ("sdg:peace", "A goal or target is a number, as in 16 or 16.3, not peace."),
        ("title:...", "There is no word to look for in titles."),
        (
            "(a OR (b (a OR (b " * 4 + "c",
            "Brackets within brackets are read 12 deep; this question goes deeper.",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(Refused) as refusal:
        parsed(text)

    assert str(refusal.value) == sentence


def test_just_within_the_limits_is_read():
    assert isinstance(parsed("a " * 100), All)
    assert parsed("ab" * 1_000) == Word("ab" * 1_000)
    assert parsed("(" * 1_000 + "a" + ")" * 999) == A
    assert parsed("狱*") == Prefix("狱")


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("a b OR c", "a + (b OR c)"),
        ("a NOT (b OR c)", "a + -(b OR c)"),
        ("+a", "+a"),
        ("a NOT b", "a -b"),
        ("“a  b”", '"a b"'),
        ("国家:莫桑比克,SEN", "state:MOZ,SEN"),
        ('person:"women  and girls"', 'person:"women and girls"'),
        ("year:2019..2025", "year:2019..2025"),
        ("date:2019-02-01..2019-02-28", "date:2019-02"),
        ("date:2019-02-01..2020-02-28", "date:2019-02-01..2020-02-28"),
        ("symbol:CAT/C/*", "symbol:cat/c/*"),
        ("", ""),
    ],
)
def test_a_tree_is_said_as_it_could_have_been_typed(text, back):
    assert said(parsed(text)) == back
