from datetime import date

import pytest

from amparo.docket.entries import Precision
from amparo.elections import published
from tests.shipped import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def test_a_vacancy_as_far_as_it_has_come_by_the_day():
    then, later = (
        published.vacancies(on, NOW)[0] for on in (date(2019, 11, 1), date(2019, 12, 31))
    )

    assert (then.standing, then.responses_until) == ("awaiting", date(2019, 11, 30))
    assert later == published.VacancyRecord(
        reference="SPT/VACANCY/2019/1",
        state="MRT",
        member="Haimoud Ramdan",
        cause="resignation",
        arisen_on=date(2019, 10, 7),
        nominee="Cheikh Tourad Abdel Malick",
        informed_on=date(2019, 10, 19),
        responses_until=date(2019, 11, 30),
        standing="serving",
        standing_title="Replacement serving",
        since=date(2019, 11, 30),
    )


def test_the_bureaux_the_latest_first():
    found = published.bureaux(date(2025, 12, 31), NOW)

    assert [(one.year, one.chair, one.rapporteur_on_reprisals) for one in found] == [
        (2025, "María Luisa Romero", "Anica Tomšić"),
        (2019, "Malcolm Evans", "Satyabhooshun Gupt Domah"),
    ]
    assert found[0].term_ends_on == date(2027, 2, 7)


def test_the_oaths_with_how_exactly_their_day_is_known():
    found = published.oaths(date(2025, 12, 31), NOW, since=date(2025, 1, 1))

    assert [(one.session, len(one.members), one.on, one.precision) for one in found] == [
        (55, 6, date(2025, 2, 7), Precision.BY)
    ]
