"""
The command line: `amparo COMMAND …`.

Each command is a management command of the area it belongs to; this is only the door. An error is
one sentence on stderr and a non-zero exit.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError, handle_default_options
from django.db import Error as DatabaseError
from django.db import connections
from django.utils.translation import gettext

from amparo import __version__
from amparo.core.errors import NotVisible, Refused
from amparo.core.unsaved import trouble_with
from amparo.core.words import gettext_noop as _

_BY_HAND_ONLY = {"docs"}  # for those who change Amparo; `manage.py docs`


def main() -> None:
    """Run one command; say in a sentence what went wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        _run(sys.argv[1:])
    except BrokenPipeError:
        # Whoever read the output has seen enough; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Refused as refusal:
        sys.exit(f"amparo: {refusal.said(_translated)}")
    except (NotVisible, CommandError, ImproperlyConfigured, OSError) as error:
        sys.exit(f"amparo: {str(error).removeprefix('Error: ')}")
    except DatabaseError as error:
        why = str(error).partition("\n")[0]
        said = _("The database cannot be used ({why}). `amparo init` makes what is missing.")
        if trouble_with(error) and "unable to open" not in why:
            said = _("This cannot be saved or recorded now ({why}); nothing was changed.")
        sys.exit(f"amparo: {_translated(said).format(why=why)}")
    except KeyboardInterrupt:
        said = _("Stopped.")
        sys.exit(f"amparo: {_translated(said)}")


def _translated(sentence: str) -> str:
    # Until Django is set up there are no settings that say which languages there are, nor where
    # their words are kept; what goes wrong before that, a setting perhaps, is said in English.
    return gettext(sentence) if apps.ready else sentence


def _run(arguments: list[str]) -> None:
    if arguments[:1] == ["--version"]:
        print(f"Amparo {__version__}")
        return
    _choose_faces(arguments)
    django.setup()
    ours = {
        name: app
        for name, app in get_commands().items()
        if isinstance(app, str) and app.startswith("amparo.") and name not in _BY_HAND_ONLY
    }
    name, *rest = arguments or ["help"]
    if name in {"help", "--help", "-h"}:
        for one in sorted(ours):
            print(f"amparo {one:<16}{gettext(load_command_class(ours[one], one).help)}")
        return
    if name not in ours:
        said = _("There is no command {name}; `amparo help` lists them.")
        raise CommandError(gettext(said).format(name=name))
    _execute(load_command_class(ours[name], name), name, rest)


def _choose_faces(arguments: list[str]) -> None:
    """Let `serve --faces` decide which settings there are: they are read once, and for good."""
    if arguments[:1] == ["serve"]:
        parser = ArgumentParser("amparo serve", add_help=False)
        parser.add_argument("--faces")
        named, _others = parser.parse_known_args(arguments[1:])
        if named.faces is not None:
            os.environ["AMPARO_FACES"] = named.faces


def _execute(command: BaseCommand, name: str, arguments: list[str]) -> None:
    """Run a command as Django does, but leave its errors to us."""
    parser = command.create_parser("amparo", name)
    parser.description = gettext(command.help)
    parsed = parser.parse_args(arguments)
    handle_default_options(parsed)
    options = vars(parsed)
    try:
        command.execute(*options.pop("args", ()), **options)
    finally:
        connections.close_all()


if __name__ == "__main__":
    main()
