from pathlib import Path

import pytest

from amparo.docket.entries import Precision
from amparo.docket.records import end_of, read, start_of

from .example import day, moment

NOW = moment("2026-05-01T10:00")
LINE = '{"procedure":"petition","docket":"PETITION/1","act":"received","on":"2025-01-02"%s}\n'


def test_a_line_is_read_as_an_act(tmp_path: Path) -> None:
    path = tmp_path / "acts.jsonl"
    path.write_text(
        LINE % ',"fields":{"state":"PER"},"precision":"month","known_on":"2026-03-11","source":"S"'
        + "\n"
    )

    (draft,), problems = read(path, now=NOW)

    assert problems == []
    assert draft.procedure.name == "petition"
    assert (draft.reference, draft.content.act.name) == ("PETITION/1", "received")
    assert (draft.on, draft.precision) == (day("2025-01-02"), Precision.MONTH)
    assert draft.entered_at == moment("2026-03-11T00:00")
    assert (draft.content.fields, draft.source) == ({"state": "PER"}, "S")
    assert draft.where == "acts.jsonl:1"


def test_an_act_without_a_day_of_knowledge_became_known_now(tmp_path: Path) -> None:
    path = tmp_path / "acts.jsonl"
    path.write_text(LINE % ',"fields":{"state":"PER"}')

    (draft,), _problems = read(path, now=NOW)

    assert draft.entered_at == NOW


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"not json", "The line is not JSON: Expecting value."),
        (b"[1]", "The line is not one act."),
        (b'{"procedure":"petition"}', "The line lacks: docket, act, on."),
        (
            (LINE % ',"colour":"red"').encode(),
            "The line says what is not understood: colour.",
        ),
        (
            LINE.replace("petition", "pettition").encode() % b"",
            "There is no procedure pettition.",
        ),
        (
            LINE.replace("received", "recieved").encode() % b"",
            "The procedure petition has no act recieved.",
        ),
        ((LINE % "").encode(), "A required field is empty: state."),
        ((LINE % ',"fields":["PER"]').encode(), "The fields are not given as names and values."),
        (
            (LINE % ',"fields":{"state":"PER"}').replace("2025-01-02", "2025-02-30").encode(),
            "There is no such day: 2025-02-30. Days are written 2025-12-31.",
        ),
        (
            (LINE % ',"fields":{"state":"PER"},"known_on":"soon"').encode(),
            "There is no such day: soon. Days are written 2025-12-31.",
        ),
        (
            (LINE % ',"fields":{"state":"PER"},"precision":"hour"').encode(),
            "The precision hour is none of: day, month, year, by.",
        ),
        (
            (LINE % ',"fields":{"state":"PER"},"rectifies":"two"').encode(),
            "The act to rectify is named by its number.",
        ),
        (b'{"procedure":"p\xe9tition"}', "The line is not in UTF-8."),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, line: bytes, why: str
) -> None:
    path = tmp_path / "acts.jsonl"
    path.write_bytes((LINE % ',"fields":{"state":"PER"}').encode() + line)

    drafts, problems = read(path, now=NOW)

    assert len(drafts) == 1
    assert [(one.where, str(one.refusal)) for one in problems] == [("acts.jsonl:2", why)]


def test_a_day_of_knowledge_begins_and_ends_in_universal_time() -> None:
    assert start_of(day("2026-03-11")) == moment("2026-03-11T00:00")
    assert end_of(day("2026-03-11")) == moment("2026-03-11T23:59:59.999999")
