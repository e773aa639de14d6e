"""Roles, kinds of access and faces in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.access.permissions import ROLES
from amparo.docket.team import Access

KINDS = {
    "team": gettext_noop("One of the team"),
    "named": gettext_noop("By name"),
    "emergency": gettext_noop("In an emergency"),
}

FACES = {
    "desk": gettext_noop("at the desk"),
    "mission": gettext_noop("at the face of missions"),
    "api": gettext_noop("by a program"),
    "command": gettext_noop("from the command line"),
}


@dataclass(frozen=True, slots=True)
class Worded:
    """One person's access, with its role and kind in words."""

    access: Access
    role: str
    kind: str


def accesses_in_words(accesses: Iterable[Access]) -> list[Worded]:
    """Return who has access, in words."""
    return [Worded(one, _(ROLES[one.role].title), _(KINDS[one.kind.value])) for one in accesses]


def faces_in_words() -> dict[str, str]:
    """Return the faces at which a matter is read, in words."""
    return {name: _(words) for name, words in FACES.items()}
