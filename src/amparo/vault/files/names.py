"""The name under which a file is kept: a last part of a path, whatever was sent as one."""

from __future__ import annotations

import re
import unicodedata

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

NAME_BYTES = 180

# Marks that turn the direction of writing, or cannot be seen, and so disguise a name. The two
# joiners stay: Persian and Indic words are written with them.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_ENDING = re.compile(r"[a-z0-9]{1,10}")


def clean_name(name: str) -> str:
    """
    Return the name without folders, drive letters, unseen marks and what systems reserve.

    A clean name is its own clean name.

    :raises Refused: if no ending is left that says what the file is.
    """
    last = re.split(r"[/\\]", _without_unseen(name))[-1]
    last = _FORBIDDEN.sub("_", re.sub(r"^[A-Za-z]:", "", last))
    last = " ".join(last.split()).rstrip(". ")
    stem, dot, ending = last.rpartition(".")
    ending = ending.lower()
    if not dot or not _ENDING.fullmatch(ending):
        raise Refused(
            _(
                "The name of the file has no ending that says what it is, such as .pdf or .jpg. "
                "Rename the file, and add it again."
            )
        )
    return f"{_kept_stem(stem, NAME_BYTES - len(ending) - 1)}.{ending}"


def ending_of(clean: str) -> str:
    """Return the ending of a clean name, in small letters, without its dot."""
    return clean.rpartition(".")[2]


def _without_unseen(name: str) -> str:
    # Characters that only look like a slash or a dot become one here, before anything is cut.
    name = unicodedata.normalize("NFC", name)
    name = "".join(one for one in name if unicodedata.category(one) not in {"Cc", "Cs", "Cn"})
    return _UNSEEN.sub("", name)


def _kept_stem(stem: str, limit: int) -> str:
    stem = _cut(stem.strip(". "), limit - 1) or "file"
    # Windows reserves these whatever follows the first dot.
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    return stem


def _cut(text: str, limit: int) -> str:
    """Cut a text to so many bytes, never within a character, nor before marks that belong to it."""
    data = text.encode()
    if len(data) <= limit:
        return text
    kept = data[:limit].decode(errors="ignore")
    while kept and unicodedata.combining(text[len(kept)]):
        kept = kept[:-1]
    return kept.strip(". ")
