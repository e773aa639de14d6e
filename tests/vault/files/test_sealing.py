import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.vault.envelope import Unreadable, new_key
from amparo.vault.files.sealing import open_stream, seal_stream, sealed_size

KEY = bytes(range(32))
PLACE = ("vault.file.content", "holder", "file")
SMALL = 64
SIZES = [0, 1, 63, 64, 65, 128, 129, 300]


def sealed(clear: bytes, place: tuple[str, ...] = PLACE, key: bytes = KEY) -> bytes:
    return b"".join(seal_stream([clear], key, place, chunk_bytes=SMALL))


def opened(content: bytes, place: tuple[str, ...] = PLACE, key: bytes = KEY) -> bytes:
    return b"".join(open_stream([content], key, place))


def given_out(content: bytes) -> bytes:
    """Return what comes out before a damaged stream is refused; it has to be refused."""
    out: list[bytes] = []
    with pytest.raises(Unreadable):
        out.extend(open_stream([content], KEY, PLACE))
    return b"".join(out)


@given(st.lists(st.binary(max_size=200), max_size=6), st.integers(min_value=1, max_value=97))
def test_what_was_sealed_opens_however_it_is_cut(pieces: list[bytes], step: int):
    content = b"".join(seal_stream(pieces, KEY, PLACE, chunk_bytes=SMALL))

    cut = [content[at : at + step] for at in range(0, len(content), step)]
    assert b"".join(open_stream(cut, KEY, PLACE)) == b"".join(pieces)
    assert len(content) == sealed_size(len(b"".join(pieces)), chunk_bytes=SMALL)


@pytest.mark.parametrize("size", SIZES)
def test_every_length_is_sealed_to_the_length_that_was_said(size: int):
    clear = bytes(size)

    assert len(sealed(clear)) == sealed_size(size, chunk_bytes=SMALL)
    assert len(b"".join(seal_stream([clear], KEY, PLACE))) == sealed_size(size)
    assert opened(sealed(clear)) == clear


def test_two_that_are_alike_are_sealed_apart_and_show_nothing():
    clear = b"a secret that stands out " * 10

    first, second = sealed(clear), sealed(clear)

    assert first[45:] != second[45:]
    assert b"a secret" not in first


@given(st.binary(min_size=150, max_size=260), st.data())
def test_no_byte_of_a_changed_chunk_comes_out(clear: bytes, data: st.DataObject):
    content = bytearray(sealed(clear))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))

    before = max(0, at - 41) // (SMALL + 16) * SMALL
    assert given_out(bytes(content)) == clear[:before]


@pytest.mark.parametrize("size", SIZES)
def test_one_that_was_cut_off_anywhere_is_noticed(size: int):
    clear = bytes(range(256)) * 2
    content = sealed(clear[:size])

    for length in range(len(content)):
        out = given_out(content[:length])
        assert clear.startswith(out)
        assert len(out) % SMALL == 0


@pytest.mark.parametrize("more", [b"x", bytes(16), bytes(80), bytes(200)])
def test_one_that_was_added_to_is_noticed(more: bytes):
    for size in SIZES:
        given_out(sealed(bytes(size)) + more)


def test_chunks_in_another_order_or_twice_or_left_out_are_noticed():
    content = sealed(b"a" * SMALL + b"b" * SMALL + b"c" * SMALL)
    head, rest = content[:41], content[41:]
    one, two, three = rest[:80], rest[80:160], rest[160:]
    assert opened(head + one + two + three) == b"a" * 64 + b"b" * 64 + b"c" * 64

    assert given_out(head + two + one + three) == b""
    assert given_out(head + one + one + two + three) == b"a" * 64
    assert given_out(head + one + three) == b"a" * 64
    assert given_out(head + one + two) == b"a" * 64
    assert given_out(head + one + two + three + three) == b"a" * 64 + b"b" * 64
    assert given_out(head) == b""


def test_chunks_of_another_file_are_noticed():
    ours, theirs = sealed(b"a" * 128), sealed(b"b" * 128)

    assert given_out(ours[:41] + theirs[41:]) == b""
    assert given_out(ours[: 41 + 80] + theirs[41 + 80 :]) == b"a" * 64


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (("vault.file.content", "holder", "other"), KEY),
        (("vault.file.content", "other", "file"), KEY),
        (("vault.file.content", "hold", "erfile"), KEY),
        (PLACE, new_key()),
    ],
    ids=["another file", "another holder", "the same letters", "another key"],
)
def test_it_opens_in_its_place_with_its_key_only(place: tuple[str, ...], key: bytes):
    content = sealed(b"clear")

    assert opened(content) == b"clear"
    with pytest.raises(Unreadable):
        opened(content, place, key)


@given(st.binary(max_size=200))
def test_any_other_bytes_are_unreadable(content: bytes):
    given_out(content)
    given_out(b"AMPF\x01" + content)


def test_memory_does_not_grow_with_the_file():
    piece = bytes(1024 * 1024)

    def many() -> Iterator[bytes]:
        for _ in range(40):
            yield piece

    tracemalloc.start()
    try:
        read = 0
        for chunk in open_stream(seal_stream(many(), KEY, PLACE), KEY, PLACE):
            read += len(chunk)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert read == 40 * 1024 * 1024
    assert most < 6 * 1024 * 1024
