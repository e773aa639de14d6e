"""Any string gives a tree or a sentence; what is said of a tree gives the tree again."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amparo.core.errors import Refused
from amparo.search.analysis import LANGUAGES
from amparo.search.asking import eased, language_of, loosened, parsed, said, strict, widened
from amparo.search.asking.tree import Node
from amparo.search.index.querying import query

PIECES = st.sampled_from(
    [
        *('"', "(", ")", "|", "-", "+", "*", " ", "OR", "AND", "NOT", "و", "أو", "或", "И"),
        *("state:", "MOZ", "date:", "2019", "..", "title:", "symbol:", "CAT/C/69/3", "sdg:16.3"),
        *(
            "torture",
            "酷刑",
            "التعذيب",
            "пытки",
            "l'État",
            "«",
            "“",
            "《",
            "，",
            ",",
            ":",
            "：",
            "_",
        ),
        *("🙂", "\u200f", "\x00", "\u00a0", "\u0301", "ß", "İ", "ﬃ", "language:", "kind:", "body:"),
    ]
)
QUESTIONS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(" ".join),
)


def read(text: str) -> Node | None:
    try:
        return parsed(text)
    except Refused:
        return None


@settings(max_examples=150)
@given(QUESTIONS)
def test_what_is_said_of_a_question_is_read_as_the_same(text):
    node = read(text)
    assume(node)

    assert parsed(said(node)) == node


@settings(max_examples=100)
@given(QUESTIONS)
def test_what_is_offered_instead_of_a_question_can_be_asked(text):
    node = read(text)
    assume(node)

    assert all(parsed(said(one)) == one for one in loosened(node))
    if eased(node):
        assert parsed(said(strict(node))) == strict(node)
        assert eased(strict(node)) == ()


@settings(max_examples=100)
@given(QUESTIONS, st.sampled_from(LANGUAGES))
def test_whatever_is_read_becomes_a_query_in_one_of_the_languages(text, reader):
    node = read(text)
    assume(node)

    assert language_of(node, reader) in LANGUAGES
    for tree in (widened(node), *eased(node)):
        assert [query(tree, weighed=one) for one in (True, False)]
