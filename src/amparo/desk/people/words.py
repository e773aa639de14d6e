"""Roles, bodies and States as the administrator reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.access.accounts.people import Held
from amparo.access.enums import AccountState
from amparo.access.permissions import ROLES, Role
from amparo.bodies.queries import mechanism_names
from amparo.registry.queries import state_names


@dataclass(frozen=True, slots=True)
class Names:
    """What bodies and States are called in the reader's language."""

    bodies: Mapping[str, tuple[str, str]]
    states: Mapping[str, str]

    def body(self, code: str) -> str:
        """Return the name of a body; its code if the record does not know it."""
        return self.bodies.get(code, (code, code))[0]

    def state(self, iso3: str) -> str:
        """Return the name of a State; its letters if the record does not know it."""
        return self.states.get(iso3, iso3)

    def role(self, held: Held) -> str:
        """Return a role as it is held, in words."""
        return self.post(held.role, held.body, held.state)

    def post(self, role: Role, body: str, state: str) -> str:
        """Return a role, with the body and the State that it is for."""
        title = _(ROLES[role].title)
        about = [self.body(body)] if body else []
        about += [self.state(state)] if state else []
        if not about:
            return title
        return _("{role} ({about})").format(role=title, about=" · ".join(about))


def names_used() -> Names:
    """Return the names in the language being spoken."""
    language = get_language() or "en"
    return Names(mechanism_names(language), state_names(language))


def said_of(state: AccountState) -> str:
    """Return where an account stands, in a word."""
    match state:
        case AccountState.INVITED:
            return _("invited")
        case AccountState.ACTIVE:
            return _("active")
        case AccountState.CLOSED:
            return _("closed")
