"""What every installation needs before it can hold anything: keys, a database, static files."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from .keys import SECRET_KEY, make_keys


def prepare(say: Callable[[str], object]) -> None:
    """Make what is missing from the home, never overwriting, and say what was made."""
    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in make_keys(settings.KEYS):
        say(_("Made {file}. Keep a copy where the database is not.").format(file=file))
        if file.name == SECRET_KEY:
            # The settings were read before there was one.
            settings.SECRET_KEY = file.read_text()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
