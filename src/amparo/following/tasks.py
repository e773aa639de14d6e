"""What followers need at its time: taken in within seconds, told in their rhythm, forgotten in time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from amparo.jobs.schedule import daily, scheduled

from . import calling, novelties, receiving, telling
from .enums import Channel


def something_was_sent_in(now: datetime) -> bool:
    """Test whether a request or a pressed button waits."""
    return receiving.is_anything_waiting()


@scheduled("following-door", timedelta(seconds=2), if_due=something_was_sent_in)
def take_in(now: datetime) -> str | None:
    """Take in what people sent in, and show those who asked what they follow."""
    done, to_show = receiving.take_in(now)
    shown = telling.show(to_show) if to_show else 0
    return f"taken {done}, shown {shown}" if done else None


@scheduled("following-requests", timedelta(seconds=2), if_due=telling.is_anybody_asking)
def confirm_requests(now: datetime) -> str | None:
    """Ask those whose address was given whether they want it."""
    sent = telling.confirm_requests(now)
    return f"asked {sent}" if sent else None


def store_has_changed(now: datetime) -> bool:
    """Test whether something changed that the ledger has not looked at."""
    return novelties.is_due()


@scheduled("novelties", timedelta(seconds=5), if_due=store_has_changed)
def look_for_novelties(now: datetime) -> str | None:
    """Enter into the ledger what has become public."""
    new = novelties.look(now)
    return f"new {new}" if new else None


@daily("novelties-compared", at=time(3, 15))
def compare_novelties(now: datetime) -> str | None:
    """Hold the ledger against the whole store."""
    new = novelties.compare(now)
    return f"new {new}" if new else None


def a_letter_is_due(now: datetime) -> bool:
    """Test whether it is somebody's turn to be told by letter."""
    return telling.is_any_due(Channel.LETTER, now)


@scheduled("following-letters", timedelta(seconds=5), if_due=a_letter_is_due)
def tell(now: datetime) -> str | None:
    """Tell by letter whose turn it is."""
    return telling.tell(now)


@scheduled("following-webhooks", timedelta(seconds=5), if_due=calling.is_any_due)
def call(now: datetime) -> str | None:
    """Tell by webhook whose turn it is."""
    return calling.call(now) or None


@daily("following-forgotten", at=time(3, 20))
def clear_away(now: datetime) -> str | None:
    """Remove what nobody confirmed, what was paused too long, and links that have ended."""
    removed, mended = receiving.clear_away(now), receiving.mend_links()
    return f"removed {removed}, mended {mended}" if removed or mended else None
