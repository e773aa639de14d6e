from enum import Enum, StrEnum

import pytest

from amparo.audit.identifiers import check_actor, check_detail, check_identifier


class Role(StrEnum):
    HEAD = "head of delegation"
    FOCAL_POINT = "State focal point"


class Size(Enum):
    LARGE = 3
    LIST = (1, 2)


REFERENCES = [
    "",
    "SPT/visit/MOZ/2024",
    "P-7KQ2M9",
    "CAT/OP/ARG/RONPM/1",
    "CAT/C/75/D/1024/2020 (rev.1)",
    "A/HRC/WGAD/2025/3",
    "SPT/2024 #3",
    "visits.report_published",
    "2025-08-31T09:00:00+00:00",
    "2025-08-31",
    "1234567",
    "x" * 80,
]
PERSONAL = [
    pytest.param("amina@example.org", id="an e-mail address"),
    pytest.param("Amina Diallo", id="a name"),
    pytest.param("amina diallo", id="a name in small letters"),
    pytest.param("A. Diallo", id="a name and an initial"),
    pytest.param("Diallo (Amina", id="a name and half a bracket"),
    pytest.param("Diallo, Amina", id="a name the other way round"),
    pytest.param("Amína", id="a name with an accent"),
    pytest.param("أمينة", id="a name in Arabic"),
    pytest.param("阿米娜", id="a name in Chinese"),
    pytest.param("P-7KQ2M9 beaten again", id="a note behind a reference"),
    pytest.param("He was beaten.", id="a sentence"),
    pytest.param("+41 22 917 90 00", id="a telephone number"),
    pytest.param("022 917 90 00", id="a telephone number at home"),
    pytest.param("+41229179000", id="a telephone number in one"),
    pytest.param("192.0.2.17", id="an address on the network"),
    pytest.param("2001:db8::1", id="a longer address on the network"),
    pytest.param("SPT/1\nSPT/2", id="two lines"),
    pytest.param("a\n", id="the end of a line"),
    pytest.param("a\x00", id="a zero byte"),
    pytest.param(" SPT/1", id="a space before"),
    pytest.param("a  1", id="two spaces"),
    pytest.param("x" * 81, id="too long"),
]


@pytest.mark.parametrize("value", REFERENCES)
def test_references_pseudonyms_and_days_are_identifiers(value: str) -> None:
    assert check_identifier(value, "it") == value


@pytest.mark.parametrize("value", PERSONAL)
def test_what_could_tell_who_somebody_is_is_no_identifier_and_is_not_repeated(value: str) -> None:
    with pytest.raises(ValueError, match="identifiers only; it is not one") as refusal:
        check_identifier(value, "it")

    assert value not in str(refusal.value)


@pytest.mark.parametrize("value", ["P-7KQ2M9", "amina", "record loader", "command line"])
def test_who_acts_is_a_pseudonym_or_a_service(value: str) -> None:
    assert check_actor(value) == value


@pytest.mark.parametrize(
    "value", ["", "Amina Diallo", "amina@example.org", "he told me that he was beaten", "x" * 81]
)
def test_nobody_and_a_person_in_clear_do_not_act(value: str) -> None:
    with pytest.raises(ValueError, match="The trail"):
        check_actor(value)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (3, 3),
        (True, True),
        ("MOZ", "MOZ"),
        (Role.HEAD, "head of delegation"),
        (Role.FOCAL_POINT, "State focal point"),
        (Size.LARGE, 3),
    ],
)
def test_a_detail_is_a_number_an_identifier_or_a_word_of_the_code(
    value: object, stored: object
) -> None:
    kept = check_detail(value, "role")

    assert kept == stored
    assert type(kept) is type(stored)


@pytest.mark.parametrize("value", [None, 1.5, b"x", ["x"], Size.LIST, "State focal point", "a@b"])
def test_anything_else_is_no_detail(value: object) -> None:
    with pytest.raises(ValueError, match="the detail role"):
        check_detail(value, "role")
