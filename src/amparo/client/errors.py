"""What can go wrong, each with the sentence that the site gave."""

from __future__ import annotations


class AmparoError(Exception):
    """Something could not be had; the message is the site's own sentence, where it gave one."""

    def __init__(self, message: str, *, status: int = 0, rule: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.rule = rule


class Refused(AmparoError):
    """The site refused what was asked; asked the same again, it refuses again."""


class NotFound(AmparoError):
    """There is no such thing, or none that is public."""


class NotThere(AmparoError):
    """The site could not be reached, or had too much to do, however often it was asked."""
