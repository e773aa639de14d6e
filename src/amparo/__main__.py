"""
The command line: `amparo COMMAND …`.

Each command is a Django management command of the area it belongs to; this is only the door. An
error is one sentence on stderr and a non-zero exit.
"""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility
from django.core.management.base import CommandError
from django.db import Error as DatabaseError

from amparo.core.errors import NotVisible, Refused


def main() -> None:
    """Run one command; say in a sentence what went wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        # Django would print its errors under the name of their class; with this it leaves them to us.
        plain = ["--traceback"] if len(sys.argv) > 1 else []
        ManagementUtility(["amparo", *sys.argv[1:], *plain]).execute()
    except (Refused, NotVisible, CommandError, ImproperlyConfigured, OSError) as error:
        sys.exit(f"amparo: {error}")
    except DatabaseError as error:
        why = str(error).partition("\n")[0]
        sys.exit(
            f"amparo: The database cannot be used ({why}). `amparo init` makes what is missing."
        )
    except KeyboardInterrupt:
        sys.exit("amparo: Stopped.")


if __name__ == "__main__":
    main()
