"""What a password has to be."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from amparo.access.models import User


@pytest.mark.parametrize(
    "password",
    [
        "four quiet lanterns drift",
        "a" * 11 + "b",
        "  spaces around it  ",
        "أربعة مصابيح هادئة",
        "x9" * 64,
    ],
)
def test_what_is_long_enough_and_not_common_is_taken_as_it_is(amina: User, password: str):
    validate_password(password, amina)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short words", "too short"),
        ("x9" * 64 + "y", "too long"),
        ("qwerty123456", "too common"),
        ("amina@example.org", "too much like your name"),
        ("Amina Diallo", "too much like your name"),
        ("AMINADIALLO1", "too much like your name"),
    ],
)
def test_what_would_be_guessed_is_refused(amina: User, password: str, why: str):
    with pytest.raises(ValidationError, match=why):
        validate_password(password, amina)


def test_passwords_are_kept_as_argon2id(amina: User, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    amina.set_password("four quiet lanterns drift")

    assert amina.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
