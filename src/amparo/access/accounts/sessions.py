"""
Sessions in the database, where nobody who reads it can use or read them.

The key that the browser holds is kept as its SHA-256 only, and the data is sealed with a key made
from that key and the secret key of the installation: it takes the cookie and the secret key to
read one session, and neither is in the database. No key of the vault is spent on what ends within
hours.
"""

from __future__ import annotations

import hashlib
import json
import logging
import uuid
from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import CharField, DateTimeField, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from amparo.access.models import Session
from amparo.core.questions import Question, given
from amparo.vault.envelope import KEY_BYTES, Unreadable, open_sealed, seal

_log = logging.getLogger(__name__)

AGENT = "agent"
METHODS = "account_authentication_methods"  # allauth's record of how somebody proved who they are
SEEN_EVERY = timedelta(minutes=1)


class SessionStore(SessionBase):
    """
    One session: `SESSION_ENGINE` names this module.

    `started_at` is known once it was read.
    """

    started_at: datetime | None = None

    @property
    def digest(self) -> str:
        """The digest by which this session is found in the table."""
        return digest_of(self.session_key or "")

    def load(self) -> dict[str, Any]:
        """Return the data, or nothing if the session ended, idled too long or never was."""
        now = timezone.now()
        row = _THIS_ONE.first(now=now, seen_after=now - _idle(), digest=self.digest)
        if row is None:
            self._session_key = None
            return {}
        try:
            sealed = b64decode(row.data)
            data: dict[str, Any] = json.loads(
                open_sealed(self._data_key(), sealed, bound_to=("session", row.key_digest))
            )
        except (Unreadable, ValueError):
            _log.warning("access.session_unreadable")
            self._session_key = None
            return {}
        self.started_at = row.started_at
        if now - row.seen_at >= SEEN_EVERY:
            # A disk that is full keeps nobody from reading.
            with suppress(DatabaseError):
                Session.objects.filter(key_digest=row.key_digest).update(seen_at=now)
        return data

    def exists(self, session_key: str | None) -> bool:
        """Test whether there is a session with this key."""
        return Session.objects.filter(key_digest=digest_of(session_key or "")).exists()

    def create(self) -> None:
        """Begin an empty session under a new key."""
        self.clear_expired()
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """
        Write the session.

        :raises CreateError: if it must be new and is not.
        :raises UpdateError: if it was ended meanwhile; it does not come back to life.
        """
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        fields = self._fields(data)
        if not must_create:
            if not Session.objects.filter(key_digest=self.digest).update(**fields):
                raise UpdateError
            return
        now = timezone.now()
        try:
            with transaction.atomic():
                Session.objects.create(
                    key_digest=self.digest,
                    started_at=now,
                    ends_at=now + timedelta(hours=settings.SESSION_HOURS),
                    **{**fields, "seen_at": now},
                )
        except IntegrityError:
            raise CreateError from None

    def delete(self, session_key: str | None = None) -> None:
        """End a session, this one unless another is named."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(key_digest=digest_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions that have ended."""
        now = timezone.now()
        Session.objects.filter(Q(ends_at__lte=now) | Q(seen_at__lte=now - _idle())).delete()

    def get_expiry_age(self, **_kwargs: Any) -> int:
        """Return for how many seconds the browser keeps the cookie; the table decides."""
        return int(timedelta(hours=settings.SESSION_HOURS).total_seconds())

    def _fields(self, data: dict[str, Any]) -> dict[str, Any]:
        sealed = seal(
            self._data_key(), json.dumps(data).encode(), bound_to=("session", self.digest)
        )
        holder = data.get(SESSION_KEY)
        return {
            "data": b64encode(sealed).decode(),
            "user_id": uuid.UUID(holder) if holder else None,
            "agent": data.get(AGENT, ""),
            "second_factor": bool(holder) and used_second_factor(data.get(METHODS, [])),
            "seen_at": timezone.now(),
        }

    def _data_key(self) -> bytes:
        secret = settings.SECRET_KEY.encode() + (self.session_key or "").encode()
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"amparo session 1").derive(secret)


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's, but a session that was ended meanwhile leads to the sign-in page, not to a fault."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session, or send whoever has none any more to the door."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            gone = redirect(settings.LOGIN_URL)
            gone.delete_cookie(settings.SESSION_COOKIE_NAME)
            return gone


def digest_of(session_key: str) -> str:
    """Return the digest by which a session is found."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def living() -> QuerySet[Session]:
    """Return the sessions that have not ended."""
    now = timezone.now()
    return _living(now, now - _idle())


def _living(now: datetime, seen_after: datetime) -> QuerySet[Session]:
    return Session.objects.filter(ends_at__gt=now, seen_at__gt=seen_after)


# Asked anew by every request: a session that was ended is ended for the next one.
_THIS_ONE = Question(
    lambda: _living(given("now", DateTimeField()), given("seen_after", DateTimeField())).filter(
        key_digest=given("digest", CharField())
    )[:1]
)


def used_second_factor(methods: list[dict[str, Any]]) -> bool:
    """Test whether more than one factor was proved in a session, by allauth's record of it."""
    return any(one.get("method") == "mfa" or one.get("second_factor") for one in methods)


def _idle() -> timedelta:
    return timedelta(minutes=settings.SESSION_IDLE_MINUTES)
