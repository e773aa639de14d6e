"""
Which tables stand in the public store, and that a reader there reaches no other.

The store has tables like those inside, so that every question is asked in one way; what stands in
them is only what the gate let out.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from amparo.core.stores import is_at_public_store

# Of these applications every table stands in the store, of `docket` only those of public dockets.
_OPEN = frozenset(
    {"registry", "bodies", "stats", "documents", "recommendations", "publication", "search"}
)
_DOCKETS = frozenset({"matter", "act", "clock"})
# Of these the tables stand nowhere else, whoever asks.
_THERE_ALONE = frozenset({"publication", "search"})


class NotInPublicStore(RuntimeError):
    """Something public asked for a table of the inside: a fault, never an answer."""


class PublicRouter:
    """Sends readers of the public store to it, and lets them reach nothing else."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str | None:
        """Return the public store for a reader there. :raises NotInPublicStore: for other tables."""
        if model._meta.app_label in _THERE_ALONE:
            return settings.PUBLIC_STORE
        if not is_at_public_store():
            return None
        if not is_public_table(model._meta.app_label, model._meta.model_name):
            raise NotInPublicStore(f"{model._meta.label} is not in the public store.")
        return settings.PUBLIC_STORE

    def db_for_write(self, model: type[Any], **hints: Any) -> str | None:
        """Let no reader of the public store write. :raises NotInPublicStore: always, for them."""
        if is_at_public_store():
            raise NotInPublicStore(f"{model._meta.label} is only read here.")
        return settings.PUBLIC_STORE if model._meta.app_label in _THERE_ALONE else None

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Leave relations to the other rules."""
        return None

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        """Test whether a table belongs in the public store; of other databases, say nothing."""
        if db == settings.PUBLIC_STORE:
            return is_public_table(app_label, model_name)
        return False if app_label in _THERE_ALONE else None


def is_public_table(app_label: str, model_name: str | None) -> bool:
    """Test whether a table stands in the public store."""
    if app_label == "docket":
        return model_name in _DOCKETS
    return app_label in _OPEN
