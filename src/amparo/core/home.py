"""What every installation needs before it can hold anything: keys, a database, static files."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from .keys import MASTER_KEY, SECRET_KEY, make_keys

# Each raises `Refused` where a new master key would hide that the one in use was lost. The room
# that keeps what the master key wraps adds its own.
BEFORE_A_MASTER_KEY: list[Callable[[], None]] = []
# Each makes what a room needs besides, once the databases have their tables; it is given `say`.
ONCE_THERE_ARE_TABLES: list[Callable[[Callable[[str], object]], None]] = []


def prepare(say: Callable[[str], object]) -> None:
    """
    Make what is missing from the home, never overwriting, and say what was made.

    :raises Refused: if the master key is missing while something is wrapped by it.
    """
    # Only now: every program imports this module, few make tables.
    from .migrating import make_tables

    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in make_keys(settings.KEYS, master=_is_master_to_be_made()):
        say(_("Made {file}. Keep a copy where the database is not.").format(file=file))
        if file.name == SECRET_KEY:
            # The settings were read before there was one.
            settings.SECRET_KEY = file.read_text()
    for alias in settings.DATABASES:
        make_tables(alias)
    for make in ONCE_THERE_ARE_TABLES:
        make(say)
    call_command("collectstatic", verbosity=0, interactive=False)


def _is_master_to_be_made() -> bool:
    file = settings.KEYS / MASTER_KEY
    if settings.MASTER_KEY or file != settings.MASTER_KEY_FILE or file.exists():
        return False
    for check in BEFORE_A_MASTER_KEY:
        check()
    return True
