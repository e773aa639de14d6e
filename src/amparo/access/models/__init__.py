"""The tables of access: accounts and what signing in leaves behind; posts and grants."""

from .accounts import (
    AccountState,
    Allowance,
    Invitation,
    LinkPurpose,
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
