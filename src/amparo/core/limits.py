"""
How often the same visitor may ask, and the answer to whoever asks more often.

Counted is by network, and behind closed doors by account. Somebody who is signed in is let through
where their network has asked too often: nobody is locked out by others with whom they share it.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from .networks import is_forwarded, is_loopback, network_of
from .refusals import too_many
from .windows import BoundedMemory

NONE, MEMORY = "none", "memory"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_SHARED_WAITS = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
_log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Limit:
    """
    One kind of request: how many of it a network and an account may make in so many seconds.

    `path` is what its address looks like, `writes` whether it sends a form.
    """

    name: str
    network: int
    account: int
    seconds: int
    path: str = ""
    writes: bool = False


# The first that fits counts. Generous: an office behind one address reads and works all day without
# meeting any of these; a program in a loop does within seconds.
_LANGUAGE = r"^(?:/[a-z]{2}(?:-[a-z]+)?)?"
LIMITS = (
    # Beside the waits for each account (access/accounts/lockout.py): each attempt costs a digest
    # made to be slow.
    Limit("sign-in", 100, 100, 600, path=_LANGUAGE + r"/(?:sign-in|invitation)/", writes=True),
    # Each sends a letter to whatever address is typed.
    Limit("following", 20, 20, 600, path=_LANGUAGE + r"/follow/(?:mine/)?$", writes=True),
    Limit("forms", 300, 120, 60, writes=True),
    # A list to its end is one request, however long; a snapshot is read in pieces by whoever resumes.
    Limit("api", 600, 300, 60, path=_LANGUAGE + r"/api/"),
    Limit("snapshots", 120, 60, 60, path=_LANGUAGE + r"/data/(?:amparo-public\.|parquet/)"),
    Limit("reports", 30, 20, 60, path=r"\.(?:pdf|docx)$"),
    Limit("files", 240, 120, 60, path=_LANGUAGE + r"/(?:(?:desk|mission)/file|dockets/.+/files)/"),
    Limit("data", 300, 150, 60, path=r"\.(?:json|csv|jsonl|ics|atom|xml|zip)$|/export/$"),
    Limit("pages", 900, 300, 60),
)
# Asked by programs that watch, from one address, for as long as the site stands; costs next to nothing.
_UNCOUNTED = re.compile(r"^/health/")
_PATHS = {one.name: re.compile(one.path) for one in LIMITS}


def limit_of(method: str, path: str) -> Limit:
    """Return the limit that a request falls under."""
    writes = method not in SAFE
    return next(one for one in LIMITS if one.writes <= writes and _PATHS[one.name].search(path))


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A limit that was reached: of how many, and after how many seconds it is worth asking again."""

    limit: Limit
    most: int
    wait: int


class Counter:
    """Counts who asks how often, in the memory of the process or in a store that several share."""

    def __init__(self, store: str = MEMORY, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._limiter = MovingWindowRateLimiter(_storage(store, clock))
        self._key = _key(store)
        self._is_failing = False

    def count(self, limit: Limit, who: str, *, account: bool = False) -> Exceeded | None:
        """Count a request of somebody; return the limit it exceeds, or nothing if it may be made."""
        most = limit.account if account else limit.network
        item: RateLimitItem = RateLimitItemPerSecond(most, limit.seconds, namespace=limit.name)
        key = self._keyed("account" if account else "network", who)
        if self._asked(lambda: self._limiter.hit(item, key), True):
            return None
        reset = self._asked(lambda: self._limiter.get_window_stats(item, key).reset_time, 0.0)
        return Exceeded(limit, most, max(1, min(limit.seconds, int(reset - self._clock()) + 1)))

    def is_there(self) -> bool:
        """Test whether the store answers."""
        return self._asked(lambda: self._limiter.storage.check(), False)

    def _keyed(self, *parts: str) -> str:
        # In a store, an address would say who reads here.
        return hashlib.blake2b("\0".join(parts).encode(), key=self._key, digest_size=16).hexdigest()

    def _asked(self, question: Callable[[], _T], otherwise: _T) -> _T:
        try:
            answer = question()
        except StorageError as error:
            # Without its store nothing is counted: better too much asked than nothing answered.
            if not self._is_failing:
                _log.error("core.limits_store_failed: %s", type(error.storage_error).__name__)
            self._is_failing = True
            return otherwise
        self._is_failing = False
        return answer


def _storage(store: str, clock: Callable[[], float]) -> Any:
    if store == MEMORY:
        return BoundedMemory(clock=clock)
    options = _SHARED_WAITS if "redis" in store or "valkey" in store else {}
    try:
        return storage_from_string(store, wrap_exceptions=True, **options)
    except (ConfigurationError, ValueError, ImportError):
        kind = store.partition(":")[0]
        raise ImproperlyConfigured(
            f"AMPARO_LIMITS_STORE names a store ({kind}) that cannot be used:"
            " there is no such kind, or the program to speak to it is not installed."
        ) from None


def _key(store: str) -> bytes:
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:  # a process of the public face alone may have none
        secret = store
    return hashlib.sha256(b"amparo limits 1" + secret.encode()).digest()


@cache
def counter() -> Counter | None:
    """
    Return the counter of this process, or None where nothing is counted.

    :raises ImproperlyConfigured: if the settings name a store that cannot be used.
    """
    return None if settings.LIMITS_STORE == NONE else Counter(settings.LIMITS_STORE)


class NetworkLimits:
    """Counts each request by its network, before anything is looked up for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        counter()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        counts = counter()
        if counts is None or _UNCOUNTED.match(request.path_info) or _is_uncounted(request):
            return self.get_response(request)
        limit = limit_of(str(request.method), request.path_info)
        exceeded = counts.count(limit, network_of(request))
        if exceeded is None:
            request.limit = limit  # type: ignore[attr-defined]
            return self.get_response(request)
        if settings.INSIDE and settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Perhaps somebody who is signed in: `AccountLimits` asks.
            request.limit, request.exceeded = limit, exceeded  # type: ignore[attr-defined]
            return self.get_response(request)
        return refused(request, exceeded)


class AccountLimits:
    """
    Counts what somebody asks behind closed doors by their account, wherever they ask from.

    Where a network has asked too often, whoever has proved who they are is counted alone.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        exceeded: Exceeded | None = getattr(request, "exceeded", None)
        if exceeded is not None:
            if not request.user.is_authenticated:
                return refused(request, exceeded)
            alone = self._counted(request)
            if alone is not None:
                return alone
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Count before the view is called; public pages do not ask who comes."""
        if hasattr(request, "exceeded") or not hasattr(request, "limit"):
            return None
        if getattr(view, "open_to_public", False) or getattr(view, "open_to_anyone", False):
            return None
        return self._counted(request) if request.user.is_authenticated else None

    def _counted(self, request: HttpRequest) -> HttpResponse | None:
        counts, limit = counter(), request.limit  # type: ignore[attr-defined]
        if counts is None:
            return None
        exceeded = counts.count(limit, str(request.user.pk), account=True)
        return refused(request, exceeded) if exceeded is not None else None


def refused(request: HttpRequest, exceeded: Exceeded) -> HttpResponse:
    """Say that this was too often, and when to come back, to people and to programs."""
    response = too_many(request, exceeded.wait)
    name, most, seconds = exceeded.limit.name, exceeded.most, exceeded.limit.seconds
    response["Retry-After"] = str(exceeded.wait)
    # As draft-ietf-httpapi-ratelimit-headers has them. Told with a refusal only: on every answer they
    # would tell somebody how much others in the same network read here.
    response["RateLimit-Policy"] = f'"{name}";q={most};w={seconds}'
    response["RateLimit"] = f'"{name}";r=0;t={exceeded.wait}'
    response["Cache-Control"] = "no-store, private"
    response.limited_by = name  # type: ignore[attr-defined]
    return response


def _is_uncounted(request: HttpRequest) -> bool:
    """
    Test whether a request is not counted: it comes from this machine itself.

    Where a proxy on it is not named in the settings, all the world seems to come from here. Counted
    as one, the first who asks too often would shut the site to everybody.
    """
    if settings.PROXIES or not is_loopback(request):
        return False
    if is_forwarded(request):
        _warn_of_proxy()
    return True


@cache
def _warn_of_proxy() -> None:
    _log.warning("core.proxy_not_named: set AMPARO_PROXIES, or requests cannot be told apart")
