"""
The blind index: finding a name among sealed texts without opening them.

A text is digested with a key, in up to three forms: as written, folded, word by word. Equal texts
have equal digests, wherever they stand: one question is then one digest, asked of every place at
once. That is also what the index gives away to somebody who reads the table (docs/adr/).
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Exists, OuterRef, QuerySet

from . import keystore
from .keystore import KeyDestroyed
from .models import BlindEntry

EXACT, FOLDED, WORD = BlindEntry.EXACT, BlindEntry.FOLDED, BlindEntry.WORD

# The index key is the data key of a holder of its own; it is wrapped anew like any other, and so
# the index stays as it is through every rotation. It is never destroyed.
INDEX_HOLDER = uuid5(NAMESPACE_URL, "amparo:vault/blind-index")

_VERSION = b"amparo blind 1"
_DIGEST_BYTES = 16

# Letters that differ only in writing and do not come apart by themselves.
_SAME = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i",
        "æ": "ae", "œ": "oe", "þ": "th",
        "ٱ": "ا",  # alef wasla
        "ى": "ي",  # alef maqsura
        "ی": "ي",  # Persian yeh
        "ک": "ك",  # Persian kaf
        "ة": "ه",  # ta marbuta
        "ـ": None,  # tatweel
    }
)  # fmt: skip
# Apostrophes that Unicode counts among the letters, as in Ukrainian and transliterated Arabic.
_APOSTROPHES = frozenset("ʹʺʻʼʽʾʿˈˊˋ")


def exact(text: str) -> str:
    """Return a text as written, but for how its letters are encoded and the spaces around words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """
    Return a text without what people leave out or write in more than one way.

    Capitals, accents and vowel marks (ё is е), the forms of alef, ya and ta marbuta, tatweel, full
    width and compatibility forms, digits of other scripts, punctuation. Nothing is transliterated.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = letters.translate(_SAME).translate(_EACH)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def words(text: str) -> list[str]:
    """Return the words of a text, folded, each once, in order of the alphabet."""
    return sorted(set(folded(text).split()))


def digests(place: str, text: str) -> list[tuple[str, str]]:
    """
    Return every (form, digest) under which a text is entered; none for an empty one.

    `place` is not digested: a name is looked for in all places at once, by one digest.
    """
    del place
    forms = [(EXACT, exact(text)), (FOLDED, folded(text)), *((WORD, one) for one in words(text))]
    return [(form, _digest(form, value)) for form, value in forms if value]


def digest_of(form: str, text: str) -> str:
    """Return the digest under which a text, or one word of it, is entered in this form."""
    return _digest(form, exact(text) if form == EXACT else folded(text))


def enter(holder: UUID, place: str, texts: Iterable[str]) -> None:
    """
    Make texts of a holder findable; those entered before stay, and none is entered twice.

    :raises KeyDestroyed: if the holder's key was destroyed, and with it what the texts stand in.
    """
    if keystore.destroyed([holder]):
        raise KeyDestroyed(str(holder))
    found = {entry for text in texts for entry in digests(place, text)}
    BlindEntry.objects.bulk_create(
        [
            BlindEntry(holder=holder, place=place, form=form, digest=digest)
            for form, digest in sorted(found)
        ],
        ignore_conflicts=True,
    )


def forget(holder: UUID) -> None:
    """Remove all that is entered for a holder."""
    BlindEntry.objects.filter(holder=holder).delete()


def holders_of(text: str, form: str = FOLDED) -> QuerySet[BlindEntry, Any]:
    """
    Return who holds this text, as `values("holder")`, fit to stand in a filter.

    By word, a holder is found when every word of the question stands in one place of it, in any
    order; not necessarily in one text, since a place may hold several.
    """
    asked = words(text) if form == WORD else [text]
    if not asked or not (exact(text) if form == EXACT else folded(text)):
        return BlindEntry.objects.none().values("holder")
    first, *others = (digest_of(form, one) for one in asked)
    found = BlindEntry.objects.filter(form=form, digest=first)
    for digest in others:
        beside = BlindEntry.objects.filter(
            holder=OuterRef("holder"), place=OuterRef("place"), form=form, digest=digest
        )
        found = found.filter(Exists(beside))
    return found.values("holder").distinct()


def _folded(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(character)
    if kind == "Cf":  # direction marks, joiners, soft hyphens
        return ""
    return " " if kind[0] in "PSZC" or character in _APOSTROPHES else character


class _Each(dict[int, str]):
    """Each character as it is folded, found once: whole documents are folded too."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_EACH = _Each()


def _digest(form: str, value: str) -> str:
    message = b"".join(
        len(part).to_bytes(8, "big") + part for part in (_VERSION, form.encode(), value.encode())
    )
    return hmac.new(_index_key(), message, hashlib.sha256).digest()[:_DIGEST_BYTES].hex()


@cache
def _index_key() -> bytes:
    return keystore.make_key(INDEX_HOLDER)
