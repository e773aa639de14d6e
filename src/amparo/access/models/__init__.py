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

__all__ = [
    "AccountState",
    "Allowance",
    "Invitation",
    "LinkPurpose",
    "Session",
    "SpentCode",
    "User",
]
