"""The form of an act, made from the procedure: shape and length, and nothing decided."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from amparo.docket.entries import Entry, Fields, Precision
from amparo.docket.procedure import ActType, Content, Field, Kind

from .controls import (
    LONGEST_LINE,
    DayField,
    LongTextField,
    Offered,
    as_typed,
    control,
    is_long,
    long_text,
)

SAYS, NEW = "says_", "_new"  # the names of controls, apart from those that every form has
LONGEST_REFERENCE, LONGEST_REASON = 80, 2_000
PRECISIONS = {
    Precision.DAY: _("The day itself is known"),
    Precision.MONTH: _("Only the month is known"),
    Precision.YEAR: _("Only the year is known"),
    Precision.BY: _("It had happened by this day"),
}


class Marked(forms.Form):
    """A form that counts once (`token`) and knows what its reader had seen (`seen`)."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    # What is missing is said by us, in the reader's language, with the rest still there.
    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        seen: int = 0,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        first = {"token": uuid4(), "seen": seen, **(initial or {})}
        super().__init__(_marked(data), files, initial=first)

    def see(self, seen: int) -> None:
        """Take it that the reader has now been shown what the docket holds."""
        self._put("seen", str(seen))

    def _put(self, name: str, value: str) -> None:
        data: Any = self.data
        self.data = data.copy()
        self.data[name] = value  # type: ignore[index]


def _marked(data: Any) -> Any:
    """Return what was sent, with marks that can be used where it came without."""
    if data is None:
        return None
    data = data.copy()
    try:
        UUID(data.get("token", ""))
    except ValueError:
        data["token"] = str(uuid4())
    if re.fullmatch(r"\d{1,9}", data.get("seen", ""), re.ASCII) is None:
        data["seen"] = "0"
    return data


class ActForm(Marked):
    """
    An act to be entered: what it says, its day, how exactly that is known, and its source.

    `without` are fields that the reader may not read in the act that is rectified: they stay as
    they are. Where `adds_files`, a file can be chosen or added.
    """

    on = DayField(label=_("Day on which it took effect"))
    precision = forms.ChoiceField(
        label=_("How exactly the day is known"),
        choices=[(one.value, words) for one, words in PRECISIONS.items()],
        help_text=_("Of a month or a year, the last day is kept."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=_(
            "A document or a page that others can look up, never a person: it is not sealed, and"
            " goes out with an act that is made public."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        act: ActType,
        offered: Offered,
        today: date,
        without: Collection[str] = (),
        adds_files: bool = False,
        seen: int = 0,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        first = {"on": today, "precision": Precision.DAY.value, **(initial or {})}
        super().__init__(data, files, seen=seen, initial=first)
        self.act, self.today = act, today
        self.said = [one for one in act.fields if one.name not in without]
        for one in self.said:
            self.fields[SAYS + one.name] = control(one, offered)
            if one.kind is Kind.FILE and adds_files:
                self.fields[SAYS + one.name + NEW] = forms.FileField(
                    label=now("Or add a file"), required=False, max_length=255
                )
        self._offer_what_was_said()
        self.order_fields(self._in_order())

    def _in_order(self) -> list[str]:
        """Return the controls as they stand on the page: files last, lest they keep others out."""
        # Of a form that is too large to be read to its end, what comes before the file is read.
        files = [SAYS + one.name + end for one in self.file_fields() for end in ("", NEW)]
        says = [SAYS + one.name for one in self.said if SAYS + one.name not in files]
        return ["token", "seen", "reference", *says, "on", "precision", "source", "reason", *files]

    def clean(self) -> dict[str, Any]:
        """Hold against each other what is chosen and what is added, the day and its precision."""
        given = super().clean() or self.cleaned_data
        for one in self.file_fields():
            self._check_file(one, given)
        if given.get("on") and given.get("precision"):
            given["on"] = last_day(given["on"], Precision(given["precision"]), self.today)
        return given

    def file_fields(self) -> list[Field]:
        """Return the fields that name a file."""
        return [one for one in self.said if one.kind is Kind.FILE]

    def added_files(self) -> dict[str, Any]:
        """Return the files that were sent with the form, by the field that is to name each."""
        sent = {
            one.name: self.cleaned_data.get(SAYS + one.name + NEW) for one in self.file_fields()
        }
        return {name: file for name, file in sent.items() if file}

    def take_in(self, name: str, file: UUID, called: str) -> None:
        """Choose a file that was added a moment ago, so that it need not be sent again."""
        self.cleaned_data[SAYS + name] = str(file)
        self._put(SAYS + name, str(file))
        self._offer(name, str(file), called)

    def content(self, kept: Fields | None = None) -> Content:
        """
        Return the content of the act as it was typed, with what is `kept` of the one it replaces.

        :raises Refused: if a value does not fit.
        """
        typed = {one.name: self.cleaned_data[SAYS + one.name] for one in self.said}
        return self.act.content({**(kept or {}), **typed})

    def _check_file(self, one: Field, given: dict[str, Any]) -> None:
        # A file that is added takes the place of one that is chosen: it came later.
        chosen, added = given.get(SAYS + one.name), given.get(SAYS + one.name + NEW)
        if one.required and not chosen and not added and SAYS + one.name not in self.errors:
            self.add_error(SAYS + one.name, now("This act names a file."))

    def _offer_what_was_said(self) -> None:
        """Let what the act already says be kept as it is, were it offered to nobody else."""
        for one in self.said:
            value = self.initial.get(SAYS + one.name)
            if one.kind is Kind.FILE and value:
                self._offer(one.name, str(value), now("The file that it names now"))
            elif one.kind is Kind.STATE and value:
                self._offer(one.name, str(value), str(value))
            elif one.kind is Kind.STATES and isinstance(value, list):
                for code in value:
                    self._offer(one.name, code, code)
            elif one.kind is Kind.TEXT and isinstance(value, str) and is_long(value):
                self.fields[SAYS + one.name] = long_text(one)

    def _offer(self, name: str, value: str, words: str) -> None:
        field: Any = self.fields[SAYS + name]
        if value not in {one for one, _words in field.choices}:
            field.choices = [*field.choices, (value, words)]


class OpeningForm(ActForm):
    """The first act of a docket, and the reference that the docket is to have."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=LONGEST_REFERENCE,
        help_text=_("Letters, digits and / - . : without any name; it is never changed."),
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )


def _reason(label: Any) -> forms.CharField:
    return LongTextField(
        label=label,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is sealed with the matter."),
    )


class RectifyForm(ActForm):
    """An act in the place of another, and why."""

    reason = _reason(_("Why it is rectified"))


class StrikeForm(Marked):
    """Why an act is taken back."""

    reason = _reason(_("Why it is taken back"))


def as_filled(entry: Entry, act: ActType, hidden: Collection[str]) -> dict[str, object]:
    """Return what an act says as its form is filled with it, without what is hidden."""
    fields = {one.name: one for one in act.fields}
    says = {
        SAYS + name: as_typed(fields[name], value)
        for name, value in entry.fields.items()
        if name in fields and name not in hidden
    }
    return {
        "on": entry.on,
        "precision": entry.precision.value,
        "source": entry.source,
        **says,
    }


def last_day(on: date, precision: Precision, today: date) -> date:
    """
    Return the last day possible, where only the month or the year is known, and not one to come.

    Source: the precision of an act's day (docket).
    """
    match precision:
        case Precision.MONTH:
            last = on.replace(day=calendar.monthrange(on.year, on.month)[1])
        case Precision.YEAR:
            last = on.replace(month=12, day=31)
        case _:
            return on
    return max(on, min(last, today))
