"""Files of recommendations: told by what they hold, read with every line that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from amparo.core.errors import Refused
from amparo.recommendations import formats
from amparo.recommendations.drafts import Draft
from amparo.recommendations.formats.reading import Found
from amparo.recommendations.importers import _known

from . import lists

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def read(path: Path, form: str = "") -> Found:
    return formats.read(path, _known(), form=form)


def only(path: Path) -> Draft:
    found = read(path)
    assert found.problems == []
    (draft,) = found.drafts
    return draft


def test_our_own_table_is_read(tmp_path: Path) -> None:
    assert only(lists.table(tmp_path, lists.OWN)) == Draft(
        2,
        "Ruritania watch",
        "1",
        "MOZ",
        {"en": "Light the lanterns."},
        by_body="CAT",
        symbol="CAT/C/MOZ/CO/9",
        paragraph="14",
        on=date(2031, 2, 3),
        topics=("theme:torture", "person:children", "sdg:16.3"),
    )


def test_rows_of_one_number_are_languages_of_one_recommendation(tmp_path: Path) -> None:
    french = {**lists.OWN, "language": "fr", "text": "Allumez les lanternes."}

    draft = only(lists.table(tmp_path, lists.OWN, french))

    assert draft.wordings == {"en": "Light the lanterns.", "fr": "Allumez les lanternes."}


def test_a_list_of_the_review_is_read_packed_or_not(tmp_path: Path) -> None:
    draft = only(lists.table(tmp_path, lists.REVIEW, name="list.csv.gz"))

    assert draft == only(lists.table(tmp_path, lists.REVIEW))
    assert (draft.source, draft.number, draft.state, draft.by_state) == (
        "UPR Info",
        "X-1",
        "MOZ",
        "SEN",
    )
    assert (draft.by_body, draft.on, draft.precision) == ("UPR", date(2011, 12, 31), "year")
    assert draft.topics == ("theme:detention", "theme:discrimination-women")
    assert draft.response == "Accepted"


def test_a_label_that_stands_for_no_topic_is_counted(tmp_path: Path) -> None:
    known = _known()

    formats.read(lists.table(tmp_path, lists.REVIEW), known)

    assert known.labels.unknown == {"Lanterns": 1}


def test_a_list_in_french_and_arabic_is_read(tmp_path: Path) -> None:
    by_rapporteur = {
        **lists.BILINGUAL,
        "id": "MAR-2",
        "body": "",
        "body_fr": "Rapporteur spécial sur la torture",
        "recommending_state_fr": "",
        "text_ar": "",
    }

    first, second = read(lists.table(tmp_path, lists.BILINGUAL, by_rapporteur)).drafts

    assert first.wordings == {"fr": "Allumer les lanternes.", "ar": "إضاءة الفوانيس."}
    assert (first.by_body, first.by_state, first.topics) == ("UPR", "SWE", ("theme:detention",))
    assert first.response == ""
    assert (second.by_body, [*second.wordings]) == ("SR-TORTURE", ["fr"])


def test_a_thematic_list_as_a_table_is_read(tmp_path: Path) -> None:
    draft = only(lists.table(tmp_path, lists.LISTED))

    assert (draft.number, draft.symbol, draft.paragraph) == (
        "A/HRC/98/15 115.1",
        "A/HRC/98/15",
        "115.1",
    )
    assert (draft.by_state, draft.on) == ("MOZ", date(2019, 12, 31))
    assert draft.topics == (
        "theme:children",
        "person:children",
        "theme:detention",
        "person:women",
        "sdg:5",
        "sdg:16",
    )


def thematic_list(path: Path, *rows: tuple[str, ...], title: str = "") -> Path:
    made = Document()
    made.sections[0].header.paragraphs[0].text = (
        title or "UPR of Slovenia (3rd Cycle – 34th session)"
    )
    grid = made.add_table(0, 4)
    for row in (("Recommendation", "Position", "Themes", "SDGs"), *rows):
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    made.save(path)
    return path


ROW = (
    "115.1 Light the lanterns (Mozambique);\nSource of Position: A/HRC/98/15/Add.1 - Para.3",
    "Supported",
    "- Conditions of detention\nGroups of Persons:\n- Women & girls",
    "- 5 - GENDER EQUALITY\n- 16 - PEACE, JUSTICE",
)


def test_a_thematic_list_as_a_word_file_says_the_same(tmp_path: Path) -> None:
    theme = ("Theme: Conditions of detention", "", "", "")

    draft = only(thematic_list(tmp_path / "list.docx", theme, ROW))

    table = {
        **lists.LISTED,
        "themes": "Conditions of detention",
        "affected_persons": "Women & girls",
    }
    same = only(lists.table(tmp_path, table))
    assert (draft.key, draft.columns(), draft.wordings) == (
        same.key,
        same.columns(),
        same.wordings,
    )


def test_two_states_made_a_recommendation_and_neither_is_named_alone(tmp_path: Path) -> None:
    both = {**lists.LISTED, "text": "Light the lanterns (Mozambique) (Senegal);"}

    assert only(lists.table(tmp_path, both)).by_state == ""


def test_the_index_is_read_and_its_concerns_are_passed_over(tmp_path: Path) -> None:
    concern = {**lists.INDEXED, "_id": "0a0d", "annotation_type": "Concerns/Observations"}

    found = read(lists.records(tmp_path, lists.INDEXED, concern))

    (draft,) = found.drafts
    assert (draft.source, draft.number, draft.state) == ("UHRI", "0a0c", "AUS")
    assert (draft.by_body, draft.paragraph, draft.on) == ("CESCR", "17", date(2031, 3, 23))
    assert draft.topics == ("theme:land", "person:indigenous", "sdg:16", "sdg:1.4")
    assert found.passed_over == 1


WRONG: list[tuple[dict[str, str], dict[str, str], str]] = [
    (lists.OWN, {"state": "XXX"}, "There is no State XXX."),
    (lists.OWN, {"by_state": "XXX"}, "There is no State XXX."),
    (lists.OWN, {"language": "de"}, "“de” is not an official language."),
    (lists.OWN, {"on": "3 Feb"}, "“3 Feb” is not a day; write it as 2025-11-20."),
    (lists.OWN, {"precision": "hour"}, "“hour” is none of day, month, year."),
    (lists.OWN, {"topics": "theme:lanterns"}, "There is no topic theme:lanterns."),
    (lists.OWN, {"text": " "}, "The recommendation has no words."),
    (lists.OWN, {"number": ""}, "The recommendation has no number, or no source."),
    (lists.OWN, {"paragraph": "9" * 41}, "“paragraph” is longer than 40 characters."),
    (lists.REVIEW, {"sur_iso3": ""}, "There is no State ?."),
    (lists.BILINGUAL, {"text_fr": "", "text_ar": ""}, "The recommendation has no words."),
]


@pytest.mark.parametrize(("good", "change", "reason"), WRONG)
def test_a_line_that_is_wrong_is_named_and_the_others_are_read(
    tmp_path: Path, good: dict[str, str], change: dict[str, str], reason: str
) -> None:
    other = {**good, **({"number": "2"} if "number" in good else {"id": "2"})}

    found = read(lists.table(tmp_path, {**good, **change}, other))

    assert [(one.line, one.reason) for one in found.problems] == [(2, reason)]
    assert [draft.line for draft in found.drafts] == [3]


def test_rows_that_say_otherwise_of_one_recommendation_are_named(tmp_path: Path) -> None:
    other = {**lists.OWN, "language": "fr", "paragraph": "15"}
    again = {**lists.OWN, "text": "Again."}

    found = read(lists.table(tmp_path, lists.OWN, other, again))

    assert [(one.line, one.reason) for one in found.problems] == [
        (3, "This row says otherwise than line 2, which is of the same recommendation."),
        (4, "The same recommendation is on line 2 already."),
    ]


def test_a_row_of_another_length_is_named(tmp_path: Path) -> None:
    path = lists.table(tmp_path, lists.OWN)
    path.write_text(path.read_text() + "only,two\n")

    found = read(path)

    assert [(one.line, one.reason) for one in found.problems] == [
        (3, "This row has 2 cells where the header has 13.")
    ]


def test_a_state_may_be_written_in_many_ways(tmp_path: Path) -> None:
    names = ["Iran (Islamic Republic of)", "Islamic Republic of Iran", "Iran", "IRN", "Irán"]
    path = lists.records(
        tmp_path,
        *({**lists.INDEXED, "_id": str(at), "countries": [name]} for at, name in enumerate(names)),
    )

    assert [draft.state for draft in read(path).drafts[:4]] == ["IRN"] * 4


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.csv", b" ", "The file is empty."),
    "another table": ("a.csv", b"a,b\n1,2\n", "The file is in no form that is known"),
    "not UTF-8": ("a.csv", b"source,number\n\xe9,2\n", "Line 2 is not in UTF-8."),
    "broken JSON": ("a.json", b'[{"a":\n1,}]', "Line 2 is not JSON."),
    "other JSON": ("a.json", b'{"a": 1}', "The file is in no form that is known"),
    "broken packing": ("a.csv.gz", b"\x1f\x8b\x08\x00", "cannot be unpacked"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_holds_no_list_is_refused(tmp_path: Path, what: str) -> None:
    name, data, sentence = UNREADABLE[what]
    (tmp_path / name).write_bytes(data)

    with pytest.raises(Refused) as refused:
        read(tmp_path / name)

    assert sentence in str(refused.value)


def test_a_form_that_the_file_is_not_in_is_refused(tmp_path: Path) -> None:
    path = lists.table(tmp_path, lists.OWN)

    assert len(read(path, "amparo").drafts) == 1
    with pytest.raises(Refused, match="not in the form “uhri”"):
        read(path, "uhri")


def test_a_column_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="The column “lantern” is not known"):
        read(lists.table(tmp_path, {**lists.OWN, "lantern": "lit"}))


@pytest.mark.parametrize(
    ("title", "rows", "sentence"),
    [
        pytest.param("Lanterns", (ROW,), "of which State", id="no State"),
        pytest.param("", (), "holds no list", id="no rows"),
    ],
)
def test_a_word_file_that_is_no_thematic_list_is_refused(
    tmp_path: Path, title: str, rows: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        read(thematic_list(tmp_path / "a.docx", *rows, title=title))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
def test_the_thematic_lists_of_slovenia_say_the_same_as_their_table() -> None:
    table = {
        draft.number: draft
        for draft in read(
            SHARED / "recommendations/slovenia_upr_thematic_lists_cycles_2_4.csv"
        ).drafts
    }
    for name, symbol in (
        ("UPR20__Slovenia_ThematicListRecommendations_E.docx", "A/HRC/28/15"),
        ("upr48-slovenia-thematic-list-of-recommendatio.docx", "A/HRC/59/15"),
    ):
        found = read(SHARED / "documents/upr_slovenia_originals" / name)
        known = {number for number, one in table.items() if one.symbol == symbol}

        assert found.problems == []
        assert {draft.number for draft in found.drafts} == known
        for draft in found.drafts:
            other = table[draft.number]
            assert "".join(draft.wordings["en"].split()) == "".join(other.wordings["en"].split())
            assert (draft.response, draft.state) == (other.response, other.state)
            assert set(draft.topics) == set(other.topics)
