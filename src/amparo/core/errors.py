"""The errors that people see, and the one they do not."""


class Refused(Exception):
    """
    What was asked may not be done; the message is a sentence fit to show the user.

    `rule` names the rule (RULES id) that stands in the way, where there is one.
    """

    def __init__(self, message: str, *, rule: str = "") -> None:
        super().__init__(message)
        self.rule = rule


class NotVisible(Exception):
    """There is no such thing, or none this reader may know of; the two are not told apart."""
