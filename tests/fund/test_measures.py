from datetime import UTC, date, datetime

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.docket import actions
from amparo.fund import measures
from amparo.fund.procedures import CONTRIBUTION
from amparo.fund.procedures.contribution import RECEIVED
from tests.shipped import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

IN_2019 = AsAt.year(2019, datetime(2020, 3, 16, 23, tzinfo=UTC))
IN_2025 = AsAt.year(2025, datetime(2026, 3, 11, 23, tzinfo=UTC))


def test_contributions_are_added_up_by_currency():
    assert measures.contributed(IN_2025, currency="USD").value == 397871
    assert measures.contributed(IN_2025, currency="EUR").value == 210000
    assert measures.contributed(IN_2019, currency="USD").value == 290811
    assert measures.contributed(IN_2019, currency="EUR").value == 0


def test_a_sum_without_a_currency_cannot_be_asked_for():
    with pytest.raises(TypeError, match="currency"):
        measures.contributed(IN_2025)


def test_the_contribution_of_one_state():
    found = measures.contribution(IN_2025, state="DEU")

    assert found.value == 200000
    assert found.rows[0].detail["currency"] == "EUR"
    assert found.rows[0].path == "/dockets/OPCAT-FUND/CONTRIBUTION/2025/DEU/"
    assert measures.contribution(IN_2019, state="DEU").value == 85227
    assert measures.contribution(IN_2019, state="AUT").value == 0


def test_two_currencies_of_one_state_are_not_added_up():
    actions.open_docket(
        CONTRIBUTION,
        "OPCAT-FUND/CONTRIBUTION/2025/DEU-2",
        RECEIVED(state="DEU", year=2025, amount="100.50", currency="USD"),
        on=date(2025, 12, 31),
        by=RECORD_LOADER,
        at=NOW,
    )
    late = AsAt.year(2025, NOW)

    with pytest.raises(Refused) as refused:
        measures.contribution(late, state="DEU")

    assert refused.value.rule == "OPCAT-26-3"
    # What became known after the report leaves it as it was.
    assert measures.contribution(IN_2025, state="DEU").value == 200000


def test_the_contributors_by_name_each_once():
    assert measures.contributors(IN_2025).value == (
        "Armenia",
        "Austria",
        "Denmark",
        "Germany",
        "Saudi Arabia",
        "Spain",
        "Switzerland",
    )
    assert measures.first_contributions(IN_2025).value == ("Armenia", "Saudi Arabia")


def test_the_grants_of_a_year():
    assert measures.granted(IN_2025).value == 423926
    assert measures.projects(IN_2025).value == 16
    assert measures.states_with_projects(IN_2025).value == 15
    assert measures.states_named(IN_2025).value == 8
    assert [
        measure(IN_2019).value
        for measure in (measures.granted, measures.projects, measures.states_with_projects)
    ] == [276494, 12, 10]


def test_the_states_of_two_rounds_cannot_be_added_up():
    both = AsAt(date(2025, 12, 31), NOW, since=date(2019, 1, 1))

    assert measures.granted(both).value == 700420
    with pytest.raises(Refused, match="several rounds"):
        measures.states_with_projects(both)
