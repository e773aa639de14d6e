"""
Document symbols: read as they are printed, written as they are cited, named as they are addressed.

A symbol that the grammar does not know (a document of another house) is kept as it is given.
Source: DOC-1 to DOC-5, AKN-5.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST = 120

_TREATIES = "CCPR|CAT|CRC|CEDAW|CERD|CMW|CRPD|CED"
_SERIES = re.compile(rf"(?:(?:{_TREATIES})/(?:C|OP|SP)|OPCAT/SP|A|S|E|ST|HRI|HR)(?=/)")
_SEGMENT = re.compile(r"[A-Z0-9][A-Za-z0-9]*(?:[.\-][A-Za-z0-9]+)*(?:\([IVXLC]+\)[A-Z]?)?")
_YEARLY = re.compile(r"[A-Z0-9]+\((?:1[89]|20)\d\d\)")
_OLD = re.compile(r"(\d+) ?([A-Z]?) ?\(([IVXLC]+)\) ?([A-Z]?)")
_YEAR = re.compile(r"(\d+) ?\(((?:1[89]|20)\d\d)\)")
_MODIFIER = re.compile(r"(Add|Amend|Corr|Rev|Summary)(?:\.(\d+))?", re.IGNORECASE)
_EXTRACT = re.compile(
    r"(?:[ ]?\((?:Vol|Part|list|Suppl)[^()/]*\))?"
    r"(?:, ?(?:p{1,2}\.|annex(?:es)?|paras?\.|chap\.|vol\.|No\.) ?[A-Za-z0-9 .\-]+)*",
    re.IGNORECASE,
)
# Segments of three letters that name no State.
_NATURES = frozenset({"CRP", "DEC", "FCO", "HRC", "INF", "NGO", "NPM", "PET", "QPR", "RES", "VIS"})
_MIXED = {"sub": "Sub", "vol": "Vol"}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-") | dict.fromkeys(map(ord, "⁄∕／"), "/")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c"))
_NAMED = re.compile(r"[^A-Za-z0-9._()~,-]+")
_OF_OTHERS = re.compile(r"[A-Za-z0-9](?:[\w ()/.,&+\-]*[\w).])?")
_CPT = re.compile(r"(CoE_CPT_p-[a-z0-9\-]+?)-(?:en|fr)")

# The same instrument under the number of its deposit.
_ONE_AND_THE_SAME = {
    "UNTS-IV-9": "A/RES/39/46",
    "UNTS-IV-9-b": "A/RES/57/199",
    "UNTS-IV-8": "A/RES/34/180",
    "UNTS-IV-11": "A/RES/44/25",
    "UNTS-IV-2": "A/RES/2106(XX)A",
    "UNTS-IV-13": "A/RES/45/158",
    "UNTS-IV-15": "A/RES/61/106",
    "UNTS-IV-16": "A/RES/61/177",
}


class Tie(StrEnum):
    """What a document does to an earlier one. Source: DOC-3."""

    CORRECTS = "corrects"
    REPLACES = "replaces"
    SUPPLEMENTS = "supplements"


_TIES = {
    "Add": Tie.SUPPLEMENTS,
    "Amend": Tie.CORRECTS,
    "Corr": Tie.CORRECTS,
    "Rev": Tie.REPLACES,
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """
    A symbol in its parts, in their order.

    `modifiers` are pairs such as `("Add", "1")`; `extract` is the part of a compilation that stands
    as a document of its own (` (Vol. I), p. 200`, `, annex IX`); `stars` counts reissues.
    """

    series: str
    segments: tuple[str, ...] = ()
    modifiers: tuple[tuple[str, str], ...] = ()
    extract: str = ""
    stars: int = 0

    def __str__(self) -> str:
        modified = (f"{kind}.{number}" if number else kind for kind, number in self.modifiers)
        return "/".join((self.series, *self.segments, *modified)) + self.extract + "*" * self.stars

    @property
    def is_known(self) -> bool:
        """Test whether the grammar knows the symbol."""
        return bool(self.segments)

    @property
    def name(self) -> str:
        """The symbol as it stands in addresses: `A-HRC-55-69`. Source: AKN-5."""
        said = str(replace(self, stars=0))
        return _NAMED.sub("_", said.replace("/", "-").replace(" ", "_")).strip("_-.")

    @property
    def body(self) -> str:
        """The code of the body whose series it is in; empty where the symbol does not say."""
        return _body(self)

    @property
    def state(self) -> str:
        """The State that it is about, by ISO 3166-1 alpha-3, where the symbol names one."""
        if "/" not in self.series and self.segments[:1] != ("HRC",):
            return ""
        three = (one for one in self.segments if re.fullmatch(r"[A-Z]{3}", one))
        return next((one for one in three if one not in _NATURES), "")

    @property
    def session(self) -> int | None:
        """The session, where the symbol carries one. Source: DOC-4."""
        return _session(self)

    @property
    def year(self) -> int | None:
        """The year that some series carry in place of a session. Source: DOC-4."""
        found = (re.search(r"(?<!\d)(?:19[4-9]|20)\d\d(?!\d)", one) for one in self.segments)
        return next((int(one[0]) for one in found if one), None)

    @property
    def number(self) -> str:
        """The last number before the modifiers, as printed: `69`, `5-6`, `217(III)A`."""
        return next((one for one in reversed(self.segments) if one[0].isdigit()), "")

    @property
    def base(self) -> Symbol:
        """The symbol without its modifiers, its extract and its stars."""
        return replace(self, modifiers=(), extract="", stars=0)


def parsed(text: str) -> Symbol | None:
    """
    Return a symbol from text, however it is spaced, dashed or cased; none if it is not one.

    The order of stacked modifiers is kept. Source: DOC-2, DOC-3.
    """
    text = normalized(text)
    if len(text) > LONGEST:
        return None
    bare = text.rstrip("*")
    stars = len(text) - len(bare)
    head, extract = _split_extract(bare.rstrip())
    head = _raised(head)
    series = _SERIES.match(head)
    if series is None or extract is None:
        return None
    parts = [_joined(one) for one in head[series.end() + 1 :].split("/")]
    modifiers: list[tuple[str, str]] = []
    while parts and (found := _MODIFIER.fullmatch(parts[-1])):
        modifiers.insert(0, (found[1].capitalize(), found[2] or ""))
        parts.pop()
    if not parts or not all(map(_is_segment, parts)) or not any(_has_digit(one) for one in parts):
        return None
    return Symbol(series[0], tuple(parts), tuple(modifiers), extract, stars)


def settled(text: str) -> Symbol | None:
    """
    Return the one symbol under which a document stands, also one of another house; none if unfit.

    A text of a treaty that goes by the number of its deposit stands under the resolution that
    adopted it alone; a reissue stands under the symbol that it reissues. Source: DOC-1.
    """
    text = normalized(text)
    text = _ONE_AND_THE_SAME.get(text, text)
    if one := _CPT.fullmatch(text):
        text = one[1]
    known = parsed(text)
    if known is not None:
        return replace(known, stars=0) if len(str(known)) <= LONGEST else None
    if len(text) > LONGEST or len(text) < 3 or not _OF_OTHERS.fullmatch(text):
        return None
    return Symbol(text) if _NAMED.sub("", text) else None


def named(name: str) -> Symbol | None:
    """Return the symbol that a name in an address stands for, as far as it can be told (AKN-5)."""
    symbol = parsed(name.replace("_", " ").replace("-", "/"))
    if symbol is None or "CO" not in symbol.segments:
        return symbol
    # Combined reports: `CO/5-6` has lost its dash to the slashes.
    at = symbol.segments.index("CO") + 1
    rest = symbol.segments[at:]
    if len(rest) > 1 and all(one.isdigit() for one in rest):
        return replace(symbol, segments=(*symbol.segments[:at], "-".join(rest)))
    return symbol


def ties_of(symbol: Symbol) -> tuple[tuple[Tie, str], ...]:
    """
    Return what a symbol says of earlier documents: what it corrects, replaces or supplements.

    A second revision replaces the text and the first revision too. Source: DOC-3.
    """
    if not symbol.modifiers or symbol.extract:
        return ()
    *before, (kind, number) = symbol.modifiers
    if kind not in _TIES:
        return ()
    whole = replace(symbol, modifiers=tuple(before), stars=0)
    earlier = [whole]
    if kind == "Rev" and number.isdigit():
        firsts = range(1, min(int(number), 20))
        earlier += [replace(whole, modifiers=(*before, ("Rev", str(one)))) for one in firsts]
    return tuple((_TIES[kind], str(one)) for one in earlier)


def normalized(text: str) -> str:
    """Return text with plain dashes, slashes, letters and spaces, none around a slash (DOC-2)."""
    text = unicodedata.normalize("NFKC", text.translate(_UNSEEN).translate(_DASHES))
    text = " ".join(text.translate(_DASHES).split())
    return re.sub(r" ?/ ?", "/", text).replace(" *", "*")


def _split_extract(text: str) -> tuple[str, str | None]:
    """Return a symbol without what it is an extract by, and that; none if it makes no sense."""
    at = re.search(r" ?\((?:Vol|Part|list|Suppl)|,", text, re.IGNORECASE)
    if at is None:
        return text, ""
    extract = text[at.start() :]
    if not _EXTRACT.fullmatch(extract):
        return text, None
    return text[: at.start()], re.sub(r",(?! )", ", ", re.sub(r"^ ?\(", " (", extract)).rstrip()


def _raised(head: str) -> str:
    """Return a symbol in the letters that the United Nations writes it in."""
    return "/".join(_cased(one) for one in head.split("/"))


def _cased(segment: str) -> str:
    found = _MODIFIER.fullmatch(segment)
    if found:
        return found[1].capitalize() + (f".{found[2]}" if found[2] else "")
    first, dot, rest = segment.partition(".")
    first = _MIXED.get(first.casefold(), first.upper())
    return first + dot + rest.upper()


def _joined(segment: str) -> str:
    """Return the number of an old resolution in one form: `217 A (III)` is `217(III)A`."""
    if one := _OLD.fullmatch(segment):
        return f"{one[1]}({one[3]}){one[2] or one[4]}"
    if one := _YEAR.fullmatch(segment):
        return f"{one[1]}({one[2]})"
    return segment


def _is_segment(segment: str) -> bool:
    return bool(_SEGMENT.fullmatch(segment) or _YEARLY.fullmatch(segment))


def _has_digit(segment: str) -> bool:
    return any(sign in "0123456789" for sign in segment)


def _body(symbol: Symbol) -> str:
    series, parts = symbol.series, symbol.segments
    if not symbol.is_known:
        return "CPT" if series.startswith(("CoE_CPT", "CPT")) else ""
    if "/" in series:
        treaty = series.partition("/")[0]
        return "SPT" if series == "CAT/OP" else "OPCAT" if treaty == "OPCAT" else treaty
    if series == "A" and parts[0] == "HRC":
        within = {"WG.6": "UPR", "WGAD": "WGAD", "WGEID": "WGEID"}
        return within.get(parts[1] if len(parts) > 1 else "", "HRC")
    if series == "E":
        return {"C.12": "CESCR", "CN.4": "CHR"}.get(parts[0], "ECOSOC")
    return {"A": "GA", "S": "SC", "HRI": "CHAIRS", "HR": "OHCHR"}.get(series, "")


def _session(symbol: Symbol) -> int | None:
    series, parts = symbol.series, list(symbol.segments)
    if parts and (old := _OLD.fullmatch(parts[-1])):
        return _roman(old[3])
    if series in ("S", "E", "HRI", "HR", "ST", ""):
        return None
    while parts and not parts[0].isdigit():
        if symbol.state and parts[0] == symbol.state:
            return None
        parts.pop(0)
    is_numbered = len(parts) > 1 and not re.fullmatch(r"(?:19|20)\d\d", parts[0])
    return int(parts[0]) if is_numbered else None


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[one] for one in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)
