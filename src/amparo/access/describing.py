"""Roles, permissions and doors in words, for docs/reference/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amparo.core.confidentiality import Confidentiality

from .permissions import PERMISSION_TITLES, ROLES, Permission, Reach, Role, Terms
from .rules.need_to_know import DECIDING

_GENERATED = "<!-- Written by `make docs` from the code; change the code, not this page. -->\n"
PERSONS = [role for role in Role if role is not Role.SERVICE]
EVERYONE, ACCOUNT = "everyone", "account"


@dataclass(frozen=True, slots=True)
class Door:
    """
    An address of the system and who may open it: permissions, `everyone` or `account`.

    `for_outsiders` says whose face it stands at: that of outsiders, of the body, or of both.
    """

    path: str
    opens_to: tuple[str, ...]
    for_outsiders: bool | None = None

    def opens(self, role: Role | None) -> bool:
        """Test whether it opens to somebody who holds this role; None is nobody signed in."""
        if EVERYONE in self.opens_to:
            return True
        if role is None:
            return False
        if ACCOUNT in self.opens_to:
            return True
        at_home = self.for_outsiders in (None, ROLES[role].outsider)
        return at_home and not ROLES[role].may.isdisjoint(self.opens_to)


def roles_page() -> str:
    """Return the table of roles: whom they are for, what they reach, read and may do."""
    rows = [_role(role, ROLES[role]) for role in PERSONS]
    head = [
        "| Role | For | Reaches | Reads there | Reads in its own matters | Second factor |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    recused = ", ".join(sorted(role.value for role in DECIDING))
    parts = [
        _GENERATED,
        "# Roles",
        "Who holds which role, and what comes with it. A class includes the classes before it: "
        + ", ".join(level.value for level in Confidentiality)
        + ".",
        "\n".join([*head, *rows]),
        f"Recused from every matter that concerns a State of their nationality: {recused} "
        "(TB-EL-5, SPT-VIS-4), whatever else they hold or are granted. Outsiders read of a matter "
        "only the acts that are shared with their role. Who runs or audits the system takes no "
        "part in matters.",
        "## Permissions",
        _permissions(),
    ]
    return "\n\n".join(parts) + "\n"


def doors_page(doors: Iterable[Door]) -> str:
    """Return the table of every address and who can open it."""
    head = [
        f"| Address | Opens to | nobody | {' | '.join(role.value for role in PERSONS)} |",
        f"| --- | --- | --- | {' | '.join('---' for _role in PERSONS)} |",
    ]
    rows = [
        f"| `/{door.path}` | {' or '.join(door.opens_to)} | "
        + " | ".join("yes" if door.opens(role) else "–" for role in (None, *PERSONS))
        + " |"
        for door in doors
    ]
    parts = [
        _GENERATED,
        "# Doors",
        "Every address of the system and who can open it: everyone, anyone signed in about their "
        "own account, or those whose role carries the permission; the desk is for those of the "
        "body, the mission face for outsiders. Behind a door that opens, only "
        "the matters that the person may know of are there; the others answer as if they did not "
        "exist. A test walks through every door as every role.",
        "\n".join([*head, *rows]),
    ]
    return "\n\n".join(parts) + "\n"


def _role(role: Role, terms: Terms) -> str:
    about = terms.about
    reads = terms.reads.value if terms.reads else "–"
    own = terms.reads_own.value if terms.reads_own and terms.reach is not Reach.NONE else "–"
    only = f" ({', '.join(sorted(terms.procedures))} only)" if terms.procedures else ""
    forced = "required" if terms.staff else "offered"
    return (
        f"| **{role.value}** | {about} | {terms.reach.value}{only} | {reads} | {own} | {forced} |"
    )


def _permissions() -> str:
    rows = [
        f"| {PERMISSION_TITLES[one]} | `{one.value}` | "
        + (", ".join(role.value for role in PERSONS if one in ROLES[role].may) or "–")
        + " |"
        for one in Permission
    ]
    return "\n".join(["| Permission | Name | Roles |", "| --- | --- | --- |", *rows])
