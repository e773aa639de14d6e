"""The form of an act has a control for each of its fields, and gives back what the act says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict

from amparo.acting.controls import Offered
from amparo.acting.forms import ActForm, RectifyForm, as_filled, last_day
from amparo.core.confidentiality import Confidentiality
from amparo.docket.attachments import Attached
from amparo.docket.entries import NOTHING, Entry, Precision
from amparo.docket.procedure import ActType, Field, Kind

TODAY = date(2026, 5, 20)
FILE = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")
STATES = {"PER": "Peru", "CIV": "Côte d'Ivoire", "ALA": "Åland", "FRA": "France"}
MANY = {f"kind{number}": f"Kind {number}" for number in range(7)}
EVERYTHING = ActType(
    "everything",
    "Everything",
    after=(NOTHING,),
    rule="TEST",
    fields=(
        Field("line", "Line"),
        Field("account", "Account", confidentiality=Confidentiality.CONFIDENTIAL),
        Field("person", "Person", confidentiality=Confidentiality.PERSONAL, indexed=True),
        Field("number", "Number", Kind.INTEGER),
        Field("amount", "Amount", Kind.AMOUNT),
        Field("day", "Day", Kind.DAY),
        Field("state", "State", Kind.STATE),
        Field("states", "States", Kind.STATES),
        Field("choice", "Choice", Kind.CHOICE, choices={"a": "First", "b": "Second"}),
        Field("many", "Many", Kind.CHOICE, choices=MANY),
        Field("symbol", "Symbol", Kind.SYMBOL),
        Field("names", "Names", Kind.NAMES),
        Field("answer", "Answer", Kind.YES_NO),
        Field("file", "File", Kind.FILE),
    ),
)
RIGHT = {
    "on": "2026-05-19",
    "precision": "day",
    "source": "",
    "says_line": "A line",
    "says_account": "Two\r\nlines",
    "says_person": "Ana Paz",
    "says_number": "-3",
    "says_amount": "1250.50",
    "says_day": "2026-05-01",
    "says_state": "PER",
    "says_states": ["PER", "FRA"],
    "says_choice": "b",
    "says_many": "kind6",
    "says_symbol": "CAT/OP/PER/1",
    "says_names": "Ana Paz\n\n  Bo Li \n",
    "says_answer": "no",
    "says_file": str(FILE),
}
SAYS = {
    "line": "A line",
    "account": "Two\nlines",
    "person": "Ana Paz",
    "number": -3,
    "amount": "1250.50",
    "day": "2026-05-01",
    "state": "PER",
    "states": ["PER", "FRA"],
    "choice": "b",
    "many": "kind6",
    "symbol": "CAT/OP/PER/1",
    "names": ["Ana Paz", "Bo Li"],
    "answer": False,
    "file": str(FILE),
}


def a_form(typed: dict[str, Any] | None = None, **options: Any) -> ActForm:
    """Return the form of that act, with this typed into it."""
    data = None
    if typed is not None:
        data = QueryDict(mutable=True)
        for name, value in {"token": str(uuid4()), "seen": "0", **typed}.items():
            data.setlist(name, value if isinstance(value, list) else [value])
    made = {"act": EVERYTHING, "offered": Offered(STATES, [LETTER]), "today": TODAY, **options}
    return ActForm(data, **made)


LETTER = Attached(
    id=FILE,
    name="letter.txt",
    media_type="text/plain",
    size=3,
    level=Confidentiality.CONFIDENTIAL,
    added_at=datetime(2026, 5, 2, tzinfo=UTC),
    added_by="P-AAAAAA",
    scanned=True,
)


def test_every_kind_of_field_is_filled_in_and_given_back():
    form = a_form(RIGHT)

    assert form.errors == {}
    assert form.content().fields == SAYS
    assert form.cleaned_data["on"] == date(2026, 5, 19)


def test_every_kind_of_field_has_the_control_that_fits_it():
    form = a_form()

    widgets = {name: type(field.widget).__name__ for name, field in form.fields.items()}
    assert {name: widgets[f"says_{name}"] for name in SAYS} == {
        "line": "TextInput",
        "account": "Textarea",
        "person": "TextInput",
        "number": "NumberInput",
        "amount": "NumberInput",
        "day": "DateInput",
        "state": "Select",
        "states": "SelectMultiple",
        "choice": "RadioSelect",
        "many": "Select",
        "symbol": "TextInput",
        "names": "Textarea",
        "answer": "RadioSelect",
        "file": "Select",
    }
    assert form.fields["says_day"].widget.input_type == "date"  # type: ignore[attr-defined]
    assert 'value="2026-05-20"' in str(form["on"])
    # In the order of their names, accents or none.
    assert [value for value, _words in form.fields["says_state"].choices] == [  # type: ignore[attr-defined]
        "",
        "ALA",
        "CIV",
        "FRA",
        "PER",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("line", "", id="nothing"),
        pytest.param("line", "   ", id="blanks"),
        pytest.param("line", "a\0b", id="a zero byte"),
        pytest.param("line", "x" * 1_001, id="too long"),
        pytest.param("number", "three", id="a word for a number"),
        pytest.param("number", "1e9", id="a float for a number"),
        pytest.param("number", "9" * 30, id="more than is ever counted"),
        pytest.param("amount", "NaN", id="not a number"),
        pytest.param("amount", "Infinity", id="no amount"),
        pytest.param("day", "31/05/2026", id="a day written otherwise"),
        pytest.param("day", "2026-02-30", id="a day that is not"),
        pytest.param("state", "XXX", id="no State"),
        pytest.param("states", ["PER", "XXX"], id="no State among States"),
        pytest.param("choice", "c", id="no choice"),
        pytest.param("names", "\n \n", id="no names"),
        pytest.param("answer", "", id="neither yes nor no"),
        pytest.param("answer", "maybe", id="no answer"),
        pytest.param("file", str(uuid4()), id="a file of another matter"),
        pytest.param("file", "", id="no file"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_alone(name: str, value: Any):
    form = a_form({**RIGHT, f"says_{name}": value})

    assert list(form.errors) == [f"says_{name}"]
    assert form[f"says_{name}"].value() in (value, value[-1:])


def test_what_need_not_be_said_may_be_left_out():
    from dataclasses import replace

    fields = tuple(replace(one, required=False) for one in EVERYTHING.fields)
    form = a_form({"on": "2026-05-19", "precision": "day"}, act=replace(EVERYTHING, fields=fields))

    assert form.errors == {}
    assert form.content().fields == {}


@pytest.mark.parametrize(
    ("on", "precision", "kept"),
    [
        (date(2026, 2, 3), Precision.DAY, date(2026, 2, 3)),
        (date(2026, 2, 3), Precision.BY, date(2026, 2, 3)),
        (date(2026, 2, 3), Precision.MONTH, date(2026, 2, 28)),
        (date(2025, 2, 3), Precision.YEAR, date(2025, 12, 31)),
        # The month and the year are not over: it has happened by today.
        (date(2026, 5, 3), Precision.MONTH, TODAY),
        (date(2026, 2, 3), Precision.YEAR, TODAY),
        # A day to come is refused elsewhere, as it was typed.
        (date(2026, 6, 3), Precision.MONTH, date(2026, 6, 3)),
    ],
)
def test_of_a_month_or_a_year_the_last_day_possible_is_kept(
    on: date, precision: Precision, kept: date
):
    form = a_form({**RIGHT, "on": on.isoformat(), "precision": precision.value})

    assert form.is_valid()
    assert form.cleaned_data["on"] == kept
    assert last_day(on, precision, TODAY) == kept


def test_a_file_is_chosen_or_added():
    from tests.acting.filling import a_file

    def errors(chosen: str, added: bool) -> dict[str, Any]:
        form = ActForm(
            _data({**RIGHT, "says_file": chosen}),
            {"says_file_new": a_file()} if added else {},
            act=EVERYTHING,
            offered=Offered(STATES, [LETTER]),
            today=TODAY,
            adds_files=True,
        )
        return dict(form.errors)

    assert errors(str(FILE), added=False) == {}
    assert errors("", added=True) == {}
    assert errors("", added=False) == {"says_file": ["This act names a file."]}
    assert errors(str(FILE), added=True) == {}


def _data(typed: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_a_form_without_its_marks_gets_marks_with_which_it_can_be_sent_again():
    form = a_form({**RIGHT, "token": "none", "seen": "-1"})

    assert form.is_valid()
    assert form.cleaned_data["token"] == UUID(form["token"].value())
    assert form.cleaned_data["seen"] == 0
    kept = a_form({**RIGHT, "token": str(FILE), "seen": "7"})
    assert kept.is_valid()
    assert (kept.cleaned_data["token"], kept.cleaned_data["seen"]) == (FILE, 7)


def test_an_act_is_filled_into_its_form_and_comes_back_as_it_was():
    entry = Entry(1, "everything", date(2026, 3, 31), datetime(2026, 4, 1, tzinfo=UTC), SAYS)
    entry = entry._replace(precision=Precision.MONTH, source="CAT/C/69/3")
    first = as_filled(entry, EVERYTHING, hidden=())
    blank = RectifyForm(act=EVERYTHING, offered=Offered({}), today=TODAY, initial=first)

    typed: dict[str, Any] = {name: blank[name].value() for name in blank.fields}
    typed = {name: value for name, value in typed.items() if value is not None}
    form = RectifyForm(
        _data(
            {
                name: value if isinstance(value, list) else str(value)
                for name, value in typed.items()
            }
            | {"reason": "A slip"}
        ),
        act=EVERYTHING,
        offered=Offered({}),
        today=TODAY,
        initial=first,
    )

    assert form.errors == {}
    assert form.content().fields == SAYS
    assert (form.cleaned_data["on"], form.cleaned_data["precision"]) == (
        date(2026, 3, 31),
        "month",
    )
    assert form.cleaned_data["source"] == "CAT/C/69/3"


def test_a_long_text_on_a_line_has_room_when_it_is_rectified():
    text = "One\nTwo"
    entry = Entry(1, "everything", TODAY, datetime(2026, 5, 20, tzinfo=UTC), {"line": text})
    form = RectifyForm(
        act=EVERYTHING,
        offered=Offered(STATES),
        today=TODAY,
        initial=as_filled(entry, EVERYTHING, ()),
    )

    assert type(form.fields["says_line"].widget).__name__ == "Textarea"
    assert form["says_line"].value() == text


def test_what_is_hidden_is_not_on_the_form_and_is_kept():
    entry = Entry(1, "everything", TODAY, datetime(2026, 5, 20, tzinfo=UTC), SAYS)
    hidden = {"account", "person"}
    first = as_filled(entry, EVERYTHING, hidden)

    form = a_form({**RIGHT, "says_person": "Somebody else"}, without=hidden, initial=first)

    assert hidden.isdisjoint({name.removeprefix("says_") for name in form.fields})
    assert "Ana Paz" not in str(first.get("says_person", ""))
    assert form.is_valid()
    content = form.content({name: SAYS[name] for name in hidden})  # type: ignore[misc]
    assert (content.fields["account"], content.fields["person"]) == ("Two\nlines", "Ana Paz")
