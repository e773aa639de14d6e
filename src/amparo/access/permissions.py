"""Who a person is to the system. The table of permissions by role grows from here."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be in a body's work."""

    SECRETARIAT = "secretariat"
    MEMBER = "member"
    HEAD_OF_DELEGATION = "head of delegation"
    STATE_FOCAL_POINT = "State focal point"
    NPM_FOCAL_POINT = "NPM focal point"
    FUND_REVIEWER = "fund reviewer"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a name that the trail can keep, and the roles held."""

    name: str
    roles: frozenset[Role]


# Automated steps act under a name of their own, so that no act is anybody's.
RECORD_LOADER = Actor("record loader", frozenset({Role.SERVICE}))
