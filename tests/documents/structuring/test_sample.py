"""The documents of the sample, where they are present: each paragraph as it was read by hand."""

import pytest

from amparo.documents.structure import Note, Reading
from bench.ingest import (
    SHARED,
    Counted,
    Expected,
    are_all_there,
    counted,
    expected,
    is_exact,
    readings_of,
)

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the documents are not here")

REPORT = "seeds/000_fa138657e65f5910.txt"
TOOL = "seeds/002_d5a194fcccdf817d.txt"
# PDFs are read by a program of their own, which takes its time; the bench reads them.
TEXTS = [one for one in expected() if one.file.endswith(".txt")]
FILES = sorted({(one.file, one.language) for one in TEXTS})
# Scans in which the heading of an article was lost.
KNOWN_MISSES = {("treaties_multilingual/UNTS-IV-3.txt", "en", "art_21")}
WHOLE = [
    one
    for one in counted()
    if one.file.endswith(".txt") and one.file != "treaties_multilingual/UNTS-IV-11.txt"
]


def reading(file: str) -> Reading:
    return readings_of(file)[0]


@pytest.mark.parametrize(("file", "language"), FILES)
def test_every_sampled_paragraph_comes_out_as_it_was_printed(file: str, language: str) -> None:
    ours = [one for one in TEXTS if (one.file, one.language) == (file, language)]

    missed = {(one.file, one.language, one.eid) for one in ours if not is_exact(one)}

    assert missed <= KNOWN_MISSES


@pytest.mark.parametrize("one", WHOLE, ids=lambda one: f"{one.file} {one.language} {one.part}")
def test_no_paragraph_is_lost_or_made_up(one: Counted) -> None:
    assert are_all_there(one)


def test_at_least_ninety_nine_in_a_hundred_are_exact() -> None:
    assert sum(is_exact(one) for one in TEXTS) >= 0.99 * len(TEXTS)


def test_the_sample_has_every_seed_and_every_language_at_length() -> None:
    of_seeds = dict.fromkeys({one.file for one in TEXTS if one.file.startswith("seeds/")}, 0)
    for one in TEXTS:
        if one.file in of_seeds:
            of_seeds[one.file] += 1

    assert len(of_seeds) == 5
    assert min(of_seeds.values()) >= 25
    assert {"zh", "en", "fr", "ru", "es"} <= {one.language for one in TEXTS}


def test_note_26_of_the_report_leads_from_its_call_to_its_source() -> None:
    whole = reading(REPORT)
    (block,) = [one for one in whole.parts[0].blocks if "26" in {mark.mark for mark in one.marks}]
    (note,) = [one for one in whole.notes if one.mark == "26"]

    assert block.eid == "para_54"
    assert note == Note("26", "CAT/OP/12/5, 第 32 段。")


def test_an_ibid_of_the_report_stands_for_the_document_cited_before() -> None:
    told = {one.mark: one.ibid for one in reading(REPORT).notes if one.ibid}

    assert told["29"] == "CAT/OP/12/5"
    assert told["24"] == told["31"] == told["32"] == "《任择议定书》"


def test_paragraph_14_of_the_tool_is_there_with_the_symbol_it_misprints() -> None:
    (block,) = [one for one in reading(TOOL).parts[0].blocks if one.eid == "para_14"]

    assert "CAT/OP/12/15" in block.text


def test_the_seeds_are_read_without_a_doubt() -> None:
    assert [
        reading(one).doubts for one in sorted({e.file for e in TEXTS if "seeds" in e.file})
    ] == [()] * 5


def test_the_sample_is_digests_alone() -> None:
    assert {len(one.digest) for one in expected()} == {32}
    assert Expected.__slots__ == (
        "file",
        "language",
        "eid",
        "number",
        "digest",
        "items",
        "notes",
    )
