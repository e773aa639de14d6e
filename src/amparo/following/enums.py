"""The words in which followers and what they follow are kept."""

from enum import StrEnum


class Channel(StrEnum):
    """How somebody is told."""

    LETTER = "letter"
    WEBHOOK = "webhook"


class Often(StrEnum):
    """How often somebody is told, if there is anything."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Standing(StrEnum):
    """
    How a following stands.

    A webhook that was confirmed by letter is `proving` until its server has answered the challenge.
    """

    PROVING = "proving"
    RUNNING = "running"
    PAUSED = "paused"


class TicketKind(StrEnum):
    """What a link in a letter opens."""

    CONFIRM = "confirm"
    STOP = "stop"
    SEE = "see"


class Choice(StrEnum):
    """What a button on the page of a link does."""

    CONFIRM = "confirm"
    STOP = "stop"
    STOP_ALL = "stop-all"
    GO_ON = "go-on"


class Purpose(StrEnum):
    """What a request asks for: to follow something, or a list of what is followed."""

    FOLLOW = "follow"
    SEE = "see"
