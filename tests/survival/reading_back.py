"""
Prints what the dockets in the home named by AMPARO_HOME hold: of each act its number and its account.

Run as a program, beside a site or after it was killed.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from amparo.docket.queries import matter_named, opened_entries_of  # noqa: E402  (after the set-up)


def told(references: list[str]) -> dict[str, list[tuple[int, object]]]:
    """Return the acts of dockets, opened."""
    return {
        reference: [
            (entry.number, entry.fields.get("account"))
            for entry in opened_entries_of(matter_named(reference))
        ]
        for reference in references
    }


if __name__ == "__main__":
    print(json.dumps(told(sys.argv[1:])))
