"""Which table lives in which database: wrapped keys in the key store, all else in the other."""

from __future__ import annotations

from typing import Any

KEYS = "keys"
DEFAULT = "default"
_IN_THE_KEY_STORE = {("vault", "wrappedkey")}


class KeysRouter:
    """Keeps wrapped keys apart, so that a copy of the data alone reads nothing."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str:
        """Return the database that holds the rows of a model."""
        return KEYS if _is_kept_apart(model._meta.app_label, model._meta.model_name) else DEFAULT

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool:
        """Test whether a table belongs in a database."""
        return (db == KEYS) == _is_kept_apart(app_label, model_name)


def _is_kept_apart(app_label: str, model_name: str | None) -> bool:
    return (app_label, model_name) in _IN_THE_KEY_STORE
