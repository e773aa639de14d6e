"""Mechanisms, members and officers of the shipped record, on a day."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from amparo.bodies import (
    measures,  # noqa: F401  (registers the measures)
    published,
    queries,
)
from amparo.bodies.actions import load_shipped
from amparo.bodies.enums import OfficeKind
from amparo.bodies.models import Mechanism, MechanismName, Office, Person, Term
from amparo.core.errors import NotVisible
from amparo.core.measures import AsAt, Figure, measure_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

Count = Callable[[int], AbstractContextManager[Any]]


def figure(name: str, year: int, now: datetime, **choices: str) -> Figure:
    """Return a figure as at the end of a year."""
    return measure_named(name)(AsAt.year(year, now), **choices)


@pytest.mark.parametrize(
    ("year", "names"),
    [
        (
            2019,
            [
                "Malcolm Evans",
                "Suzanne Jabbour",
                "Abdallah Ounnir",
                "Victor Zaharia",
                "Nora Sveaass",
            ],
        ),
        (
            2025,
            [
                "María Luisa Romero",
                "Aisha Shujune Muhammad",
                "Marie Brasholt",
                "Elina Šteinerte",
                "Hamet Saloum Diakhaté",
            ],
        ),
    ],
)
def test_the_bureau_has_a_chair_and_four_vice_chairs(
    year: int, names: list[str], now: datetime
) -> None:
    bureau = figure("bodies.bureau", year, now)

    assert bureau.value == 5
    assert [row.label for row in bureau.rows] == names
    assert bureau.rows[0].detail["office"] == "chair"


def test_the_four_regional_teams_have_their_heads(now: datetime) -> None:
    teams = {
        year: [
            (row.detail["portfolio"], row.label)
            for row in figure("bodies.regional_teams", year, now).rows
        ]
        for year in (2019, 2025)
    }

    assert teams == {
        2019: [
            ("Africa", "Gnambi Garba Kodjo"),
            ("Asia and the Pacific", "June Caridad Pagaduan Lopez"),
            ("Europe", "Daniel Fink"),
            ("Latin America", "Maria Dolores Gomez"),
        ],
        2025: [
            ("Africa", "Paul Lam Shang Leen"),
            ("Americas", "Marco Feoli Villalobos"),
            ("Asia and the Pacific", "Victor Zaharia"),
            ("Europe", "Vasiliki Artinopoulou"),
        ],
    }


def test_the_three_working_groups_have_their_heads(now: datetime) -> None:
    assert figure("bodies.working_groups", 2025, now).value == 3
    assert figure(
        "bodies.office_holders", 2025, now, office="working group", portfolio="jurisprudence"
    ).value == ("Jakub Julian Czepek",)


def test_the_record_claims_nothing_beyond_what_its_sources_state(now: datetime) -> None:
    heads = queries.offices_on("SPT", date(2022, 6, 1), now)
    in_between = queries.offices_on("SPT", date(2019, 7, 1), now, kinds=[OfficeKind.REGIONAL_TEAM])

    assert heads == []
    assert [office.person.name for office in in_between] == [
        "Gnambi Garba Kodjo",
        "Maria Dolores Gomez",
    ]


def test_what_is_learned_later_is_not_known_before(now: datetime) -> None:
    Office.objects.create(
        person_id="fink-daniel",
        mechanism_id="SPT",
        office=OfficeKind.REPRISALS,
        from_on=date(2022, 1, 1),
        from_is="began",
        until_on=date(2022, 12, 31),
        until_is="due",
        entered_at=now,
        source="A test.",
    )
    on = date(2022, 6, 1)

    assert queries.offices_on("SPT", on, datetime(2026, 5, 31, tzinfo=UTC)) == []
    assert [office.person_id for office in queries.offices_on("SPT", on, now)] == ["fink-daniel"]


def test_both_spellings_are_one_person() -> None:
    found = {
        queries.person_named(name)
        for name in (
            "Hamet Saloum Diakhaté",
            "Hameth Saloum Diakhaté",
            "Hameth Saloum Diakhate",
        )
    }

    assert [person.slug for person in found if person] == ["diakhate-hamet-saloum"]
    assert queries.person_named("Nobody") is None


def test_replacements_under_article_8_begin_on_their_day(now: datetime) -> None:
    def members(on: date) -> set[str]:
        return {term.person_id for term in queries.members_on("SPT", on, now)}

    assert "malick-cheikh-tourad-abdel" not in members(date(2019, 11, 29))
    assert "malick-cheikh-tourad-abdel" in members(date(2019, 11, 30))
    assert "ramdan-haimoud" not in members(date(2019, 10, 8))


def test_the_ten_treaty_bodies_have_172_seats(now: datetime) -> None:
    seats = figure("bodies.seats", 2025, now)

    assert seats.value == 172
    assert len(seats.rows) == 10
    assert figure("bodies.seats", 2025, now, mechanism="SPT").value == 25


def test_treaty_bodies_are_named_in_every_language() -> None:
    codes = {row.code for row in published.mechanisms() if row.kind == "treaty body"} | {"SPT"}

    for language, _name in settings.LANGUAGES:
        named = set(
            MechanismName.objects.filter(language=language).values_list("mechanism_id", flat=True)
        )
        assert codes <= named


def test_a_mechanism_s_page_has_its_officers_first_and_its_members_by_name(now: datetime) -> None:
    record = published.mechanism("spt", date(2025, 12, 31), now, language="zh-hans")

    assert record.name == "防范酷刑和其他残忍、不人道或有辱人格待遇或处罚小组委员会"
    assert (record.treaty, record.seats) == ("OPCAT", 25)
    assert record.officers[0].name == "María Luisa Romero"
    assert record.officers[0].office is OfficeKind.CHAIR
    assert [row.name for row in record.members][:3] == [
        "Djordje Alempijevic",
        "Vasiliki Artinopoulou",
        "Omar Battas",
    ]
    with pytest.raises(NotVisible):
        published.mechanism("nope", date(2025, 12, 31))


def test_reads_take_a_fixed_number_of_statements(
    django_assert_num_queries: Count, now: datetime
) -> None:
    for on in (date(2022, 6, 1), date(2025, 12, 31)):
        with django_assert_num_queries(4):
            published.mechanism("SPT", on, now)


def test_loading_again_changes_nothing() -> None:
    def tables() -> list[list[tuple[object, ...]]]:
        return [
            list(model.objects.order_by("pk").values_list())
            for model in (Mechanism, MechanismName, Person, Term, Office)
        ]

    before = tables()
    load_shipped()

    assert tables() == before


def test_the_database_refuses_a_term_that_ends_before_it_begins() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(person="fink-daniel").update(until_on=date(2000, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.filter(person="fink-daniel").update(until_is="perhaps")
