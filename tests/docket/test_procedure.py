from decimal import Decimal

import pytest

from amparo.core.errors import Refused
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import ActType, Field, Kind, Procedure, procedure_named, register

from .example import ANSWERED, PETITION, RECEIVED


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        pytest.param(Kind.TEXT, " a reason ", "a reason", id="text is trimmed"),
        pytest.param(Kind.INTEGER, "12", 12, id="an integer as text"),
        pytest.param(Kind.AMOUNT, Decimal("5000.50"), "5000.50", id="an amount as written"),
        pytest.param(Kind.AMOUNT, "1E+3", "1000", id="an amount without exponent"),
        pytest.param(Kind.DAY, "2025-12-31", "2025-12-31", id="a day"),
        pytest.param(Kind.STATE, "PER", "PER", id="a State"),
        pytest.param(Kind.STATES, ("PER", "SRB"), ["PER", "SRB"], id="States"),
        pytest.param(Kind.YES_NO, False, False, id="no is not nothing"),
    ],
)
def test_a_field_stores_what_it_holds(kind: Kind, value: object, stored: object) -> None:
    assert Field("field", "Field", kind).stored(value) == stored


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(Kind.INTEGER, "twelve", id="words for a number"),
        pytest.param(Kind.INTEGER, 1.5, id="a fraction for an integer"),
        pytest.param(Kind.INTEGER, True, id="yes for an integer"),
        pytest.param(Kind.AMOUNT, 0.1, id="a float for an amount"),
        pytest.param(Kind.AMOUNT, "NaN", id="not a number"),
        pytest.param(Kind.DAY, "2025-02-30", id="an impossible day"),
        pytest.param(Kind.STATE, "Peru", id="a name for a code"),
        pytest.param(Kind.STATES, "PER", id="one State for a list"),
        pytest.param(Kind.YES_NO, "yes", id="a word for yes"),
        pytest.param(Kind.TEXT, 5, id="a number for text"),
        pytest.param(Kind.CHOICE, "red", id="no such choice"),
    ],
)
def test_a_field_refuses_what_it_does_not_hold(kind: Kind, value: object) -> None:
    with pytest.raises(Refused, match="The field field should hold"):
        Field("field", "Field", kind, choices={"blue": "Blue"}).stored(value)


def test_an_act_refuses_a_missing_and_an_unknown_field() -> None:
    with pytest.raises(Refused, match="A required field is empty: state"):
        RECEIVED()
    with pytest.raises(Refused, match="The act received has no field colour"):
        RECEIVED(state="PER", colour="red")


def test_content_leaves_out_what_was_not_said() -> None:
    assert RECEIVED(state="PER").fields == {"state": "PER"}


def test_only_public_fields_of_a_public_act_are_open() -> None:
    assert RECEIVED.public_fields() == {"state"}
    assert ANSWERED.public_fields() == frozenset()


def test_next_acts_come_in_the_order_of_the_law() -> None:
    assert [act.name for act in PETITION.next_acts("sent")] == ["extended", "answered", "noted"]
    assert [act.name for act in PETITION.next_acts(NOTHING)] == ["received"]
    assert list(PETITION.next_acts("closed")) == []


def test_a_procedure_refuses_a_standing_or_clock_that_it_does_not_declare() -> None:
    def procedure(act: ActType, final: frozenset[str] = frozenset()) -> Procedure:
        return Procedure("p", "P", "T", {"open": "Open"}, (act,), "P", final=final)

    with pytest.raises(ValueError, match="a standing that is not declared"):
        procedure(ActType("a", "A", after=("gone",), rule="T"))
    with pytest.raises(ValueError, match="a clock that no act starts"):
        procedure(ActType("a", "A", after=("open",), rule="T", stops=("reply",)))
    with pytest.raises(ValueError, match="ends in a standing"):
        procedure(ActType("a", "A", after=("open",), rule="T"), frozenset({"gone"}))


def test_two_procedures_cannot_share_a_name_and_an_unknown_one_is_refused() -> None:
    with pytest.raises(ValueError, match="Two procedures are named petition"):
        register(PETITION)
    with pytest.raises(Refused, match="There is no procedure pettition"):
        procedure_named("pettition")


def test_a_matter_is_named_by_what_its_acts_have_said() -> None:
    session = Procedure(
        "session",
        "Session",
        "T",
        {"open": "Open"},
        (ActType("a", "A", after=(NOTHING,), leads_to="open", rule="T"),),
        naming="{body}: session {number}",
        naming_with_less=("{body}: session in {year}", "{body}"),
    )

    assert session.naming_for({"body", "number", "year"}) == "{body}: session {number}"
    assert session.naming_for({"body", "year"}) == "{body}: session in {year}"
    assert session.naming_for({"year"}) == "{body}: session {number}"
