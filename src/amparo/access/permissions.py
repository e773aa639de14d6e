"""
Who a person is to the system: roles, permissions, and the one table that joins them.

Written to be read by someone who does not program; docs/reference/roles.md is generated from it.
Which matters a role reaches is decided in `rules/need_to_know.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from amparo.core.confidentiality import Confidentiality
from amparo.core.words import gettext_noop as _


class Role(StrEnum):
    """What a person may be in a body's work."""

    REGISTRAR = "registrar"
    SECRETARIAT = "secretariat"
    MEMBER = "member"
    HEAD_OF_DELEGATION = "head of delegation"
    RAPPORTEUR = "rapporteur"
    CASE_OFFICER = "case officer"
    CUSTODIAN_OF_IDENTITIES = "custodian of identities"
    STATISTICIAN = "statistician"
    PUBLISHER = "publisher"
    FUND_REVIEWER = "fund reviewer"
    STATE_FOCAL_POINT = "State focal point"
    AUTHORITY_FOCAL_POINT = "authority focal point"
    NPM_FOCAL_POINT = "NPM focal point"
    APPLICANT = "applicant"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SERVICE = "service"  # never a person: automated steps act under a name of their own


class Permission(StrEnum):
    """What may be done, apart from to which matter."""

    MATTERS_SEE = "matters.see"
    TEAM_SEE = "team.see"
    ACTS_ENTER = "acts.enter"
    FILES_READ = "files.read"
    FILES_ADD = "files.add"
    NOTES_READ = "notes.read"
    NOTES_WRITE = "notes.write"
    NOTES_STRIKE = "notes.strike"
    NAMES_SEARCH = "names.search"
    ACCESS_GRANT = "access.grant"
    EMERGENCY_ASK = "emergency.ask"
    EMERGENCY_DECIDE = "emergency.decide"
    MATTERS_DISPOSE = "matters.dispose"
    ACCOUNTS_MANAGE = "accounts.manage"
    TRAIL_READ = "trail.read"
    TRAIL_EXPORT = "trail.export"
    TRAIL_VERIFY = "trail.verify"


class Reach(StrEnum):
    """Which matters a role is about."""

    BODY = "every matter of the body"
    STATE = "matters that concern the State, as far as they are shared with it"
    OWN = "matters to whose team the person belongs, or to which access was granted"
    NONE = "no matter"


PERMISSION_TITLES: Mapping[Permission, str] = {
    Permission.MATTERS_SEE: _("See matters, each as far as the role reads it"),
    Permission.TEAM_SEE: _("See who else has access to a matter"),
    Permission.ACTS_ENTER: _("Enter the acts that the procedure leaves to the role"),
    Permission.FILES_READ: _("Read the files of a matter"),
    Permission.FILES_ADD: _("Add files to a matter"),
    Permission.NOTES_READ: _("Read the internal notes of a matter"),
    Permission.NOTES_WRITE: _("Write internal notes on a matter, and strike out one's own"),
    Permission.NOTES_STRIKE: _("Strike out a note that another person wrote"),
    Permission.NAMES_SEARCH: _("Search by the name of a person"),
    Permission.ACCESS_GRANT: _("Put together the team of a matter, and grant access to it"),
    Permission.EMERGENCY_ASK: _("Ask for access in an emergency"),
    Permission.EMERGENCY_DECIDE: _("Decide on access in an emergency that another person asks for"),
    Permission.MATTERS_DISPOSE: _("Destroy the confidential content of a matter at its end"),
    Permission.ACCOUNTS_MANAGE: _("Invite people, give and end roles, close accounts"),
    Permission.TRAIL_READ: _("Read the trail"),
    Permission.TRAIL_EXPORT: _("Export the trail"),
    Permission.TRAIL_VERIFY: _("Verify dockets, trail and checkpoints"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What comes with a role.

    `reads` is the highest class of field read in the matters that the role reaches, `reads_own` in
    those to whose team the person belongs. An outsider reads of a matter only the acts that are
    shared with the role. Staff must sign in with a second factor. `procedures` limits the role to
    some kinds of matter; none named means all.
    """

    title: str
    about: str
    reach: Reach
    reads: Confidentiality | None = None
    reads_own: Confidentiality | None = None
    may: frozenset[Permission] = frozenset()
    staff: bool = True
    outsider: bool = False
    procedures: frozenset[str] = frozenset()


_INTERNAL, _CONFIDENTIAL = Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL
_PERSONAL = Confidentiality.PERSONAL
_SEE = frozenset({Permission.MATTERS_SEE})
_INSIDE = _SEE | {Permission.TEAM_SEE}
_WORK = _INSIDE | {
    Permission.ACTS_ENTER,
    Permission.FILES_READ,
    Permission.FILES_ADD,
    Permission.NOTES_READ,
    Permission.NOTES_WRITE,
    Permission.EMERGENCY_ASK,
}
_TAKE_PART = _SEE | {Permission.ACTS_ENTER, Permission.FILES_READ, Permission.FILES_ADD}

ROLES: Mapping[Role, Terms] = {
    Role.REGISTRAR: Terms(
        _("Registrar"),
        _("Registers matters, puts their teams together, disposes of them at the end."),
        Reach.BODY,
        reads=_CONFIDENTIAL,
        reads_own=_PERSONAL,
        may=_WORK
        | {
            Permission.NOTES_STRIKE,
            Permission.NAMES_SEARCH,
            Permission.ACCESS_GRANT,
            Permission.EMERGENCY_DECIDE,
            Permission.MATTERS_DISPOSE,
        },
    ),
    Role.SECRETARIAT: Terms(
        _("Secretariat"),
        _("Does the daily work on the matters of a body."),
        Reach.BODY,
        reads=_CONFIDENTIAL,
        reads_own=_PERSONAL,
        may=_WORK | {Permission.ACCESS_GRANT, Permission.EMERGENCY_DECIDE},
    ),
    Role.MEMBER: Terms(
        _("Member"),
        _("Sits on the body; never sees a matter that concerns the State of their nationality."),
        Reach.BODY,
        reads=_CONFIDENTIAL,
        reads_own=_PERSONAL,
        may=_WORK,
    ),
    Role.HEAD_OF_DELEGATION: Terms(
        _("Head of delegation"),
        _("Leads a visit."),
        Reach.OWN,
        reads_own=_PERSONAL,
        may=_WORK,
    ),
    Role.RAPPORTEUR: Terms(
        _("Rapporteur"),
        _("Drafts for the body in the matters given to them."),
        Reach.OWN,
        reads_own=_PERSONAL,
        may=_WORK,
    ),
    Role.CASE_OFFICER: Terms(
        _("Case officer"),
        _("Keeps the matters given to them."),
        Reach.OWN,
        reads_own=_PERSONAL,
        may=_WORK,
    ),
    Role.CUSTODIAN_OF_IDENTITIES: Terms(
        _("Custodian of identities"),
        _("Keeps who the people in a matter are; searches by name."),
        Reach.BODY,
        reads=_PERSONAL,
        reads_own=_PERSONAL,
        may=_INSIDE | {Permission.NAMES_SEARCH, Permission.FILES_READ, Permission.EMERGENCY_DECIDE},
    ),
    Role.STATISTICIAN: Terms(
        _("Statistician"),
        _("Counts matters without reading them."),
        Reach.BODY,
        reads=_INTERNAL,
        reads_own=_INTERNAL,
        may=_INSIDE,
    ),
    Role.PUBLISHER: Terms(
        _("Publisher"),
        _("Prepares what goes out to the public."),
        Reach.BODY,
        reads=_CONFIDENTIAL,
        reads_own=_CONFIDENTIAL,
        may=_INSIDE | {Permission.ACTS_ENTER, Permission.FILES_READ, Permission.FILES_ADD},
    ),
    Role.FUND_REVIEWER: Terms(
        _("Fund reviewer"),
        _("Reviews applications to the Special Fund."),
        Reach.BODY,
        reads=_CONFIDENTIAL,
        reads_own=_CONFIDENTIAL,
        may=_INSIDE | {Permission.ACTS_ENTER, Permission.FILES_READ},
        procedures=frozenset({"contribution", "grant", "grant_round"}),
    ),
    Role.STATE_FOCAL_POINT: Terms(
        _("State focal point"),
        _("Answers for a State."),
        Reach.STATE,
        reads=_CONFIDENTIAL,
        reads_own=_CONFIDENTIAL,
        may=_TAKE_PART,
        staff=False,
        outsider=True,
    ),
    Role.AUTHORITY_FOCAL_POINT: Terms(
        _("Authority focal point"),
        _("Answers for an authority in charge of places, in the matters shared with it."),
        Reach.OWN,
        reads_own=_CONFIDENTIAL,
        may=_TAKE_PART,
        staff=False,
        outsider=True,
    ),
    Role.NPM_FOCAL_POINT: Terms(
        _("NPM focal point"),
        _("Speaks for a national preventive mechanism."),
        Reach.STATE,
        reads=_CONFIDENTIAL,
        reads_own=_CONFIDENTIAL,
        may=_TAKE_PART,
        staff=False,
        outsider=True,
    ),
    Role.APPLICANT: Terms(
        _("Applicant"),
        _("Applies for a grant, and reports on it."),
        Reach.OWN,
        reads_own=_CONFIDENTIAL,
        may=_TAKE_PART,
        staff=False,
        outsider=True,
    ),
    Role.AUDITOR: Terms(
        _("Auditor"),
        _("Reads who did, saw or was refused what; reads no matter."),
        Reach.NONE,
        may=frozenset({Permission.TRAIL_READ, Permission.TRAIL_EXPORT, Permission.TRAIL_VERIFY}),
    ),
    Role.ADMINISTRATOR: Terms(
        _("Administrator"),
        _("Runs the system and its accounts; reads no matter."),
        Reach.NONE,
        may=frozenset({Permission.ACCOUNTS_MANAGE}),
    ),
    Role.SERVICE: Terms(
        _("Service"),
        _("An automated step; no person can hold this."),
        Reach.BODY,
        reads=_PERSONAL,
        reads_own=_PERSONAL,
        may=_SEE | {Permission.ACTS_ENTER, Permission.MATTERS_DISPOSE},
    ),
}

# Who runs the system, or watches it, takes no part in its matters; who takes part does neither.
APART = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
# Roles given in a matter and not for a body.
IN_A_MATTER = frozenset(role for role, terms in ROLES.items() if terms.reach is Reach.OWN)


@dataclass(frozen=True, slots=True)
class Post:
    """A role as somebody holds it: for a body (all if empty), for a State where that matters."""

    role: Role
    body: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Who acts: a name that the trail can keep, never a person's own, and the posts held.

    `nationalities` are those by which a member is recused (TB-EL-5). `own_roles` are the roles
    given to them in single matters, whichever these are.
    """

    name: str
    posts: tuple[Post, ...] = ()
    nationalities: frozenset[str] = frozenset()
    account: UUID | None = None
    own_roles: frozenset[Role] = frozenset()
    roles: frozenset[Role] = field(init=False)

    def __post_init__(self) -> None:
        held = {post.role for post in self.posts} | self.own_roles
        object.__setattr__(self, "roles", frozenset(held))

    def may(self, permission: Permission, *, as_outsider: bool | None = None) -> bool:
        """
        Test whether any post of this actor carries the permission, for some matter.

        At a face that is for outsiders, or for those of the body, only such posts count.
        """
        return any(
            permission in ROLES[role].may and as_outsider in (None, ROLES[role].outsider)
            for role in self.roles
        )


# Automated steps act under a name of their own, so that no act is anybody's.
RECORD_LOADER = Actor("record loader", (Post(Role.SERVICE),))
DISPOSER = Actor("disposal", (Post(Role.SERVICE),))
GATE = Actor("gate", (Post(Role.SERVICE),))
NOBODY = Actor("nobody")
