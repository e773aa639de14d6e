"""
What stands in the way of saving: a full disk, one that may only be read, a database out of reach.

These pass, or somebody mends them; they are nobody's mistake, and no fault of the program.
"""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum, auto

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError


class Trouble(Enum):
    """What keeps something from being saved."""

    CANNOT_BE_WRITTEN = auto()  # and nothing was
    CANNOT_BE_REACHED = auto()  # and whether the last thing was written is not known


# The upper eight bits of an error's code say more; these say what it is about.
_OF_SQLITE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
}
# By SQLSTATE: insufficient resources, read-only, the disk; shut down or starting, no connection.
_OF_POSTGRESQL = ("53", "25006", "58", "55P03")
_OUT_OF_REACH = ("57P", "08")
_OF_THE_DISK = {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG, errno.EIO}


def trouble_with(error: BaseException | None) -> Trouble | None:
    """Return what kept something from being saved, or None where an error is about something else."""
    if isinstance(error, OSError):
        return Trouble.CANNOT_BE_WRITTEN if error.errno in _OF_THE_DISK else None
    if not isinstance(error, DatabaseError):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return Trouble.CANNOT_BE_WRITTEN if code in _OF_SQLITE else None
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        if state.startswith(_OF_POSTGRESQL):
            return Trouble.CANNOT_BE_WRITTEN
        return Trouble.CANNOT_BE_REACHED if state.startswith(_OUT_OF_REACH) else None
    # A connection that could not be made, or broke, has no state.
    is_of_connection = isinstance(error, InterfaceError | OperationalError)
    return Trouble.CANNOT_BE_REACHED if is_of_connection else None
