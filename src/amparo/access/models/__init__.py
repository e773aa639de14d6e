"""The tables of access: accounts and what signing in leaves behind; posts and grants."""

from amparo.access.enums import AccountState, LinkPurpose

from .accounts import (
    Allowance,
    Invitation,
    Session,
    SpentCode,
    User,
)
from .letters import Telling
from .posts import Appointment, EmergencyRequest, Grant, GrantKind

__all__ = [
    "AccountState",
    "Allowance",
    "Appointment",
    "EmergencyRequest",
    "Grant",
    "GrantKind",
    "Invitation",
    "LinkPurpose",
    "Session",
    "SpentCode",
    "Telling",
    "User",
]
