"""Which lines of the trail are asked for, and in what form they are taken away."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from amparo.audit.events import EVENTS, Outcome
from amparo.audit.exporting import Form
from amparo.audit.queries import Filters

FACES = ("command", "entrance", "desk", "mission", "portal", "public", "api")
_OUTCOMES = {Outcome.DONE: _("done"), Outcome.REFUSED: _("refused")}
_LONGEST = 80


class DayField(forms.DateField):
    """A day, written as in 2025-12-31 in every language."""

    def __init__(self, **options: Any) -> None:
        wrong = _("This is not a day. Write a day as 2025-12-31.")
        super().__init__(
            input_formats=["%Y-%m-%d"],
            required=False,
            error_messages={"invalid": wrong},
            widget=forms.TextInput,
            **options,
        )


class FilterForm(forms.Form):
    """What narrows the trail; what is left empty does not."""

    by = forms.CharField(label=_("Who (code)"), max_length=_LONGEST, required=False)
    event = forms.ChoiceField(label=_("What"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    face = forms.ChoiceField(label=_("From where"), required=False)
    about = forms.CharField(label=_("About (reference)"), max_length=_LONGEST, required=False)
    since = DayField(label=_("From"))
    until = DayField(label=_("To"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        titles = sorted(((name, now(one.title)) for name, one in EVENTS.items()), key=_by_title)
        areas = sorted({one.area for one in EVENTS.values()})
        for name, choices in (
            ("event", titles),
            ("area", [(one, one) for one in areas]),
            ("outcome", [(one.value, words) for one, words in _OUTCOMES.items()]),
            ("face", [(one, one) for one in FACES]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
            field.choices = [("", _("any")), *choices]

    def clean_by(self) -> str:
        """Return the code as codes are written."""
        by: str = self.cleaned_data["by"]
        return by.upper() if by[:2] == "p-" else by

    def clean(self) -> dict[str, Any]:
        """Raise unless the first day is not after the last."""
        said: dict[str, Any] = self.cleaned_data
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            raise forms.ValidationError(now("The last day lies before the first."))
        return said

    def filters(self) -> Filters:
        """Return what was asked for as the trail takes it: `until` up to the end of its day."""
        said = self.cleaned_data
        return Filters(
            by=said["by"] or None,
            event=said["event"] or None,
            area=said["area"] or None,
            outcome=Outcome(said["outcome"]) if said["outcome"] else None,
            face=said["face"] or None,
            about=said["about"] or None,
            since=_begin(said["since"]),
            until=_begin(_next(said["until"])),
        )

    def asked(self) -> dict[str, str]:
        """Return what was asked for as it stands in an address."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class ExportForm(FilterForm):
    """What is taken away, and in what form."""

    form = forms.ChoiceField(choices=[(one.value, one.value) for one in Form])


def _by_title(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


def _begin(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, UTC) if day else None


def _next(day: date | None) -> date | None:
    # After the last day of the calendar nothing comes, and nothing needs to be left out.
    return day + timedelta(days=1) if day and day < date.max else None
