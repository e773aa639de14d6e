"""What is typed in the administrator's room: shape and length, and nothing decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from amparo.access.enums import AccountState
from amparo.access.permissions import IN_A_MATTER, ROLES, Role
from amparo.bodies.queries import mechanism_names
from amparo.registry.queries import sort_key, state_names

# Roles in a single matter are given where its team is put together.
ROLES_TO_GIVE = tuple(one for one in ROLES if one is not Role.SERVICE and one not in IN_A_MATTER)
_NATIONALITIES = ("nationality", "second_nationality", "third_nationality")
_STATES_OF_ACCOUNTS = {
    AccountState.INVITED: _("invited"),
    AccountState.ACTIVE: _("active"),
    AccountState.CLOSED: _("closed"),
}


def role_choices() -> list[tuple[str, str]]:
    """Return the roles that can be given, by their title."""
    return [(one.value, now(ROLES[one].title)) for one in ROLES_TO_GIVE]


def body_choices() -> list[tuple[str, str]]:
    """Return the mechanisms, by name."""
    names = mechanism_names(get_language() or "en")
    return sorted(((code, name) for code, (name, _short) in names.items()), key=lambda one: one[1])


def state_choices() -> list[tuple[str, str]]:
    """Return the States, by name."""
    names = state_names(get_language() or "en")
    return sorted(names.items(), key=lambda one: sort_key(one[1]))


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, object]]) -> None:
    """Give a field of a form its choices, in the language being spoken."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class SearchForm(forms.Form):
    """A name, an address or a code to look for."""

    asked = forms.CharField(label=_("Name, e-mail address or code"), max_length=254)


class NarrowForm(forms.Form):
    """Which accounts are listed."""

    state = forms.ChoiceField(label=_("Account"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    before = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = [(one.value, words) for one, words in _STATES_OF_ACCOUNTS.items()]
        choose(self, "state", [("", _("all")), *states])
        choose(self, "role", [("", _("any or none")), *role_choices()])


class RoleForm(forms.Form):
    """A role, for which body, for which State."""

    role = forms.ChoiceField(label=_("Role"))
    body = forms.ChoiceField(label=_("Body"), required=False)
    state = forms.ChoiceField(label=_("State it answers for"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "role", [("", _("Choose a role")), *role_choices()])
        choose(self, "body", [("", _("every body")), *body_choices()])
        choose(self, "state", [("", _("none")), *state_choices()])

    def clean_role(self) -> Role | None:
        """Return the role chosen."""
        value = self.cleaned_data["role"]
        return Role(value) if value else None


class NationalitiesForm(forms.Form):
    """Up to three nationalities."""

    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    second_nationality = forms.ChoiceField(label=_("Second nationality"), required=False)
    third_nationality = forms.ChoiceField(label=_("Third nationality"), required=False)

    def __init__(self, *args: Any, held: tuple[str, ...] = (), **options: Any) -> None:
        options["initial"] = dict(zip(_NATIONALITIES, held, strict=False))
        super().__init__(*args, **options)
        # A nationality noted from the command line may be of no State in the registry.
        known = dict(state_choices())
        choices = [
            ("", _("none")),
            *known.items(),
            *((one, one) for one in held if one not in known),
        ]
        for name in _NATIONALITIES:
            choose(self, name, choices)

    @property
    def nationalities(self) -> tuple[str, ...]:
        """The nationalities given."""
        return tuple(one for name in _NATIONALITIES if (one := self.cleaned_data[name]))


class InviteForm(NationalitiesForm, RoleForm):
    """Who is invited, and to which role."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language of letters and pages"))
    field_order = ["email", "name", "language", *_NATIONALITIES, "role", "body", "state"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "language", settings.LANGUAGES)
        self.fields["role"].required = False
        choose(self, "role", [("", _("none yet")), *role_choices()])


class CloseForm(forms.Form):
    """The code of the account, typed."""

    code = forms.CharField(label=_("Code of the account"), max_length=12)

    def __init__(self, *args: Any, expected: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = expected

    def clean_code(self) -> str:
        """Raise unless it is the code of this account."""
        code: str = self.cleaned_data["code"]
        if code.upper() != self.expected:
            raise forms.ValidationError(now("This is not the code of this account."))
        return code
