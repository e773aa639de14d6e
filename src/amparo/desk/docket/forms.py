"""What is typed and chosen on the pages of matters: shape and length, and nothing decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from amparo.access.permissions import IN_A_MATTER, ROLES, Role
from amparo.core.confidentiality import Confidentiality
from amparo.docket.attachments import LEVELS
from amparo.docket.narrowing import Due, Narrowed, Order, Place, Waits
from amparo.docket.notes import LONGEST
from amparo.docket.procedure import PROCEDURES
from amparo.registry.queries import sort_key

Choices = list[tuple[str, str]]

_LONGEST_REFERENCE = 80
_LONGEST_REASON = 1_000
LEVEL_WORDS = {
    Confidentiality.INTERNAL: _("Internal: everyone of the body who may know of the matter"),
    Confidentiality.CONFIDENTIAL: _("Confidential: those who read confidential matters"),
    Confidentiality.PERSONAL: _("Personal: the team of the matter and the custodian of identities"),
}


class NarrowForm(forms.Form):
    """Which matters are listed, in which order, and after which one the page begins."""

    procedure = forms.ChoiceField(label=_("Procedure"), required=False)
    status = forms.ChoiceField(label=_("Standing"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    due = forms.ChoiceField(
        label=_("Time limit"),
        required=False,
        choices=[
            ("", _("all")),
            (Due.LATE.value, _("late")),
            (Due.THIS_WEEK.value, _("due within seven days")),
            (Due.LATER.value, _("due later")),
            (Due.NOTHING.value, _("none runs")),
        ],
    )
    waits = forms.ChoiceField(
        label=_("Waits for"),
        required=False,
        choices=[
            ("", _("all")),
            (Waits.FOR_ME.value, _("me")),
            (Waits.FOR_OTHERS.value, _("others")),
        ],
    )
    reference = forms.CharField(
        label=_("Reference, or a part of it"), required=False, max_length=_LONGEST_REFERENCE
    )
    order = forms.ChoiceField(
        label=_("In the order of"),
        required=False,
        choices=[
            (Order.LATEST.value, _("the latest act")),
            (Order.DUE.value, _("the next time limit")),
            (Order.REFERENCE.value, _("the reference")),
        ],
    )
    after = forms.CharField(required=False, max_length=_LONGEST_REFERENCE + 20)

    def __init__(
        self,
        *args: Any,
        names: Mapping[str, str],
        bodies: Mapping[str, tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        procedures = [(one.name, now(one.title)) for one in PROCEDURES.values()]
        states = sorted(names.items(), key=lambda one: sort_key(one[1]))
        of_bodies = [(code, name) for code, (name, _short) in bodies.items()]
        _offer(self, "procedure", ("", now("all")), _in_order(procedures))
        _offer(self, "state", ("", now("all")), states)
        _offer(self, "body", ("", now("all")), _in_order(of_bodies))
        _offer(self, "status", ("", now("all")), self._standings())

    @property
    def has_standings(self) -> bool:
        """Whether a procedure is chosen, whose standings can be chosen from."""
        return bool(self._standings())

    @property
    def narrowed(self) -> Narrowed:
        """What was chosen."""
        said = self.cleaned_data
        words = ("procedure", "status", "state", "body", "reference")
        return Narrowed(
            **{name: said[name] for name in words},
            due=Due(said["due"]) if said["due"] else None,
            waits=Waits(said["waits"]) if said["waits"] else None,
        )

    @property
    def in_order(self) -> Order:
        """The order that was chosen."""
        return Order(self.cleaned_data["order"] or Order.LATEST)

    def chosen(self) -> dict[str, str]:
        """Return what was chosen as it stands in an address, the place in the list apart."""
        said = self.cleaned_data
        return {name: said[name] for name in self.fields if said[name] and name != "after"}

    def clean_after(self) -> Place | None:
        """Return the place of the last matter on the page before."""
        text: str = self.cleaned_data["after"]
        if not text:
            return None
        day, comma, reference = text.partition(",")
        try:
            if not (comma and reference):
                raise ValueError(text)
            return Place(date.fromisoformat(day) if day else None, reference)
        except ValueError:
            raise forms.ValidationError(now("This is not a place in the list.")) from None

    def _standings(self) -> Choices:
        chosen = PROCEDURES.get(self.data.get("procedure", ""))
        return [(name, now(title)) for name, title in chosen.standings.items()] if chosen else []


class _AsTheyAre(BaseChoiceIterator):
    """Choices that are pairs already; Django looks at each of two hundred States to see whether."""

    def __init__(self, pairs: Choices) -> None:
        self.pairs = pairs

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)


def _offer(form: forms.Form, name: str, first: tuple[str, str], rest: Choices) -> None:
    """Offer choices that depend on the language being spoken, or on what else was chosen."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
    field.choices = _AsTheyAre([first, *rest])


def _in_order(choices: Choices) -> Choices:
    return sorted(choices, key=lambda one: sort_key(one[1]))


class NameForm(forms.Form):
    """The name of a person to look for."""

    name = forms.CharField(label=_("Name"), max_length=200)
    words = forms.BooleanField(
        label=_("Its words in any order, with others between them"), required=False
    )


class SearchForm(forms.Form):
    """What to look for in matters."""

    q = forms.CharField(
        label=_("Search in matters"),
        max_length=500,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    page = forms.IntegerField(min_value=1, max_value=30, required=False, widget=forms.HiddenInput)

    @property
    def number(self) -> int:
        """The page that is wanted."""
        return self.cleaned_data["page"] or 1


class FileForm(forms.Form):
    """A file, and who may read it."""

    file = forms.FileField(label=_("File"), max_length=255)
    level = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[(one.value, LEVEL_WORDS[one]) for one in LEVELS],
        initial=Confidentiality.CONFIDENTIAL.value,
        widget=forms.RadioSelect,
    )

    def clean_level(self) -> Confidentiality:
        """Return the class chosen."""
        return Confidentiality(self.cleaned_data["level"])


class GiveForm(forms.Form):
    """Who is given access to a matter, in which role, for how long."""

    TEAM, NAMED = "team", "named"

    code = forms.CharField(
        label=_("Code of the person"),
        max_length=12,
        help_text=_("It stands on the page of their account, and looks like P-7KQ2M9."),
    )
    role = forms.ChoiceField(label=_("Role"))
    kind = forms.ChoiceField(
        label=_("For how long"),
        choices=[
            (TEAM, _("As one of the team, until it is ended")),
            (NAMED, _("By name, until a day and for a reason")),
        ],
        initial=TEAM,
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=_("Until the end of the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=_LONGEST_REASON,
        help_text=_("It is sealed with the matter."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = [(one.value, now(ROLES[one].title)) for one in Role if one in IN_A_MATTER]
        _offer(self, "role", ("", now("Choose a role")), roles)

    def clean_role(self) -> Role:
        """Return the role chosen."""
        return Role(self.cleaned_data["role"])


class NoteForm(forms.Form):
    """What is noted about a matter."""

    text = forms.CharField(
        label=_("A note for those who work on the matter"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is sealed with the matter, and cannot be changed once it is written."),
    )


class AskForm(forms.Form):
    """The matter to which access is needed at once, and why."""

    reference = forms.CharField(label=_("Reference of the matter"), max_length=_LONGEST_REFERENCE)
    reason = forms.CharField(
        label=_("Why it is needed at once"),
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DisposeForm(forms.Form):
    """The reference of the matter, typed by who destroys its content."""

    reference = forms.CharField(
        label=_("Type the reference of the matter"), max_length=_LONGEST_REFERENCE
    )

    def __init__(self, *args: Any, expected: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = expected

    def clean_reference(self) -> str:
        """Raise unless it is the reference of this matter."""
        typed: str = self.cleaned_data["reference"]
        if typed != self.expected:
            raise forms.ValidationError(now("This is not the reference of this matter."))
        return typed
