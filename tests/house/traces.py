"""Secrets made to be looked for, every form in which one could be written, and the search for them."""

from __future__ import annotations

import json
import random
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from quopri import encodestring
from urllib.parse import quote

from amparo.vault import blind

# A name in each: a search that knows ASCII only finds one of four.
ALPHABETS = {
    "ASCII": "abcdefghijklmnopqrstuvwxyz",
    "accents": "áàâäãåéèêëíìîïóòôöõúùûüýñçšžčřęőğ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Chinese": "".join(chr(0x4E00 + step * 7) for step in range(2_900)),
}
_LETTERS = 12
_SHORTEST = 6  # bytes: what is shorter would be met by chance
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Secret:
    """A word that nobody writes by chance, and the place in which it was stored."""

    place: str
    text: str | bytes


def words(place: str) -> tuple[str, ...]:
    """Return one random-looking word in each alphabet, always the same for a place."""
    return tuple(word(place, alphabet) for alphabet in ALPHABETS)


def word(place: str, alphabet: str = "ASCII") -> str:
    """Return the word of a place in one alphabet."""
    chance = random.Random(f"{place} in {alphabet}")
    return "".join(chance.choices(ALPHABETS[alphabet], k=_LETTERS))


def sentence(place: str) -> str:
    """Return the words of a place, as a text that somebody typed."""
    return " ".join(words(place))


@cache
def forms(text: str | bytes) -> frozenset[bytes]:
    """Return what a secret looks like in bytes, however it was written on the way there."""
    if isinstance(text, bytes):
        found = set(_packed(text))
    else:
        found = {form for one in _spellings(text) for form in _encoded(one)}
    return frozenset(one for one in found if len(one) >= _SHORTEST)


def found_in(content: bytes, secrets: Iterable[Secret]) -> list[str]:
    """Return the places whose secrets are in the content, in any form."""
    heads = _by_head(tuple(secrets))
    met: set[bytes] = set()
    # Thousands of forms, each looked for in megabytes, would take minutes: their beginnings at once.
    for start in range(0, len(content), _AT_ONCE):
        part = content[start : start + _AT_ONCE + _SHORTEST - 1]
        pieces = {part[at : at + _SHORTEST] for at in range(len(part) - _SHORTEST + 1)}
        met |= heads.keys() & pieces
    return sorted({place for head in met for form, place in heads[head] if form in content})


@cache
def _by_head(secrets: tuple[Secret, ...]) -> dict[bytes, list[tuple[bytes, str]]]:
    found: dict[bytes, list[tuple[bytes, str]]] = {}
    for one in secrets:
        for form in forms(one.text):
            found.setdefault(form[:_SHORTEST], []).append((form, one.place))
    return found


def found_in_all(contents: Mapping[str, bytes], secrets: Iterable[Secret]) -> dict[str, list[str]]:
    """Return where secrets were found, and of which places they are; nothing where there is none."""
    kept = tuple(secrets)
    return {
        name: places for name, content in contents.items() if (places := found_in(content, kept))
    }


def _spellings(text: str) -> set[str]:
    plain = {text, text.casefold(), text.upper(), blind.folded(text)}
    return plain | {
        unicodedata.normalize(form, one) for one in plain for form in ("NFC", "NFD", "NFKC", "NFKD")
    }


def _encoded(text: str) -> Iterator[bytes]:
    yield from _packed(text.encode())
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield text.encode("ascii", "xmlcharrefreplace")
    yield text.encode("ascii", "backslashreplace")
    yield json.dumps(text)[1:-1].encode()
    yield quote(text).encode()
    yield quote(text).lower().encode()
    yield encodestring(text.encode()).replace(b"=\n", b"")
    yield text.encode("punycode")


def _packed(content: bytes) -> Iterator[bytes]:
    yield content
    yield content.hex().encode()
    yield content.hex().upper().encode()
    for before in range(3):
        for encode in (b64encode, urlsafe_b64encode):
            yield _middle(encode(bytes(before) + content), before, len(content))


def _middle(encoded: bytes, before: int, length: int) -> bytes:
    """Return of base64 what depends on the content alone, not on what stands before and after."""
    first = (0, 2, 3)[before]
    cut = (0, 3, 2)[(before + length) % 3]
    return encoded[first : len(encoded) - cut]
