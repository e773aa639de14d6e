from datetime import UTC, date, datetime
from typing import Any

import pytest

from amparo.core.errors import Refused
from amparo.docket.entries import Entry, Standing
from amparo.docket.folding import check
from amparo.npms.procedures import NPM
from amparo.npms.procedures.mechanism import (
    ACCEPTED,
    BOUND,
    DESIGNATED,
    DESIGNATION_CHANGED,
    DOCUMENTS_RECEIVED,
    LIST_DECIDED,
    NOTIFIED,
    POSTPONED,
    POSTPONEMENT_EXTENDED,
)

PALESTINE = BOUND(state="PSE", instrument="accession", in_force_on="2018-01-28")
AUSTRALIA = BOUND(state="AUS", instrument="ratification", in_force_on="2018-01-20")


def fold(*acts: tuple[str, Any]) -> Standing:
    """Return the standing after these acts, checked one by one."""
    return check(
        NPM,
        [
            Entry(
                number,
                content.act.name,
                date.fromisoformat(on),
                datetime(2026, 1, 1, tzinfo=UTC),
                content.fields,
            )
            for number, (on, content) in enumerate(acts, start=1)
        ],
    )


def due(standing: Standing) -> list[str]:
    return [clock.due_on.isoformat() for clock in standing.clocks]


def test_the_deposit_starts_a_year():
    standing = fold(("2017-12-29", PALESTINE))

    assert standing.status == "awaited"
    assert due(standing) == ["2018-12-29"]


def test_a_deposit_before_the_protocol_counts_from_its_entry_into_force():
    liberia = BOUND(state="LBR", instrument="accession", in_force_on="2006-06-22")

    assert due(fold(("2004-09-22", liberia))) == ["2007-06-22"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        pytest.param({"years": 3}, "2021-01-20", id="three years from entry into force"),
        pytest.param({"years": 1}, "2019-01-20", id="one year from entry into force"),
        pytest.param({}, "2021-01-20", id="three at most where none are said"),
    ],
)
def test_a_declaration_under_article_24_puts_the_day_off(years: dict[str, int], expected: str):
    standing = fold(
        ("2017-12-21", AUSTRALIA), ("2017-12-21", POSTPONED(declared_part="IV", **years))
    )

    assert due(standing) == [expected]
    assert [clock.first_due_on.isoformat() for clock in standing.stopped] == ["2018-12-21"]


def test_a_postponement_of_four_years_is_refused():
    with pytest.raises(Refused) as refused:
        fold(("2017-12-21", AUSTRALIA), ("2018-01-21", POSTPONED(declared_part="IV", years=4)))

    assert refused.value.rule == "OPCAT-24-2"


def test_the_committee_extends_by_two_years_after_hearing_both():
    extended = POSTPONEMENT_EXTENDED(years=2, state_heard=True, subcommittee_consulted=True)

    standing = fold(
        ("2017-12-21", AUSTRALIA),
        ("2017-12-21", POSTPONED(declared_part="IV", years=3)),
        ("2020-11-20", extended),
    )

    assert due(standing) == ["2023-01-20"]
    assert standing.clocks[0].extensions == ((3, "OPCAT-24-2"),)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"years": 3, "state_heard": True, "subcommittee_consulted": True}, id="long"),
        pytest.param(
            {"years": 2, "state_heard": False, "subcommittee_consulted": True}, id="unheard"
        ),
        pytest.param(
            {"years": 2, "state_heard": True, "subcommittee_consulted": False}, id="alone"
        ),
    ],
)
def test_an_extension_that_the_treaty_does_not_allow_is_refused(said: dict[str, Any]):
    with pytest.raises(Refused) as refused:
        fold(
            ("2017-12-21", AUSTRALIA),
            ("2017-12-21", POSTPONED(declared_part="IV", years=3)),
            ("2020-11-20", POSTPONEMENT_EXTENDED(**said)),
        )

    assert refused.value.rule == "OPCAT-24-2"


def test_what_was_not_postponed_cannot_be_extended():
    extended = POSTPONEMENT_EXTENDED(years=2, state_heard=True, subcommittee_consulted=True)

    with pytest.raises(Refused, match="Nothing has been postponed"):
        fold(("2017-12-29", PALESTINE), ("2018-06-01", extended))


def test_the_clock_runs_until_the_subcommittee_accepts():
    notified = fold(
        ("2017-12-29", PALESTINE),
        ("2019-01-10", NOTIFIED(body="A commission")),
        ("2019-01-20", DOCUMENTS_RECEIVED(documents=["the law"])),
    )
    accepted = fold(
        ("2017-12-29", PALESTINE),
        ("2019-01-10", NOTIFIED(body="A commission")),
        ("2019-02-20", ACCEPTED()),
    )

    assert (notified.status, due(notified)) == ("notified", ["2018-12-29"])
    assert (accepted.status, due(accepted)) == ("established", [])
    assert accepted.stopped[0].is_late(date(2025, 1, 1))


def test_a_designation_from_another_source_stops_the_clock():
    standing = fold(("2017-12-29", PALESTINE), ("2018-06-01", DESIGNATED(year=2018)))

    assert (standing.status, due(standing)) == ("designated", [])


def test_another_body_may_be_designated_only_where_one_was():
    changed = DESIGNATION_CHANGED(body="Another commission")

    with pytest.raises(Refused, match="cannot follow"):
        fold(("2017-12-29", PALESTINE), ("2018-06-01", changed))
    assert (
        fold(("2017-12-29", PALESTINE), ("2018-06-01", ACCEPTED()), ("2020-06-01", changed)).facts[
            "body"
        ]
        == "Another commission"
    )


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [
        pytest.param(["retained"], "The State is not on the list.", id="kept but never put"),
        pytest.param(["removed"], "The State is not on the list.", id="taken off but never put"),
        pytest.param(["listed", "listed"], "The State is on the list already.", id="put twice"),
        pytest.param(
            ["listed", "removed", "retained"], "The State is not on the list.", id="kept after all"
        ),
    ],
)
def test_a_decision_on_the_list_that_makes_no_sense_is_refused(decisions: list[str], sentence: str):
    acts = [
        (f"2022-0{month}-01", LIST_DECIDED(decision=one)) for month, one in enumerate(decisions, 1)
    ]

    with pytest.raises(Refused) as refused:
        fold(("2017-12-29", PALESTINE), *acts)

    assert (str(refused.value), refused.value.rule) == (sentence, "A17-4")


def test_a_state_may_come_back_onto_the_list():
    standing = fold(
        ("2017-12-29", PALESTINE),
        ("2022-01-01", LIST_DECIDED(decision="listed")),
        ("2022-02-01", LIST_DECIDED(decision="removed")),
        ("2022-03-01", LIST_DECIDED(decision="listed", session=48)),
    )

    assert standing.facts["decision"] == "listed"
    assert standing.status == "awaited"
