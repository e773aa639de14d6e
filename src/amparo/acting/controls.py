"""From a field of an act to the control it is filled in with: one function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.docket.attachments import Attached
from amparo.docket.entries import Stored
from amparo.docket.procedure import Field, Kind
from amparo.registry.queries import sort_key

LONGEST_TEXT = 50_000
LONGEST_LINE = 1_000
LONGEST_SYMBOL = 120
# Wider than anything that is counted, and narrow enough for every database and every calendar.
LARGEST = 10**9
FEW = 6  # so many choices are all seen at once
ISO_DAY = "%Y-%m-%d"
YES, NO = "yes", "no"

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen from: the States by their names in the reader's language, and files."""

    states: Mapping[str, str]
    files: Sequence[Attached] = ()


class DayField(forms.DateField):
    """A day, in the control that browsers have for it."""

    widget = forms.DateInput

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format=ISO_DAY)
        super().__init__(input_formats=[ISO_DAY], widget=widget, **options)


class LongTextField(forms.CharField):
    """A text with room; its lines end alike, whichever browser sent it."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        """Return the text."""
        return str(super().clean(value)).replace("\r\n", "\n")


class LinesField(forms.CharField):
    """Several names, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        """Return the lines that say something."""
        lines = str(super().clean(value)).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Return names as they are typed."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class YesNoField(forms.ChoiceField):
    """Yes, no, or, where the act need not say, neither."""

    widget = forms.RadioSelect

    def __init__(self, *, required: bool, **options: Any) -> None:
        choices = [(YES, _("yes")), (NO, _("no"))]
        choices += [] if required else [("", _("not said"))]
        super().__init__(required=required, choices=choices, **options)

    def clean(self, value: Any) -> Any:
        """Return True, False, or None where it is not said."""
        return {YES: True, NO: False}.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Return which of the choices a value is."""
        return {True: YES, False: NO, None: ""}.get(value, value)


def control(of: Field, offered: Offered) -> forms.Field:
    """Return the control with which a field of an act is filled in."""
    return _CONTROLS[of.kind](of, offered, {"label": _(of.label), "required": of.required})


def is_long(text: str) -> bool:
    """Test whether a text does not fit on one line."""
    return len(text) > LONGEST_LINE or "\n" in text


def long_text(of: Field) -> forms.Field:
    """Return a control with room for a text that is longer than its field would ask for."""
    return LongTextField(label=_(of.label), required=of.required, max_length=LONGEST_TEXT)


def _text(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    """A name or a line stands on one line; what somebody has to tell has room."""
    if of.is_sealed and not of.indexed:
        return LongTextField(max_length=LONGEST_TEXT, **options)
    return forms.CharField(max_length=LONGEST_LINE, **options)


def _symbol(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    widget = forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"})
    return forms.CharField(max_length=LONGEST_SYMBOL, widget=widget, **options)


def _integer(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(min_value=-LARGEST, max_value=LARGEST, **options)


def _amount(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    largest = Decimal(LARGEST)
    return forms.DecimalField(
        min_value=-largest, max_value=largest, max_digits=20, decimal_places=6, **options
    )


def _day(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    return DayField(**options)


def _state(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    choices = [("", _("Choose a State")), *_by_name(offered.states)]
    return forms.ChoiceField(choices=choices, **options)


def _states(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    widget = forms.SelectMultiple(attrs={"size": 8})
    help_text = _("Several can be chosen: hold Ctrl, or Command on a Mac, while choosing.")
    return forms.MultipleChoiceField(
        choices=_by_name(offered.states), widget=widget, help_text=help_text, **options
    )


def _choice(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    choices = [(value, _(title)) for value, title in of.choices.items()]
    if len(choices) <= FEW:
        choices += [] if of.required else [("", _("not said"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)
    first = _("Choose one") if of.required else _("not said")
    return forms.ChoiceField(choices=[("", first), *choices], **options)


def _names(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    return LinesField(max_length=LONGEST_TEXT, help_text=_("One on each line."), **options)


def _yes_no(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    return YesNoField(**options)


def _file(of: Field, offered: Offered, options: dict[str, Any]) -> forms.Field:
    """A file that the matter has; whether another one may be added is asked of the form."""
    files = [
        (str(one.id), f"{one.name} ({wording.day(one.added_at.date())})") for one in offered.files
    ]
    # Whether one is missing can only be said beside what is being added.
    options["required"] = False
    return forms.ChoiceField(choices=[("", _("None of these")), *files], **options)


def _by_name(states: Mapping[str, str]) -> Choices:
    return sorted(states.items(), key=lambda one: sort_key(one[1]))


_CONTROLS: dict[Kind, Callable[[Field, Offered, dict[str, Any]], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.AMOUNT: _amount,
    Kind.DAY: _day,
    Kind.STATE: _state,
    Kind.STATES: _states,
    Kind.CHOICE: _choice,
    Kind.SYMBOL: _symbol,
    Kind.NAMES: _names,
    Kind.YES_NO: _yes_no,
    Kind.FILE: _file,
}


def as_typed(of: Field, value: Stored) -> object:
    """Return what an act says as it would have been typed, to fill its form with."""
    if of.kind is Kind.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    return value
