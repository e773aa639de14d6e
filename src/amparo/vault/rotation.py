"""
The life of the master key: a new one put first in its file, the old ones dropped when idle.

The file is only changed while nobody writes to the key store, so that no key is wrapped by a master
key that is not safely on the disk, or no longer there.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop

from . import keystore
from .masters import masters, new_line


def begin() -> bool:
    """
    Put a new master key first, unless a rotation was begun and is to be finished.

    Return whether a new one was made.

    :raises Refused: if the master keys are in the environment, where only a person can change them.
    """
    if keystore.left_to_rotate():
        return False
    if settings.MASTER_KEY:
        raise Refused(
            gettext_noop(
                "The master key is in the environment, which only you can change: make a new one"
                " (openssl rand -base64 32), put it in AMPARO_MASTER_KEY before the present one"
                " with a space between, start the server again, and run `amparo keys rotate`."
            )
        )
    file = _file()
    with keystore.writing(alone=True):
        _replace(file, new_line() + file.read_text())
    return True


def retire() -> list[str]:
    """
    Drop every master key but the current one, and return the fingerprints of those dropped.

    :raises Refused: if something is still wrapped by one of them, or if they are not in a file.
    """
    with keystore.writing(alone=True):
        now = masters()
        left = keystore.left_to_rotate()
        if left:
            raise Refused(
                gettext_noop(
                    "Keys still wrapped by an earlier master key: {count}."
                    " Run `amparo keys rotate` first."
                ),
                count=left,
            )
        old = [one for one in now.by_id if one != now.current.id]
        if old and settings.MASTER_KEY:
            raise Refused(
                gettext_noop(
                    "The master keys are in the environment, which only you can change:"
                    " nothing needs any but the first of AMPARO_MASTER_KEY; remove the others."
                )
            )
        if old:
            file = _file()
            _replace(file, file.read_text().split()[0] + "\n")
    return old


def _file() -> Path:
    # What a link leads to is replaced, not the link.
    return Path(settings.MASTER_KEY_FILE).resolve()


def _replace(file: Path, text: str) -> None:
    """Replace a file whole or not at all; it stays with its owner, and readable by no one else."""
    owner = file.stat()
    descriptor, name = tempfile.mkstemp(dir=file.parent)  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.write(text)
            stream.flush()
            if (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(stream.fileno(), owner.st_uid, owner.st_gid)
            os.fsync(stream.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync(file.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
