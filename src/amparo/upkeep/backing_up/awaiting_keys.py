"""Whether data was brought back without its keys: until they are, nothing is opened or entered."""

from __future__ import annotations

from django.db import connection, connections

from amparo.access.models import User
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.models import Act
from amparo.vault.models import WrappedKey
from amparo.vault.routing import KEYS


def check_keys_are_there() -> None:
    """
    Raise if the key store is empty while the data holds what is sealed.

    New keys would be made in place of those that are still to be brought back, and these would
    then be taken for superfluous.

    :raises Refused: with a sentence that says what to do.
    """
    if not are_awaited():
        return
    raise Refused(
        _(
            "The data was brought back, its keys were not: put the master key back where it was,"
            " and restore the key store by `amparo keys restore FILE`."
        )
    )


def are_awaited() -> bool:
    """Test whether something is sealed here while no key is kept at all."""
    return _holds_something_sealed() and not _holds_a_key()


def _holds_something_sealed() -> bool:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        # A home from before there were keys has tables without a place for anything sealed.
        if not {User._meta.db_table, Act._meta.db_table} <= there:
            return False
        columns = connection.introspection.get_table_description(cursor, Act._meta.db_table)
    sealed = any(one.name == "sealed" for one in columns)
    return sealed and (User.objects.exists() or Act.objects.filter(sealed__isnull=False).exists())


def _holds_a_key() -> bool:
    made = WrappedKey._meta.db_table in connections[KEYS].introspection.table_names()
    return made and WrappedKey.objects.exists()
