"""Who may invite, close and reset accounts of others."""

from __future__ import annotations

from amparo.access.permissions import Actor, Permission
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

COMMAND_LINE = "command line"


def who_manages(by: Actor | None) -> str:
    """
    Return how the trail names whoever manages accounts.

    `by` is None only at the command line of the machine itself, whose keys open everything anyway.

    :raises Refused: if this person may not manage accounts.
    """
    if by is None:
        return COMMAND_LINE
    if not by.may(Permission.ACCOUNTS_MANAGE):
        raise Refused(_("You may not manage accounts."))
    return by.name
