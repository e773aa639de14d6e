"""Where somebody is signed in, and ending it elsewhere; changing what one signs in with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from amparo.access.events import PASSWORD_CHANGED, SESSION_REVOKED
from amparo.access.models import Session, User
from amparo.audit.actions import record
from amparo.core.errors import NotVisible

from .agents import said
from .digests import keyed
from .sessions import digest_of, living


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser that is signed in."""

    mark: str
    browser: str
    started_at: datetime
    seen_at: datetime
    second_factor: bool
    here: bool


def sessions_of(user: User, request: HttpRequest) -> list[SignedIn]:
    """Return where an account is signed in: this browser first, then the latest seen."""
    here = digest_of(request.session.session_key or "")
    found = [
        SignedIn(
            mark=_mark(row),
            browser=said(row.agent),
            started_at=row.started_at,
            seen_at=row.seen_at,
            second_factor=row.second_factor,
            here=row.key_digest == here,
        )
        for row in living().filter(user=user).order_by("-seen_at", "key_digest")
    ]
    return sorted(found, key=lambda one: not one.here)


def began_at(request: HttpRequest) -> datetime:
    """Return when the session of a request began."""
    began: datetime | None = getattr(request.session, "started_at", None)
    return began or timezone.now()


@transaction.atomic
def revoke(user: User, mark: str) -> None:
    """
    End one session of one's own.

    :raises NotVisible: if there is none with this mark, or it is somebody else's.
    """
    for row in Session.objects.filter(user=user).order_by("key_digest"):
        if _mark(row) == mark:
            row.delete()
            record(SESSION_REVOKED, by=user.code, sessions=1)
            return
    raise NotVisible


@transaction.atomic
def revoke_others(user: User, request: HttpRequest) -> int:
    """End every session of an account but this one, and return how many there were."""
    here = digest_of(request.session.session_key or "")
    ended: int = Session.objects.filter(user=user).exclude(key_digest=here).delete()[0]
    if ended:
        record(SESSION_REVOKED, by=user.code, sessions=ended)
    return ended


@transaction.atomic
def change_password(user: User, request: HttpRequest, password: str) -> None:
    """Change one's own password: this session goes on under a new key, all others end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    record(PASSWORD_CHANGED, by=user.code)
    revoke_others(user, request)


def change_language(user: User, language: str) -> None:
    """Change the language in which letters and pages come."""
    user.language = language
    user.save(update_fields=["language"])


def change_letters(user: User, *, wanted: bool) -> None:
    """Change whether letters come that say there is something to see."""
    user.wants_letters = wanted
    user.save(update_fields=["wants_letters"])


def _mark(row: Session) -> str:
    # The digest finds the row; what a page shows does not.
    return keyed("session mark", row.key_digest)[:32]
