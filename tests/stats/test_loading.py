from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from amparo.docket.actions import RecordRefused
from amparo.docket.models import Act, Checkpoint
from amparo.stats import loading
from amparo.stats.models import PublishedAggregate
from tests.stats.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def test_loading_again_changes_nothing_and_signs_nothing():
    before = (loading.held(), Checkpoint.objects.count())

    again = loading.load_everything(now=NOW)

    assert (again, Checkpoint.objects.count()) == before
    assert again.states > 190
    assert again.treaties == 18
    assert again.acts > 500


def test_what_was_loaded_is_signed_once():
    assert Checkpoint.objects.count() == 1


def test_the_bar_is_told_of_work_done():
    done: list[int] = []

    loading.load_everything(now=NOW, progress=done.append)

    assert sum(done) > 0
    assert min(done) >= 0
    assert loading.rows_that_ship() > 4_000


def test_an_aggregate_keeps_what_was_published_and_when_it_was_known():
    interviews = PublishedAggregate.objects.get(figure="S-2025-20-02")

    assert (interviews.topic, interviews.value, interviews.unit) == (
        "visits.interviews",
        "550",
        "interviews",
    )
    assert interviews.at_least
    assert (interviews.since, interviews.on) == (date(2025, 1, 1), date(2025, 12, 31))
    assert interviews.entered_at.date() == date(2026, 3, 11)
    assert (interviews.source, interviews.paragraph) == ("SPT-2025", "20")


def test_a_record_with_a_wrong_line_loads_nothing_of_it(tmp_path: Path):
    (tmp_path / "wrong.jsonl").write_text(
        '{"procedure": "contribution", "docket": "OPCAT-FUND/CONTRIBUTION/2025/FRA", '
        '"act": "received", "on": "2025-12-01", "known_on": "2026-01-05", "source": "a letter", '
        '"fields": {"state": "FRA", "year": 2025, "amount": "10", "currency": "EUR"}}\n'
        '{"procedure": "contribution", "docket": "OPCAT-FUND/CONTRIBUTION/2025/XXX", '
        '"act": "received", "on": "2025-13-01"}\n'
    )
    before = Act.objects.count()

    with pytest.raises(RecordRefused) as refused:
        loading.load_acts(tmp_path, now=NOW)

    assert [where for where, _refusal in refused.value.problems] == ["wrong.jsonl:2"]
    assert Act.objects.count() == before


def test_the_command_says_in_one_line_what_the_record_holds():
    written = StringIO()
    call_command("load_record", stdout=written)

    held = loading.held()
    assert written.getvalue() == (
        f"The record holds {held.states} States, {held.treaties} treaties with "
        f"{held.treaty_actions} actions, {held.dockets} dockets with {held.acts} acts, "
        f"and {held.aggregates} figures known only as published.\n"
    )


def test_the_command_names_each_line_that_cannot_be_entered(tmp_path: Path, settings):
    for name in ("states", "treaties", "bodies", "topics", "published"):
        (tmp_path / name).symlink_to(settings.DATA / name)
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "wrong.jsonl").write_text("no act\n")
    settings.DATA = tmp_path
    complaints = StringIO()

    with pytest.raises(
        CommandError, match=r"^Acts that cannot be entered: 1; nothing was loaded\."
    ):
        call_command("load_record", stdout=StringIO(), stderr=complaints)

    assert complaints.getvalue().startswith("wrong.jsonl:1: The line is not JSON")
