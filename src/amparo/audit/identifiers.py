"""
What the trail may name: references, pseudonyms, words of the code. Never a person in clear.

A net under the callers, who pass identifiers only: what looks like a name, an address, a telephone
number or a sentence is a mistake in the program and does not get in.
"""

from __future__ import annotations

import re
from enum import Enum
from ipaddress import ip_address

LONGEST = 80
_DIGITS_OF_A_TELEPHONE = 7

_IDENTIFIER = re.compile(r"[A-Za-z0-9._:/()+#-]+(?: [A-Za-z0-9._:/()+#-]+)*")
# "SPT visit MOZ" could be "Amina Diallo": a reference puts something else than a space between.
_TWO_WORDS = re.compile(r"[A-Za-z][.:-]? [(]?[A-Za-z]")
_SERVICE = re.compile(r"[a-z]+(?: [a-z]+){0,3}")


def check_identifier(value: str, what: str) -> str:
    """Return a text that names something without telling who anybody is. :raises ValueError:"""
    if value and not _is_identifier(value):
        # What was refused may be personal: it is not repeated where errors are kept.
        raise ValueError(
            f"The trail takes identifiers only; {what} is not one. "
            "Give a member of an enumeration as it is, not its value."
        )
    return value


def check_actor(value: str) -> str:
    """Return the pseudonym of an account, or the name of a service: lower-case words."""
    if not value:
        raise ValueError("The trail knows no nobody: a service acts under a name of its own.")
    if len(value) <= LONGEST and _SERVICE.fullmatch(value):
        return value
    return check_identifier(value, "the one who acts")


def check_detail(value: object, name: str) -> str | int | bool:
    """Return a detail as it is stored. A member of an enumeration is a word of the code."""
    if isinstance(value, Enum):
        value = value.value
        if isinstance(value, str) and len(value) <= LONGEST:
            return value
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return check_identifier(value, f"the detail {name}")
    raise ValueError(f"The trail takes text and whole numbers only; the detail {name} is neither.")


def _is_identifier(value: str) -> bool:
    return (
        len(value) <= LONGEST
        and _IDENTIFIER.fullmatch(value) is not None
        and _TWO_WORDS.search(value) is None
        and not _is_telephone(value)
        and not _is_address(value)
    )


def _is_telephone(value: str) -> bool:
    # A day has as many digits, but neither a space nor a plus.
    return (
        sum(one.isdigit() for one in value) >= _DIGITS_OF_A_TELEPHONE
        and not any(one.isalpha() for one in value)
        and (" " in value or "+" in value)
    )


def _is_address(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True
