"""What somebody wants who typed words: things by any name, in their language, spelled rightly."""

import pytest

from amparo.search.asking import (
    All,
    Meant,
    Not,
    Phrase,
    Run,
    Some,
    Word,
    eased,
    language_of,
    loosened,
    nearest,
    parsed,
    said,
    strict,
    widened,
)


def words(text: str) -> All:
    return All(tuple(Word(one) for one in text.split()))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        pytest.param("NPM", Meant(("term:npm",), Word("NPM")), id="an acronym"),
        pytest.param(
            "national preventive mechanisms independence",
            All(
                (
                    Meant(("term:npm",), words("national preventive mechanisms")),
                    Word("independence"),
                )
            ),
            id="a name among words",
        ),
        pytest.param(
            "the independence of judges", words("independence judges"), id="words between words"
        ),
        pytest.param("of the", words("of the"), id="nothing but words between words"),
        pytest.param('"of the"', Phrase(("of", "the")), id="a phrase stays"),
        pytest.param(
            "-NPM torment", All((Not(Word("NPM")), Word("torment"))), id="what is excluded"
        ),
        pytest.param(
            "来文积压",
            Run("来文积压", words("来文 积压").parts),
            id="Chinese, side by side or not",
        ),
        pytest.param("独立性", Word("独立性"), id="short Chinese"),
    ],
)
def test_a_question_is_widened_to_what_it_names(text, node):
    assert widened(parsed(text)) == node


@pytest.mark.parametrize(
    ("text", "count", "steps"),
    [
        pytest.param("detained students", 2, [1], id="two words"),
        pytest.param("national preventive mechanism budget", 2, [1], id="a name is one word"),
        pytest.param("a1 a2 a3", 3, [2, 1], id="three words"),
        pytest.param("the a1 of a2 a3 a4", 4, [2, 1], id="words between words"),
        pytest.param("来文积压", 2, [1], id="Chinese falls into words"),
        pytest.param("条约机构成员的独立性和公正性", 4, [2, 1], id="four words of Chinese"),
        pytest.param("prison 来文积压", 3, [2, 1], id="words and Chinese"),
        pytest.param("a1 a2 a2", 2, [1], id="the same word twice"),
    ],
)
def test_a_question_is_eased_to_half_of_the_words_typed_side_by_side_and_then_to_one(
    text, count, steps
):
    ways = eased(parsed(text))

    assert [(one.least, len(one.parts)) for one in ways] == [(least, count) for least in steps]
    assert [one.whole for one in ways] == [widened(parsed(text)), *ways[:-1]]


def test_what_narrows_or_excludes_or_begins_a_word_is_wanted_still_where_a_question_is_eased():
    ways = eased(parsed("state:MOZ a1 -a2 overcrowd* a3"))

    some = Some(words("a1 a3"), words("a1 a3").parts, 1)
    assert ways == (All((some, *parsed("state:MOZ -a2 overcrowd*").parts)),)


@pytest.mark.parametrize(
    "text",
    [
        '"来文积压"',
        "+来文积压",
        "-来文积压",
        "prison OR 来文积压",
        "a1 + a2",
        "a1 AND a2 a3",
        '"a1 a2" a3 a4',
        "(a1 a2) a3",
        "a1 a2 -(a3 a4",
        "报复",
        "NPM",
        "prison state:MOZ",
        "of the",
        "",
    ],
)
def test_what_was_typed_so_is_never_eased(text):
    assert eased(parsed(text)) == ()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("the detained students", "detained + students"),
        ("来文积压 state:MOZ -prison", "来文 + 积压 + state:MOZ + -prison"),
        ("来文积压OR", '来文 + 积压 + "OR"'),
    ],
)
def test_each_of_the_words_can_be_asked_for(text, other):
    assert said(strict(parsed(text))) == other
    assert parsed(other) == strict(parsed(text))


@pytest.mark.parametrize(
    ("text", "reader", "language"),
    [
        ("酷刑", "en", "zh"),
        ("пытки CAT пытки", "fr", "ru"),
        ("سجن", "en", "ar"),
        ("surpopulation carcérale", "en", "fr"),
        ("maltrato de los niños", "en", "es"),
        ("torture", "fr", "fr"),
        ("torture", "zh", "en"),
        ("2019", "zh", "zh"),
        ("来文积压 complaints", "fr", "zh"),
        ("NPM", "zh", "zh"),
        ("NPM OPCAT", "ar", "ar"),
        ("NPM", "fr", "fr"),
        ("НПМ", "en", "ru"),
        ("NPM budget", "zh", "en"),
        ("SPT OPCAT 酷刑", "en", "zh"),
    ],
)
def test_the_language_of_a_question_is_told_by_its_words(text, reader, language):
    assert language_of(parsed(text), reader) == language


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("aveux extorqués torture", ["extorqués torture", "aveux torture", "aveux extorqués"]),
        ("来文积压", ["积压", "来文"]),
        ("torture prison state:MOZ", ["prison state:MOZ", "torture state:MOZ"]),
        ("torture", []),
        ("torture state:MOZ", []),
        ("a1 a2 a3 a4 a5 a6 a7 a8 a9", []),
    ],
)
def test_a_question_is_loosened_by_one_word_at_a_time(text, others):
    assert [said(one) for one in loosened(parsed(text))] == others


WORDS = {"torture": 900, "tortured": 30, "prison": 500, "prisons": 400, "пытки": 70, "poison": 2}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("tortrue", "torture", id="letters changed places"),
        pytest.param("Tortüre", "", id="the same word, folded"),
        pytest.param("prisson", "prison", id="the more frequent of two as near"),
        pytest.param("poisons", "prisons", id="of those at one step"),
        pytest.param("пытти", "пытки", id="Cyrillic"),
        pytest.param("prison", "", id="nothing is nearer to a frequent word"),
        pytest.param("poison", "prison", id="a rare word may be another misspelled"),
        pytest.param("cat", "", id="too short"),
        pytest.param("酷刊酷刊", "", id="Chinese"),
        pytest.param("CAT/C/69/3", "", id="symbols"),
        pytest.param("xylophone", "", id="nothing near"),
    ],
)
def test_a_word_that_was_probably_meant_is_named(typed, meant):
    assert nearest(typed, WORDS) == meant
