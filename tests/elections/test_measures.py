from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.elections import measures
from tests.shipped import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

IN_2019 = AsAt.year(2019, datetime(2020, 3, 16, 23, tzinfo=UTC))
IN_2025 = AsAt.year(2025, datetime(2026, 3, 11, 23, tzinfo=UTC))


def test_the_members_sworn_in_at_a_session_by_name():
    found = measures.sworn_in(IN_2025, session="55")

    assert found.value == (
        "Djordje Alempijevic",
        "Omar Battas",
        "Barbara Bernath Thévenoz",
        "Kalliopi Kambanella",
        "Luciano Mariz Maia",
        "Paul Lam Shang Leen",
    )
    assert found.rows[0].path == "/dockets/SPT/ELECTION/2024/"
    assert len(measures.sworn_in(IN_2019).rows) == 8
    assert measures.sworn_in(IN_2025, session="56").value == ()


def test_the_bureau_begins_with_the_chair():
    assert measures.bureau(IN_2025).value == (
        "María Luisa Romero",
        "Marie Brasholt",
        "Hamet Saloum Diakhaté",
        "Aisha Shujune Muhammad",
        "Elina Šteinerte",
    )
    assert len(measures.bureau(IN_2019).rows) == 5


def test_terms_are_those_of_the_rules():
    assert measures.term(IN_2025, of="bureau").value == 2
    assert measures.term(IN_2025, of="rapporteur on reprisals").value == 2
    assert measures.term(IN_2025, of="members").value == 4
    with pytest.raises(Refused, match="no term of that office"):
        measures.term(IN_2025, of="gardener")


def test_half_of_the_seats_are_filled_at_each_election():
    share = measures.share_of_seats(IN_2025)

    assert (share.value, share.numerator, share.denominator) == (Decimal("50.00"), 2, 4)


def test_the_replacements_of_2019():
    at_issue = AsAt(date(2020, 3, 16), datetime(2020, 3, 16, 23, tzinfo=UTC))

    assert measures.vacant_since(at_issue, vacancy="SPT/VACANCY/2019/1").value == date(2019, 10, 7)
    assert [
        measures.replacement_serves_from(at_issue, vacancy=f"SPT/VACANCY/2019/{number}").value
        for number in (1, 2)
    ] == [date(2019, 11, 30), date(2020, 1, 8)]
    assert measures.weeks_for_objections(at_issue).value == 6


def test_a_replacement_that_does_not_serve_yet_is_refused():
    with pytest.raises(Refused, match="No such day"):
        measures.replacement_serves_from(IN_2019, vacancy="SPT/VACANCY/2019/2")


def test_the_derived_day_of_notice_says_that_it_is_derived():
    from amparo.docket.queries import docket_named

    notice = docket_named("SPT/VACANCY/2019/1").entries[2]

    assert (notice.kind, notice.on) == ("informed", date(2019, 10, 19))
    assert notice.source.startswith("Derived from SPT-2019 para. 6")


def test_the_working_groups_set_up_in_2019():
    assert measures.working_groups_set_up(IN_2019).value == 2
    assert measures.working_groups_set_up(AsAt.year(2025, NOW)).value == 0
