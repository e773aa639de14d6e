"""A sealed text opens with its key, in its place, unchanged; or it says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.vault.envelope import Unreadable, new_key, open_sealed, seal

KEY = bytes(range(32))
PLACES = st.lists(st.text(max_size=20), max_size=4)


@given(clear=st.binary(max_size=500), place=PLACES)
def test_what_is_sealed_opens_again(clear: bytes, place: list[str]):
    assert open_sealed(KEY, seal(KEY, clear, bound_to=place), bound_to=place) == clear


@given(
    clear=st.binary(max_size=60),
    place=PLACES,
    where=st.integers(min_value=0),
    change=st.integers(1, 255),
)
def test_one_changed_byte_anywhere_makes_it_unreadable(
    clear: bytes, place: list[str], where: int, change: int
):
    sealed = bytearray(seal(KEY, clear, bound_to=place))
    assert open_sealed(KEY, bytes(sealed), bound_to=place) == clear

    sealed[where % len(sealed)] ^= change

    with pytest.raises(Unreadable):
        open_sealed(KEY, bytes(sealed), bound_to=place)


@given(clear=st.binary(max_size=60), place=PLACES, length=st.integers(min_value=0))
def test_what_was_cut_short_or_drawn_out_is_unreadable(clear: bytes, place: list[str], length: int):
    sealed = seal(KEY, clear, bound_to=place)

    with pytest.raises(Unreadable):
        open_sealed(KEY, sealed[: length % len(sealed)], bound_to=place)
    with pytest.raises(Unreadable):
        open_sealed(KEY, sealed + b"\0", bound_to=place)


@given(place=PLACES, other=PLACES)
def test_another_place_makes_it_unreadable(place: list[str], other: list[str]):
    sealed = seal(KEY, b"a name", bound_to=place)

    if place == other:
        assert open_sealed(KEY, sealed, bound_to=other) == b"a name"
    else:
        with pytest.raises(Unreadable):
            open_sealed(KEY, sealed, bound_to=other)


@pytest.mark.parametrize(
    ("place", "other"),
    [
        pytest.param(["ab", "c"], ["a", "bc"], id="letters moved from one part to the next"),
        pytest.param(["ab"], ["ab", ""], id="an empty part more"),
        pytest.param(["a", "b"], ["b", "a"], id="parts exchanged"),
        pytest.param([], [""], id="nothing and an empty part"),
    ],
)
def test_places_that_read_alike_are_told_apart(place: list[str], other: list[str]):
    sealed = seal(KEY, b"a name", bound_to=place)

    with pytest.raises(Unreadable):
        open_sealed(KEY, sealed, bound_to=other)


def test_another_key_makes_it_unreadable_and_the_error_says_nothing():
    sealed = seal(KEY, b"a name", bound_to=["matter"])

    with pytest.raises(Unreadable) as error:
        open_sealed(new_key(), sealed, bound_to=["matter"])

    assert error.value.args == ()
    assert error.value.__cause__ is None


def test_the_same_text_is_never_sealed_alike():
    assert len({seal(KEY, b"a name", bound_to=[]) for _again in range(100)}) == 100
    assert len({new_key() for _again in range(100)}) == 100
    assert {len(new_key()) for _again in range(100)} == {32}
