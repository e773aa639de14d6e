"""The client's records beside what the API says of itself."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime

import pytest

from amparo.api.service import description
from amparo.client import records
from amparo.client.making import made
from amparo.client.records import Event, Figure, ReportLine, StateLine

KINDS = {name: kind for name, kind in vars(records).items() if is_dataclass(kind)}


@pytest.fixture(scope="module")
def described() -> dict[frozenset[str], str]:
    """What the API answers: the fields of each record."""
    import config.urls  # noqa: F401  (declares the operations)

    schemas = description()["components"]["schemas"]
    return {
        frozenset(one["properties"]): name
        for name, one in schemas.items()
        if "properties" in one and not name.startswith("Page_") and name != "Problem"
    }


@pytest.mark.parametrize("name", KINDS)
def test_every_record_has_the_fields_that_the_api_describes(described, name: str):
    assert frozenset(one.name for one in fields(KINDS[name])) in described


def test_every_record_that_the_api_describes_is_there(described):
    known = {frozenset(one.name for one in fields(kind)) for kind in KINDS.values()}

    assert [name for names, name in described.items() if names not in known] == []


def test_days_are_days_and_what_is_new_is_passed_over():
    told = {
        "kind": "session",
        "on": "2025-02-03",
        "until": "2025-02-07",
        "exact": True,
        "colour": "red",
    }

    event = made(Event, told)

    assert (event.on, event.until) == (date(2025, 2, 3), date(2025, 2, 7))
    assert event.path is None


def test_moments_records_and_lists_within_are_made_too():
    measure = {"name": "a", "choices": ["region"]}
    told = {"measure": measure, "known_at": "2026-06-01T00:00:00Z", "choices": {"region": "x"}}

    figure = made(Figure, told)

    assert figure.known_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert figure.measure.choices == ("region",)
    assert figure.choices == {"region": "x"}
    assert made(ReportLine, {"distributed_on": None}).distributed_on is None


def test_a_record_is_not_changed():
    state = made(StateLine, {"iso3": "FRA"})

    with pytest.raises(AttributeError):
        state.iso3 = "PER"  # type: ignore[misc]


def test_the_client_needs_nothing_of_the_system():
    program = (
        "import sys, amparo.client;"
        "print(sorted({one.partition('.')[0] for one in sys.modules}"
        " & {'django', 'ninja', 'pydantic', 'psycopg', 'tantivy'}))"
    )

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"
