"""Roles and kinds of access in the reader's language."""

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


@dataclass(frozen=True, slots=True)
class Worded:
    """One person's access, with its role and kind in words."""

    access: Access
    role: str
    kind: str


def accesses_in_words(accesses: Iterable[Access]) -> list[Worded]:
    """Return who has access, in words."""
    return [Worded(one, _(ROLES[one.role].title), _(KINDS[one.kind.value])) for one in accesses]
