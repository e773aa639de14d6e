"""
The command line: `amparo COMMAND …`.

Each command is a management command of the area it belongs to; this is only the door. An error is
one sentence on stderr and a non-zero exit.
"""

from __future__ import annotations

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError, handle_default_options
from django.db import Error as DatabaseError
from django.db import connections

from amparo import __version__
from amparo.core.errors import NotVisible, Refused

_BY_HAND_ONLY = {"docs"}  # for those who change Amparo; `manage.py docs`


def main() -> None:
    """Run one command; say in a sentence what went wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        _run(sys.argv[1:])
    except (Refused, NotVisible, CommandError, ImproperlyConfigured, OSError) as error:
        sys.exit(f"amparo: {str(error).removeprefix('Error: ')}")
    except DatabaseError as error:
        why = str(error).partition("\n")[0]
        sys.exit(
            f"amparo: The database cannot be used ({why}). `amparo init` makes what is missing."
        )
    except KeyboardInterrupt:
        sys.exit("amparo: Stopped.")


def _run(arguments: list[str]) -> None:
    if arguments[:1] == ["--version"]:
        print(f"Amparo {__version__}")
        return
    django.setup()
    ours = {
        name: app
        for name, app in get_commands().items()
        if isinstance(app, str) and app.startswith("amparo.") and name not in _BY_HAND_ONLY
    }
    name, *rest = arguments or ["help"]
    if name in {"help", "--help", "-h"}:
        for one in sorted(ours):
            print(f"amparo {one:<16}{load_command_class(ours[one], one).help}")
        return
    if name not in ours:
        raise CommandError(f"There is no command {name}; `amparo help` lists them.")
    _execute(load_command_class(ours[name], name), name, rest)


def _execute(command: BaseCommand, name: str, arguments: list[str]) -> None:
    """Run a command as Django does, but leave its errors to us."""
    parser = command.create_parser("amparo", name)
    parsed = parser.parse_args(arguments)
    handle_default_options(parsed)
    options = vars(parsed)
    try:
        command.execute(*options.pop("args", ()), **options)
    finally:
        connections.close_all()


if __name__ == "__main__":
    main()
