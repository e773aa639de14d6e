from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.npms import measures, queries
from tests.shipped import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

ON_2019 = AsAt(date(2019, 12, 31), datetime(2020, 3, 16, 23, tzinfo=UTC))
ON_2025 = AsAt.year(2025, datetime(2026, 3, 11, 23, tzinfo=UTC))
BETWEEN = AsAt(date(2025, 12, 31), NOW, since=date(2019, 12, 31))

NAMES_2019 = (
    "Benin",
    "Bosnia and Herzegovina",
    "Burkina Faso",
    "Burundi",
    "Chile",
    "Democratic Republic of the Congo",
    "Gabon",
    "Liberia",
    "Mongolia",
    "Nauru",
    "Niger",
    "Nigeria",
    "Philippines",
)
NAMES_2025 = (
    "Afghanistan",
    "Belize",
    "Burundi",
    "Central African Republic",
    "Democratic Republic of the Congo",
    "Gabon",
    "Ghana",
    "Liberia",
    "Nauru",
    "Philippines",
    "South Sudan",
    "State of Palestine",
)


def test_the_list_under_article_17_by_name():
    assert measures.listed_by_name(ON_2019).value == NAMES_2019
    assert measures.listed_by_name(ON_2025).value == NAMES_2025
    assert measures.listed(ON_2025).value == 12


def test_the_list_is_the_same_when_it_is_asked_later():
    assert measures.listed_by_name(AsAt(date(2019, 12, 31), NOW)).value == NAMES_2019


def test_the_share_keeps_its_two_numbers():
    share = measures.share_listed(ON_2019)

    assert (share.value, share.numerator, share.denominator) == (Decimal("14.44"), 13, 90)
    assert measures.share_listed(ON_2025).value == Decimal("12.50")


def test_how_the_two_lists_relate():
    assert [measure(BETWEEN).value for measure in (measures.kept_on_list, measures.left_list)] == [
        6,
        7,
    ]
    assert [row.label for row in measures.joined_list(BETWEEN).rows] == [
        "Afghanistan",
        "Belize",
        "Central African Republic",
        "Ghana",
        "South Sudan",
        "State of Palestine",
    ]


def test_the_notifications_accepted_in_a_year():
    found = measures.accepted(ON_2025)

    assert [row.label for row in found.rows] == [
        "Australia",
        "Benin",
        "Madagascar",
        "Nigeria",
        "South Africa",
    ]
    assert {row.source for row in found.rows} == {"SPT-2025 para. 32"}


def test_the_rule_proposes_whom_the_subcommittee_has_listed_in_2025():
    proposed = measures.proposed(ON_2025)

    assert sorted(proposed.value) == sorted(NAMES_2025)
    assert proposed.value[0] == "Liberia"


def test_a_state_may_be_proposed_and_not_listed():
    known_later = AsAt(date(2019, 12, 31), NOW)

    proposed = set(measures.proposed(known_later).value)

    assert proposed - set(NAMES_2019) == {"Belize", "Rwanda", "South Sudan"}
    assert set(NAMES_2019) - proposed == set()


def test_the_boundary_of_the_proposal_is_a_choice():
    liberia = AsAt(date(2010, 6, 22), NOW)

    assert "Liberia" not in measures.proposed(liberia).value
    assert "Liberia" in measures.proposed(liberia, boundary="at least").value
    with pytest.raises(Refused, match="The boundary is either"):
        measures.proposed(liberia, boundary="about")


def test_those_named_for_their_delay_and_those_late_by_the_rule():
    at_issue = AsAt(date(2020, 3, 16), datetime(2020, 3, 16, 23, tzinfo=UTC))

    assert [row.label for row in measures.singled_out(at_issue).rows] == [
        "Benin",
        "Bosnia and Herzegovina",
        "Chile",
        "Liberia",
        "Nigeria",
    ]
    assert measures.singled_out_years(at_issue).value == 10
    # Nigeria was late by nine years, Bosnia and Herzegovina had postponed its obligation.
    late = measures.overdue(at_issue, years="10")
    assert [row.label for row in late.rows] == ["Liberia", "Benin", "Chile"]


def test_the_numbers_of_the_rule():
    assert measures.years_to_establish(ON_2019).value == 1
    assert len(measures.years_to_establish(ON_2019).rows) == 90
    assert measures.years_overdue_to_list(ON_2019).value == 3
    assert measures.years_bound_to_list(ON_2019).value == 4
    assert measures.session_of_list(ON_2019).value == 27


def test_designations_by_law_are_known_from_the_end_of_their_year():
    # Iceland had until February 2020; its law is of that year.
    iceland = AsAt(date(2020, 12, 31), datetime(2020, 12, 30, tzinfo=UTC))

    assert measures.designated(ON_2019).value == 68
    assert measures.designated(ON_2025).value == 80
    assert "Iceland" in [row.label for row in measures.overdue(iceland).rows]
    assert "Iceland" not in [
        row.label for row in measures.overdue(AsAt(date(2020, 12, 31), NOW)).rows
    ]


def test_every_row_leads_to_its_docket():
    assert [row.path for row in measures.listed(ON_2025).rows][:1] == ["/dockets/OPCAT/NPM/AFG/"]


def test_all_mechanisms_take_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(queries.mechanisms(date(2025, 12, 31), NOW)) == 96
    with django_assert_num_queries(2):
        assert len(queries.mechanisms(date(2006, 6, 22), NOW)) == 20
