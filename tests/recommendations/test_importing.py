"""`amparo import recommendations`: a file whole or not at all, and again without a change."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from amparo.audit.models import Line
from amparo.recommendations.models import Published, Topic, Wording

from . import lists

pytestmark = pytest.mark.django_db

WRONG = {**lists.OWN, "number": "2", "state": "XXX"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(*arguments: str) -> tuple[list[str], list[str], str]:
    """Return what `amparo import recommendations` prints, what it refuses, and how it ends."""
    out, err, end = StringIO(), StringIO(), ""
    try:
        call_command("import", "recommendations", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        end = str(error)
    return out.getvalue().splitlines(), err.getvalue().splitlines(), end


def rows() -> list[tuple[object, ...]]:
    return [
        *Published.objects.order_by("number").values_list(),
        *Wording.objects.order_by("recommendation__number", "language").values_list(),
    ]


def test_a_file_is_taken_in_and_leaves_a_line_in_the_trail(tmp_path: Path) -> None:
    french = {**lists.OWN, "language": "fr", "text": "Allumez les lanternes."}
    lists.table(tmp_path, lists.OWN, french)

    assert imported("list.csv") == (["list.csv: 1 new, 0 changed, 0 as they were."], [], "")

    one = Published.objects.get()
    assert (one.source, one.number, one.state, one.symbol) == (
        "Ruritania watch",
        "1",
        "MOZ",
        "CAT/C/MOZ/CO/9",
    )
    assert one.topics == "|theme:torture|person:children|sdg:16.3|"
    assert dict(one.wordings.values_list("language", "text")) == {
        "en": "Light the lanterns.",
        "fr": "Allumez les lanternes.",
    }
    line = Line.objects.get(event="recommendations.imported")
    assert '"changed":0' in line.details
    assert '"new":1' in line.details


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    lists.table(tmp_path, lists.OWN)
    imported("list.csv")
    before = rows()

    assert imported("list.csv")[0] == ["list.csv: 0 new, 0 changed, 1 as they were."]

    assert rows() == before
    assert Line.objects.filter(event="recommendations.imported").count() == 1


def test_what_is_different_is_brought_up_to_date_and_languages_are_added(tmp_path: Path) -> None:
    lists.table(tmp_path, lists.OWN, {**lists.OWN, "number": "2"})
    imported("list.csv")
    first, second = Published.objects.order_by("number")
    start = timezone.now()
    lists.table(tmp_path, {**lists.OWN, "language": "fr", "text": "Allumez."})

    assert imported("list.csv")[0] == ["list.csv: 0 new, 1 changed, 0 as they were."]

    now, same = Published.objects.order_by("number")
    assert (now.pk, same.digest, same.changed_at) == (first.pk, second.digest, second.changed_at)
    assert now.digest != first.digest
    assert now.changed_at >= start > first.changed_at
    assert dict(now.wordings.values_list("language", "text")) == {
        "en": "Light the lanterns.",
        "fr": "Allumez.",
    }


def test_a_file_with_a_line_that_is_wrong_is_not_taken_in_at_all(tmp_path: Path) -> None:
    lists.table(tmp_path, lists.OWN, WRONG)

    assert imported("list.csv") == (
        [],
        ["list.csv:3: There is no State XXX."],
        "The file was refused; nothing of it was imported.",
    )
    assert rows() == []


def test_what_is_wrong_may_be_left_out(tmp_path: Path) -> None:
    lists.table(tmp_path, lists.OWN, WRONG)

    assert imported("list.csv", "--skip-bad") == (
        [
            "list.csv: 1 new, 0 changed, 0 as they were.",
            "list.csv: Left out, line 3: There is no State XXX.",
        ],
        [],
        "",
    )
    assert [one.number for one in Published.objects.all()] == ["1"]


def test_a_refused_file_does_not_keep_another_out(tmp_path: Path) -> None:
    lists.table(tmp_path, lists.OWN)
    lists.table(tmp_path, WRONG, name="bad.csv")

    out, err, end = imported("bad.csv", "list.csv", "missing.csv")

    assert out == ["list.csv: 1 new, 0 changed, 0 as they were."]
    assert err == [
        "bad.csv:2: There is no State XXX.",
        "missing.csv: There is no file missing.csv.",
    ]
    assert end.startswith("2 of 3 files were refused")


def test_what_was_passed_over_and_labels_without_a_topic_are_told(tmp_path: Path) -> None:
    concern = {**lists.INDEXED, "_id": "0a0d", "annotation_type": "Concerns/Observations"}
    lists.records(tmp_path, lists.INDEXED, concern)
    lists.table(tmp_path, lists.REVIEW)

    assert imported("list.json", "list.csv")[0] == [
        "list.json: 1 new, 0 changed, 0 as they were.",
        "list.json: Records that are no recommendations, passed over: 1.",
        "list.csv: 1 new, 0 changed, 0 as they were.",
        "list.csv: The label “Lanterns” stands for no topic; uses: 1.",
    ]


def test_topics_ship_in_six_languages_with_every_parent() -> None:
    topics = {one.code: one for one in Topic.objects.all()}

    assert {code.partition(":")[0] for code in topics} == {"theme", "person", "sdg"}
    assert sum(code.startswith("sdg:") for code in topics) == 17 + 169
    assert all(
        set(one.names) == {"en", "fr", "es", "ar", "ru", "zh"} and all(one.names.values())
        for one in topics.values()
    )
    assert {one.parent for one in topics.values()} - {""} <= set(topics)
    assert topics["sdg:16.3"].parent == "sdg:16"
