"""
Which table of this area stands in which of three databases.

What followers send in, and what their links open, is in the followers' store; who follows what is
inside; what became public, and in which order, is in the public store.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

FOLLOWERS = "followers"
AREA = "following"
# The public face adds to the first two of these and reads the last; it reaches nothing else here.
_AT_THE_DOOR = frozenset({"request", "press", "ticket"})
_PUBLIC = frozenset({"novelty"})


class FollowersRouter:
    """Keeps what the public face may add to apart from what it may only read, and from the inside."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str | None:
        """Return the database that holds a table of this area; of others, say nothing."""
        if model._meta.app_label != AREA:
            return None
        if model._meta.model_name in _AT_THE_DOOR:
            return FOLLOWERS
        return settings.PUBLIC_STORE if model._meta.model_name in _PUBLIC else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Leave relations to the other rules."""
        return None

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        """Test whether a table belongs in a database; of other areas, refuse the followers' store."""
        if app_label != AREA:
            return False if db == FOLLOWERS else None
        if model_name in _AT_THE_DOOR:
            return db == FOLLOWERS
        if model_name in _PUBLIC:
            return db == settings.PUBLIC_STORE
        return settings.INSIDE and db == "default"
