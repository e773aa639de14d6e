"""How long what cannot be delivered is tried again, and how long what was asked for is kept."""

from __future__ import annotations

from datetime import timedelta

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# After the first failure, the second, …; after the last, it is paused: three days in all.
WAITS = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, _DAY)

UNCONFIRMED = 2 * _DAY  # a request that nobody confirms
PAUSED = 30 * _DAY  # what is paused and not taken up again
SEE = _DAY  # the link to what one follows
STOPPED = 30 * _DAY  # the page that says that something was stopped
BETWEEN_SEEING = _HOUR  # how often the list of what one follows is sent

MOST_UNCONFIRMED = 5  # requests of one address that wait to be confirmed
MOST_FOLLOWED = 50  # what one address follows
MOST_WAITING = 5_000  # requests at the door, from whomever, that no worker has taken in


def wait_after(failures: int) -> timedelta | None:
    """
    Return how long to wait after so many failures in a row; None where it is time to pause.

    Source: docs/adr/0040.
    """
    return WAITS[failures - 1] if failures <= len(WAITS) else None
