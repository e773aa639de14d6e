"""What a password has to be, besides long enough and not common: not too long, not one's own name."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from amparo.access.models import User

LONGEST = 128  # what is longer is refused before anything is computed from it
_ALIKE = 0.7


class MaximumLengthValidator:
    """Refuses what is longer than anybody types, and would cost the server to digest."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise if the password is too long."""
        if len(password) > LONGEST:
            raise ValidationError(
                _("This password is too long. It may have at most {count} characters.").format(
                    count=LONGEST
                )
            )

    def get_help_text(self) -> str:
        """Say what is asked."""
        return _("At most {count} characters.").format(count=LONGEST)


class OwnNameValidator:
    """Refuses a password that is much like the person's own name or e-mail address."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise if the password is the name or the address, or nearly."""
        if user is None:
            return
        typed = password.casefold()
        for own in (user.email, user.name):
            for part in (own, *re.split(r"\W+", own)):
                if len(part) > 2 and _alike(typed, part.casefold()):
                    raise ValidationError(
                        _("This password is too much like your name or your e-mail address.")
                    )

    def get_help_text(self) -> str:
        """Say what is asked."""
        return _("Not your name or your e-mail address.")


def nobodys() -> str:
    """
    Return what a password is checked against where there is no account: a hash of nothing.

    It has the parameters of a real one, so that checking it costs as much.
    """
    hasher = get_hasher("default")
    if not isinstance(hasher, Argon2PasswordHasher):
        return hasher.encode(get_random_string(32), hasher.salt())
    params = hasher.params()
    return (
        f"argon2$argon2id$v={params.version}"
        f"$m={params.memory_cost},t={params.time_cost},p={params.parallelism}"
        f"${_base64_of(len(hasher.salt()))}${_base64_of(params.hash_len)}"
    )


def _base64_of(count: int) -> str:
    # Sixteen letters of base64 hold twelve bytes; any letters are the base64 of something.
    return get_random_string((count * 8 + 5) // 6 - 1) + "A"


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(a=one, b=other).quick_ratio() >= _ALIKE
