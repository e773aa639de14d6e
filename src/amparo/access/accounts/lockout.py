"""
How many failures are allowed, and to whom: a guesser waits, and the person guessed at does not.

Counting failures by account alone would let anybody lock anybody out. So a browser that has signed
in to an account before proves it with a signed cookie and has an allowance of its own; all others
share one allowance an account, and one a network, with waits that grow. Passkeys are not counted:
they cannot be guessed.

Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amparo.access.models import Allowance, User
from amparo.core.networks import network_of

from .digests import keyed

COOKIE_SALT = "amparo.access.device"
COOKIE_LIFE = timedelta(days=365)
ACCOUNTS_A_BROWSER = 5  # one machine in an office serves several people


@dataclass(frozen=True, slots=True)
class Terms:
    """How many failures are free, how long the longest wait is, and when all is forgotten."""

    free: int
    longest: timedelta
    forgotten_after: timedelta

    def wait(self, failures: int) -> timedelta:
        """Return how long to wait after so many failures: doubling from two seconds."""
        beyond = failures - self.free
        if beyond < 0:
            return timedelta(0)
        return min(timedelta(seconds=2 ** min(beyond + 1, 20)), self.longest)


KNOWN_BROWSER = Terms(10, timedelta(minutes=15), timedelta(hours=24))
UNKNOWN_BROWSERS = Terms(5, timedelta(minutes=15), timedelta(hours=24))
NETWORK = Terms(50, timedelta(minutes=15), timedelta(hours=1))
SECOND_FACTOR = Terms(5, timedelta(minutes=15), timedelta(hours=24))
LINKS = Terms(3, timedelta(hours=1), timedelta(hours=24))


@dataclass(frozen=True, slots=True)
class Counted:
    """One allowance: whose, by its keyed digest, and on which terms."""

    key: str
    terms: Terms


def of_sign_in(request: HttpRequest, sign_in: str) -> list[Counted]:
    """Return the allowances that an attempt at an account draws on, known browser or not."""
    number = _number_of(request, sign_in)
    if number:
        return [Counted(keyed("allowance", "browser", sign_in, number), KNOWN_BROWSER)]
    return [
        Counted(keyed("allowance", "account", sign_in), UNKNOWN_BROWSERS),
        of_network(request),
    ]


def of_network(request: HttpRequest) -> Counted:
    """Return the allowance of the network that a request comes from."""
    return Counted(keyed("allowance", "network", network_of(request)), NETWORK)


def of_second_factor(user: User) -> Counted:
    """Return the allowance for codes; only who has the password comes as far as this."""
    return Counted(keyed("allowance", "second factor", str(user.pk)), SECOND_FACTOR)


def of_links(request: HttpRequest, sign_in: str) -> list[Counted]:
    """Return the allowances for asking for a link: by address asked for, and by network."""
    return [
        Counted(keyed("allowance", "link", sign_in), LINKS),
        Counted(keyed("allowance", "link network", network_of(request)), NETWORK),
    ]


def draw(allowances: list[Counted]) -> bool:
    """
    Count an attempt against every allowance, and return whether it may be made.

    Counted before it is made, so that many at once are not all let through. One that may not be
    made is not counted: somebody who only waits is not made to wait longer.
    """
    now = timezone.now()
    with transaction.atomic():
        # Always in the same order, so that two attempts never wait for each other.
        rows = [_row(one, now) for one in sorted(allowances, key=lambda one: one.key)]
        if any(now < row.last_at + terms.wait(row.failures) for row, terms in rows):
            return False
        for row, _terms in rows:
            row.failures += 1
            row.last_at = now
            row.save(update_fields=["failures", "last_at"])
    return True


def give_back(allowances: list[Counted]) -> None:
    """Take back the count of an attempt that succeeded."""
    keys = [one.key for one in allowances]
    Allowance.objects.filter(key__in=keys, failures__gt=0).update(failures=F("failures") - 1)


def forget(allowances: list[Counted]) -> None:
    """Forget every failure of these allowances."""
    Allowance.objects.filter(key__in=[one.key for one in allowances]).delete()


def clear_forgotten() -> int:
    """Delete the counts that are too old to matter, and return how many."""
    before = timezone.now() - timedelta(hours=24)
    return Allowance.objects.filter(last_at__lt=before).delete()[0]


def _row(counted: Counted, now: datetime) -> tuple[Allowance, Terms]:
    # Made first and locked then: a row that two make at once is made once.
    Allowance.objects.bulk_create([Allowance(key=counted.key, last_at=now)], ignore_conflicts=True)
    row = Allowance.objects.select_for_update().get(key=counted.key)
    if now - row.last_at >= counted.terms.forgotten_after:
        row.failures = 0
    return row, counted.terms


# The cookie by which a browser is known.


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this browser be known to have signed in to this account; a number, and nothing else."""
    mark = _mark(user.sign_in)
    known = {mark: secrets.token_urlsafe(16)}
    others = [one for one in _known(request).items() if one[0] != mark]
    known.update(others[: ACCOUNTS_A_BROWSER - 1])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(known, salt=COOKIE_SALT),
        max_age=int(COOKIE_LIFE.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _number_of(request: HttpRequest, sign_in: str) -> str:
    return _known(request).get(_mark(sign_in), "")


def _mark(sign_in: str) -> str:
    # A keyed digest of its own: the cookie does not give away the one in the table.
    return keyed("device", sign_in)[:32]


def _known(request: HttpRequest) -> dict[str, str]:
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        known = signing.loads(cookie, salt=COOKIE_SALT, max_age=COOKIE_LIFE)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}
