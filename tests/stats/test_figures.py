import csv
import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from amparo.core.errors import Refused
from amparo.stats import figures
from amparo.stats.figures import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]

Change = Callable[..., Path]


@pytest.fixture(scope="module")
def compared(everything: None, django_db_blocker: Any) -> list[figures.Checked]:
    """Every published figure beside the system's own."""
    with django_db_blocker.unblock():
        return figures.check()


@pytest.fixture
def changed(tmp_path: Path, settings) -> Change:
    """Copy the published figures and change one line of one file; the commands read the copy."""
    folder = tmp_path / "published"
    shutil.copytree(settings.DATA / "published", folder)
    settings.DATA = tmp_path

    def change(file: str, figure: str, **cells: str) -> Path:
        path = folder / file
        with path.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        for row in rows:
            if row["id"] == figure:
                row.update(cells)
        with path.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return folder

    return change


def test_every_published_figure_of_the_two_annual_reports_is_accounted_for(
    compared: list[figures.Checked],
):
    assert len(compared) == 418
    assert [one.figure.id for one in figures.faults(compared)] == []
    counts = figures.tally(compared)
    assert counts["S-2025"].total() == 135
    assert counts["S-2025"][Outcome.NOT_COVERED] == 0
    assert counts["S-2019"].total() == 111
    assert counts["S-2019"][Outcome.NOT_COVERED] == 0


def test_most_numbers_of_the_two_annual_reports_are_computed(compared: list[figures.Checked]):
    computed, numbers = figures.numeric_computed(compared)

    assert computed / numbers >= 0.6


def test_the_known_contradictions_are_the_only_differences(compared: list[figures.Checked]):
    explained = {
        one.figure.id: (one.figure.value, one.counted, one.reason[:6])
        for one in compared
        if one.outcome is Outcome.EXPLAINED
    }

    assert explained == {
        "S-2025-03-02": ("14", "13", "INC-07"),
        "S-2025-03-05": ("20", "21", "INC-07"),
        "S-2019-47-04": ("55", "56.52", "INC-01"),
        "S-2019-47-08": ("25", "26.67", "INC-01"),
    }


@pytest.mark.once
def test_a_published_figure_that_differs_without_a_reason_is_a_fault(changed: Change):
    changed("figures.csv", "S-2025-02-01", value="97")

    with pytest.raises(CommandError, match=r"^1 figure is not as it should be: S-2025-02-01$"):
        call_command("figures", "check", "--seed", "S-2025", "--json", stdout=StringIO())


@pytest.mark.once
def test_a_reason_for_a_difference_that_is_gone_is_a_fault(changed: Change):
    folder = changed("map-stats.csv", "S-2025-02-01", reason="INC-07: no longer so")

    (fault,) = figures.faults(figures.check(seed="S-2025", folder=folder))
    assert (fault.figure.id, fault.reason) == (
        "S-2025-02-01",
        "INC-07: no longer so: there is no difference any more",
    )


@pytest.mark.once
def test_a_reason_that_names_no_contradiction_explains_nothing(changed: Change):
    folder = changed("map-stats.csv", "S-2025-03-02", reason="somebody miscounted")

    found = figures.check(seed="S-2025", folder=folder)
    assert [one.figure.id for one in figures.faults(found)] == ["S-2025-03-02"]


@pytest.mark.once
def test_an_aggregate_that_is_not_stored_as_published_is_a_fault(changed: Change):
    folder = changed("figures.csv", "S-2025-20-04", value="30")

    faults = figures.faults(figures.check(seed="S-2025", folder=folder))
    assert ("S-2025-20-04", Outcome.UNEXPLAINED) in [(one.figure.id, one.outcome) for one in faults]


@pytest.mark.once
def test_a_figure_that_nothing_maps_is_a_fault_in_the_annual_reports_only(changed: Change):
    folder = changed("map-stats.csv", "S-2025-02-01", id="TOOL-all-01", measure="no.such")
    checked = figures.check(folder=folder)

    assert [(one.figure.id, one.outcome) for one in figures.faults(checked)] == [
        ("S-2025-02-01", Outcome.NOT_COVERED),
        ("TOOL-all-01", Outcome.UNEXPLAINED),
    ]


@pytest.mark.once
def test_a_map_that_names_a_figure_twice_or_none_is_refused(changed: Change):
    folder = changed("map-stats.csv", "S-2025-02-01", id="S-2025-02-02")
    with pytest.raises(Refused, match=r"^map-stats\.csv:3: S-2025-02-02 is mapped twice\.$"):
        figures.check(folder=folder)

    folder = changed("map-stats.csv", "S-2025-02-02", id="S-2025-02-99")
    with pytest.raises(Refused, match=r"^map-stats\.csv:2: No figure S-2025-02-99 was published"):
        figures.check(folder=folder)


def test_the_comparison_is_there_for_machines():
    written = StringIO()
    call_command("figures", "check", "--seed", "S-2019", "--json", stdout=written)

    found = json.loads(written.getvalue())
    assert len(found["figures"]) == 111
    assert found["total"]["unexplained"] == 0
    by_id = {one["id"]: one for one in found["figures"]}
    assert by_id["S-2019-02-01"]["outcome"] == "equal"
    assert by_id["S-2019-02-01"]["measure"] == "participation.parties"
    assert by_id["S-2019-02-01"]["counted"] == "90"


def test_a_figure_is_shown_with_its_rows():
    written = StringIO()
    call_command(
        "figures",
        "show",
        "participation.signatories",
        "region=western-europe-other",
        "--on",
        "2025-12-31",
        "--known-at",
        "2026-03-11",
        stdout=written,
    )

    lines = written.getvalue().splitlines()
    assert lines[0] == "Signatories that are not parties: 2"
    assert [line.split()[:2] for line in lines[-2:]] == [["BEL", "Belgium"], ["IRL", "Ireland"]]


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        pytest.param(["no.such"], "There is no figure of that name.", id="no such measure"),
        pytest.param(
            ["participation.parties", "region"],
            "A choice is written name=value, not region.",
            id="a choice without a value",
        ),
        pytest.param(
            ["participation.new_parties"],
            "This figure counts over a period: say since when.",
            id="no period",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(terms: list[str], sentence: str):
    with pytest.raises(Refused) as refusal:
        call_command("figures", "show", *terms, "--on", "2025-12-31", stdout=StringIO())

    assert str(refusal.value) == sentence
