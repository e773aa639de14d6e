"""The errors that people see, and the one they do not."""

from collections.abc import Callable


class Refused(Exception):
    """
    What was asked may not be done; the message is a sentence fit to show the user.

    The sentence is marked for translation where it is written and keeps its `{names}`; `values`
    fill them, so that a face can translate first and fill afterwards. `rule` is the rule (RULES id)
    that stands in the way, where there is one.
    """

    def __init__(self, message: str, *, rule: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.values = values

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in the language of `translate`."""
        sentence = translate(self.message)
        return sentence.format(**self.values) if self.values else sentence

    def __str__(self) -> str:
        return self.said(str)


class NotVisible(Exception):
    """
    There is no such thing, or none this reader may know of; the two are not told apart.

    `about` names what was refused, for the trail alone; it is empty where there is no such thing.
    """

    def __init__(self, message: str = "", *, about: str = "") -> None:
        super().__init__(message)
        self.about = about
