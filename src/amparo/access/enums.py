"""Words of accounts that pages use too: where an account is, what a link is for."""

from enum import StrEnum


class AccountState(StrEnum):
    """Where an account is between its invitation and its end."""

    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


class LinkPurpose(StrEnum):
    """What a link that was sent is for."""

    INVITATION = "invitation"
    RETURN = "return"
