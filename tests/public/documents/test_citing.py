"""Citations in the forms that lawyers use."""

from dataclasses import replace
from datetime import date

import pytest

from amparo.public.documents.citing import Cited, forms

PARAGRAPH = Cited(
    symbol="CAT/OP/99/1",
    title="Remarks on rooms",
    author="Subcommittee",
    on=date(2024, 9, 14),
    place="annex I, para. 4 (a)",
    address="https://example.org/x/",
)


def test_a_paragraph_is_cited_in_every_form():
    assert [one.text for one in forms(PARAGRAPH)] == [
        "CAT/OP/99/1, annex I, para. 4 (a)",
        "Subcommittee, Remarks on rooms, CAT/OP/99/1 (14 September 2024), annex I, para. 4 (a)",
        "Subcommittee, ‘Remarks on rooms’ (14 September 2024) UN Doc CAT/OP/99/1 annex I para 4 (a)",
        "Subcommittee, Remarks on rooms, annex I, ¶ 4 (a), U.N. Doc. CAT/OP/99/1 (Sept. 14, 2024)",
        "https://example.org/x/",
    ]


def test_a_document_without_a_day_or_an_author_is_cited_without_gaps():
    whole = Cited("HRI/GEN/1", "Compilation", "", None, "", "https://example.org/y/")

    assert [one.text for one in forms(whole)] == [
        "HRI/GEN/1",
        "Compilation, HRI/GEN/1",
        "‘Compilation’ UN Doc HRI/GEN/1",
        "Compilation, U.N. Doc. HRI/GEN/1",
        "https://example.org/y/",
    ]


@pytest.mark.parametrize(
    ("precision", "said", "abbreviated"),
    [("month", "September 2024", "Sept. 2024"), ("year", "2024", "2024")],
)
def test_a_day_is_cited_no_more_exactly_than_it_is_known(precision, said, abbreviated):
    _un, full, oscola, bluebook, _address = forms(replace(PARAGRAPH, precision=precision))

    assert f"({said})" in full.text
    assert f"({said})" in oscola.text
    assert f"({abbreviated})" in bluebook.text
