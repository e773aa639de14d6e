"""
Whether an installation is well: each thing that has to be in order, asked one by one.

What is found is for the command line and for whoever holds the token; anybody else is told yes or
no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from amparo.core import limits
from amparo.core.errors import Refused
from amparo.following import sealing as following
from amparo.following.routing import FOLLOWERS
from amparo.vault import keystore

from . import queries

_MB = 1024 * 1024
LATEST_RELEASE = timedelta(minutes=15)
OLDEST_BACKUP = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing. `is_well` is None where it is worth knowing and stops nothing."""

    name: str
    is_well: bool | None
    note: str = ""


class Unwell(Exception):
    """Something is not in order; the message says what, in a sentence."""


Look = Callable[[datetime], str]


def findings(now: datetime) -> list[Finding]:
    """Return how each thing stands in this process; what it does not have is not asked for."""
    return [_found(name, look, now) for name, look in _looks()] + list(_beside(now))


def is_ready(found: list[Finding]) -> bool:
    """Test whether nothing stands in the way."""
    return all(one.is_well is not False for one in found)


def _looks() -> Iterator[tuple[str, Look]]:
    for alias in settings.DATABASES:
        if alias == FOLLOWERS and not settings.INSIDE and not following.is_possible():
            continue  # nobody can follow here, and nothing is written there
        yield f"database {alias}", _database(alias)
    if settings.INSIDE:
        yield "keys", _keys
    yield "static files", _static
    yield "disk", _disk
    yield "limits", _limits
    if settings.INSIDE:
        yield "worker", _worker
        yield "gate", _gate
        yield "followers", _followers


def _found(name: str, look: Look, now: datetime) -> Finding:
    try:
        return Finding(name, True, look(now))
    except Unwell as found:
        return Finding(name, False, str(found))
    except Refused as refusal:
        return Finding(name, False, refusal.said(_))
    except (DatabaseError, OSError, ImproperlyConfigured) as error:
        # By its class only: what a driver says may hold the address of a server, and a password.
        return Finding(name, False, type(error).__name__)


def _database(alias: str) -> Look:
    def look(_now: datetime) -> str:
        if queries.is_behind(alias):
            raise Unwell(_("The database is older than the program. Run `amparo init`."))
        return ""

    return look


def _keys(_now: datetime) -> str:
    keystore.check()
    return ""


def _static(_now: datetime) -> str:
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise Unwell(_("The pages' files have not been gathered. Run `amparo init`."))
    return ""


def _disk(_now: datetime) -> str:
    free = queries.disk_free() // _MB
    said = _("{free} MB free").format(free=free)
    if free < settings.DISK_FREE_MB:
        raise Unwell(
            _("{free} MB free, fewer than {least}.").format(free=free, least=settings.DISK_FREE_MB)
        )
    return said


def _limits(_now: datetime) -> str:
    counter = limits.counter()
    if counter is None:
        return _("not counted")
    if not counter.is_there():
        raise Unwell(_("The store of limits does not answer; nothing is counted."))
    return ""


def _worker(now: datetime) -> str:
    from . import inside  # without one, its tables are not there

    seen = inside.workers(now)
    if not seen:
        raise Unwell(_("No worker was seen lately. `amparo work` starts one."))
    return _("{count} seen").format(count=seen)


def _gate(now: datetime) -> str:
    from . import inside

    late, lag = inside.waiting_for_the_gate(now)
    minutes = int(lag.total_seconds()) // 60
    said = _("{count} waiting, for {minutes} min").format(count=late, minutes=minutes)
    if lag > LATEST_RELEASE:
        raise Unwell(said)
    return said


def _followers(now: datetime) -> str:
    from . import inside

    waiting, lag = inside.waiting_at_the_door(now)
    minutes = int(lag.total_seconds()) // 60
    said = _("{count} waiting, for {minutes} min").format(count=waiting, minutes=minutes)
    if lag > LATEST_RELEASE:
        raise Unwell(said)
    return said


def _beside(now: datetime) -> Iterator[Finding]:
    """Yield what somebody should know, though the site can be served without it."""
    if not settings.INSIDE:
        return
    from . import inside

    age = inside.backup_age(now)
    if age is None:
        yield Finding("backup", None, _("None is known of."))
    elif age > OLDEST_BACKUP:
        yield Finding("backup", None, _("The last is {days} days old.").format(days=age.days))
    else:
        yield Finding("backup", True)
    if settings.IN_SECRET and not settings.PROXIES:
        yield Finding(
            "proxy", None, _("None is named; set AMPARO_PROXIES if one stands before the site.")
        )
