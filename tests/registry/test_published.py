"""What public pages are given of States and treaties."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import pytest

from amparo.core.errors import NotVisible
from amparo.registry import published
from amparo.registry.enums import ActionKind, ParticipationStatus, RegionalGroup
from amparo.registry.models import ProcedureDeclaration
from amparo.registry.rules.procedures import ProcedureKind, kind_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

YEAR_END = date(2025, 12, 31)
Count = Callable[[int], AbstractContextManager[Any]]


def test_a_state_has_its_names_its_group_and_a_row_for_every_treaty(now: datetime) -> None:
    record = published.state("col", YEAR_END, now, language="es")

    assert (record.iso3, record.iso2, record.m49, record.kind) == ("COL", "CO", "170", "member")
    assert (record.name, record.formal) == ("Colombia", "la República de Colombia")
    assert record.group is RegionalGroup.LATIN_AMERICA_CARIBBEAN
    assert record.group_name == "Latin American and Caribbean States"
    assert record.group_since is None
    assert record.group_source == "UN DGACM, regional groups of Member States"
    assert len(record.participation) == 18
    opcat = next(row for row in record.participation if row.treaty == "OPCAT")
    assert opcat.status is ParticipationStatus.IN_FORCE
    assert opcat.since == date(2025, 11, 10)
    assert opcat.in_force_on == date(2025, 12, 10)
    assert opcat.short == "Protocolo Facultativo de la Convención contra la Tortura"
    assert [(one.kind, one.on) for one in opcat.actions] == [
        (ActionKind.ACCESSION, date(2025, 11, 10))
    ]


def test_a_treaty_a_state_has_nothing_to_do_with_has_a_row_that_says_so(now: datetime) -> None:
    record = published.state("IND", YEAR_END, now)

    opcat = next(row for row in record.participation if row.treaty == "OPCAT")
    assert opcat.status is ParticipationStatus.NONE
    assert (opcat.since, opcat.runs, opcat.actions) == (None, (), ())


def test_a_state_lists_the_procedures_it_accepted(now: datetime) -> None:
    record = published.state("NLD", YEAR_END, now)

    assert [(one.treaty, one.article) for one in record.procedures] == [
        ("CAT", "21"),
        ("CAT", "22"),
        ("CPED", "31"),
        ("CPED", "32"),
        ("ICCPR", "41"),
        ("ICERD", "14"),
    ]
    assert record.procedures[1].kind is ProcedureKind.INDIVIDUAL
    assert [(one.treaty, one.article) for one in record.procedures_as_party] == [
        ("ICCPR-OP1", "1"),
        ("CEDAW-OP", "1"),
    ]


def test_a_protocol_denounced_is_no_procedure_accepted(now: datetime) -> None:
    before = published.state("JAM", date(1990, 1, 1), now)

    assert [one.treaty for one in before.procedures_as_party] == ["ICCPR-OP1"]
    assert published.state("JAM", YEAR_END, now).procedures_as_party == ()


def test_every_declaration_on_record_is_of_a_known_procedure() -> None:
    for treaty, article in ProcedureDeclaration.objects.values_list("treaty", "article"):
        assert kind_of(treaty, article) is not None


def test_a_state_without_a_group_has_none(now: datetime) -> None:
    record = published.state("VAT", YEAR_END, now)

    assert (record.group, record.group_name, record.group_source) == (None, "", "")


def test_a_treaty_has_its_states_its_regions_and_its_years(now: datetime) -> None:
    record = published.treaty("OPCAT", YEAR_END, now, language="fr")

    assert record.title.startswith("Protocole facultatif se rapportant à la Convention")
    assert (len(record.parties), len(record.signatories)) == (96, 11)
    assert [(row.group, row.parties, row.signatories) for row in record.groups] == [
        (RegionalGroup.AFRICA, 25, 7),
        (RegionalGroup.ASIA_PACIFIC, 13, 1),
        (RegionalGroup.EASTERN_EUROPE, 21, 0),
        (RegionalGroup.LATIN_AMERICA_CARIBBEAN, 16, 1),
        (RegionalGroup.WESTERN_EUROPE_OTHER, 21, 2),
    ]
    assert record.series[-1] == published.CountRecord(YEAR_END, 96, 11)
    assert [row.name for row in record.parties][:3] == ["Afghanistan", "Afrique du Sud", "Albanie"]


def test_participants_without_a_group_are_shown_apart(now: datetime) -> None:
    record = published.treaty("CRPD", YEAR_END, now)

    assert record.groups[-1].group is None
    assert sum(row.parties for row in record.groups) == len(record.parties)


def test_the_list_of_treaties_agrees_with_each_page(now: datetime) -> None:
    listed = published.treaties(YEAR_END, now)

    assert len(listed) == 18
    for row in listed:
        page = published.treaty(row.code, YEAR_END, now)
        assert (row.parties, row.signatories) == (len(page.parties), len(page.signatories))


def test_states_are_listed_in_the_order_of_their_names() -> None:
    names = [row.name for row in published.states(YEAR_END, language="fr")]

    assert len(names) == 198
    assert names[:4] == ["Afghanistan", "Afrique du Sud", "Albanie", "Algérie"]
    assert names.index("Éthiopie") == names.index("Estonie") + 4


def test_what_there_is_not_is_not_visible() -> None:
    with pytest.raises(NotVisible):
        published.state("XXA", YEAR_END)
    with pytest.raises(NotVisible):
        published.treaty("NOPE", YEAR_END)


def test_pages_take_a_fixed_number_of_statements(
    django_assert_num_queries: Count, now: datetime
) -> None:
    for iso3 in ("IND", "NLD"):
        with django_assert_num_queries(8):
            published.state(iso3, YEAR_END, now)
    for treaty in ("ICESCR-OP", "CRC"):
        with django_assert_num_queries(8):
            published.treaty(treaty, YEAR_END, now)
    with django_assert_num_queries(3):
        published.treaties(YEAR_END, now)
    with django_assert_num_queries(3):
        published.states(YEAR_END)
