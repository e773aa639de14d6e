"""
What a text cites: documents by symbol, resolutions by number, instruments and standards by name.

Together with the words that say where in them, before or after; what a note says is "ibid." is
resolved by the note before it. Source: DOC-11, DOC-12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import corrections
from .instruments import NAMES, SHORT_NAMES, likely
from .points import Phrase, phrase_at, phrases
from .symbols import Symbol, parsed

_SEGMENT = (
    r"(?:(?:Add|Corr|Rev|Amend|Summary|Sub)(?:\.\d+)?"
    r"|[A-Z0-9]+(?:\.[A-Z0-9]+)*(?:[-–]\d+)?"
    r"(?:\s?\([IVXLC]+\)(?:\s?[A-Z]\b)?|\s?\((?:19|20)\d\d\))?)"
)
_SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/.@:_\-])"
    r"(?:(?:CCPR|CAT|CRC|CEDAW|CERD|CMW|CRPD|CED)/(?:C|OP|SP)|OPCAT/SP|A|S|E|ST|HRI|HR)"
    rf"(?:/{_SEGMENT})+"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_AND_MODIFIED = re.compile(
    r"\s*(?:,|and|et|y|и|和|及|و|-)\s*((?:Add|Corr|Rev)\.\d+)", re.IGNORECASE
)
_RESOLUTION = re.compile(
    r"(?:(?P<of>General Assembly|Human Rights Council|Economic and Social Council|Security Council"
    r"|Commission on Human Rights|Council|Assembly)\s+)?"
    r"(?P<word>resolutions?|résolutions?|resolución|resoluciones|резолюци\w+)\s+"
    r"(?P<numbers>\d{1,4}/\d{1,4}(?:\s*(?:,|and|et|y|и)\s*\d{1,4}/\d{1,4})*"
    r"|\d{1,4}(?:\s?[A-Z])?\s?\((?:[IVXLC]+|(?:19|20)\d\d)\)(?:\s?[A-Z]\b)?)"
    r"(?:\s+(?:of the|de la?|de l['’]|du|del|)\s*(?P<after>General Assembly|Human Rights Council"
    r"|Assemblée générale|Asamblea General|Генеральной Ассамблеи|Conseil des droits de l['’]homme"
    r"|Consejo de Derechos Humanos|Совета по правам человека))?"
    r"|(?P<zh>大会|人权理事会|理事会|人权委员会|经济及社会理事会|经社理事会|安全理事会)(?:关于[^，。；]{1,30}的)?\s?第?\s?"
    r"(?P<z>\d{1,4}/\d{1,4}(?:[、和及]\s?第?\s?\d{1,4}/\d{1,4})*)\s?号决议"
    r"|قرار(?:ات|ي)?\s+(?P<ar>الجمعية العامة|مجلس حقوق الإنسان)\s+(?P<a>\d{1,4}/\d{1,4})",
)
_RESOLUTION_HINT = re.compile(r"esol|ésol|езол|决议|قرار")
_ORGANS = (
    ("GA", r"General Assembly|Assembl|Asamblea|Ассамбле|大会|الجمعية"),
    ("SR", r"Commission on Human|人权委员会"),
    ("ES", r"Economic and|经济|经社"),
    ("SC", r"Security|安全"),
    ("HRC", r"Council|Conseil|Consejo|Совет|理事会|مجلس"),
)
_SERIES = {
    "GA": "A/RES/",
    "HRC": "A/HRC/RES/",
    "SR": "E/CN.4/RES/",
    "ES": "E/RES/",
    "SC": "S/RES/",
}
# The General Assembly has sat oftener than the Human Rights Council: beyond, it can only be it.
_SESSIONS_OF_THE_COUNCIL = 62
_NUMBERED = re.compile(
    r"\d{1,4}/\d{1,4}|\d{1,4}(?:\s?[A-Z])?\s?\((?:[IVXLC]+|\d{4})\)(?:\s?[A-Z]\b)?"
)
_IBID = re.compile(
    r"\b[Ii]bid(?:em)?\b\.?|\bIdem\b\.?|同上|Там же\.?|المرجع نفسه|نفس المرجع|Ibíd\.?"
)
_OF = re.compile(
    r"\s*,?\s*(?:(?:of|to|in|under|de|del|du|d['’]|к|в|من|في)\s*)?(?:(?:the|la|le|el|l['’])\s*)?"
    r"(?:(?:same|said|United Nations|General Assembly)\s+)?[“\"«]?",
    re.IGNORECASE,
)
_HERE_AFTER = re.compile(
    r"\s*(?:,\s*)?(?:above|below|supra|infra|ci-dessus|ci-dessous|выше|ниже|أعلاه|أدناه"
    r"|(?:of|to|in) (?:the present|this) (?:report|document|tool|general comment)"
    r"|du présent (?:rapport|document)|del presente (?:informe|documento)"
    r"|настоящего (?:доклада|документа)|من هذا (?:التقرير|المستند))",
    re.IGNORECASE,
)
_HERE_BEFORE = re.compile(
    r"(?:上文|下文|本报告|本文件|本工具|本文书|本一般性意见|另见|见)[之]?\s?$|[(（]$"
)
_CLOSED = re.compile(r"\s?[)）]")
_ANNEX_HERE = re.compile(
    r"(?:[(（](?:见|[Ss]ee|[Vv]oir|[Vv]éase|см\.|انظر)?\s?(?:the |el |l['’])?)$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """
    Words that lead to a document, and where they stand: from `start` to `end` of the block or note
    at `eid`. `printed` keeps what they say where that is known to be wrong.
    """

    eid: str
    start: int
    end: int
    symbol: str
    point: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands: in which document, in which part of it."""

    symbol: str
    body: str = ""
    part: str = "main"


@dataclass(frozen=True, slots=True)
class _Target:
    start: int
    end: int
    symbol: str
    needs_point: bool = False
    point: str = ""  # what "ibid." leads to, if it says nothing else
    printed: str = ""


def cited_in(
    blocks: Iterable[Mapping[str, Any]],
    notes: Iterable[Mapping[str, Any]],
    *,
    symbol: Symbol,
    kind: str = "",
) -> Iterator[Found]:
    """Yield what the blocks and the notes of a document cite, in their order. Source: DOC-11, DOC-12."""
    # Annual reports of the Subcommittee are documents of the Committee, and so on: the body tells.
    setting = Setting(str(symbol), symbol.body)
    for block in blocks:
        yield from citations_in(
            block["text"], replace(setting, part=block["part"]), eid=block["eid"]
        )
    before: Found | None = None
    for note in notes:
        eid = f"note_{note['mark']}"
        eid = eid if note["part"] == "main" else f"{note['part']}__{eid}"
        found = list(
            citations_in(note["text"], replace(setting, part=note["part"]), eid=eid, before=before)
        )
        before = found[-1] if found else None
        yield from found


def citations_in(
    text: str, setting: Setting, *, eid: str = "", before: Found | None = None
) -> Iterator[Found]:
    """
    Yield what a text cites, from its beginning to its end. `before` is what "ibid." stands for.

    Source: DOC-11, DOC-12.
    """
    every = list(phrases(text))
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    targets = _targets(text, setting, before, has_points=bool(every))
    for at, target in enumerate(targets):
        until = targets[at + 1].start if at + 1 < len(targets) else len(text)
        phrase = _phrase_of(text, target, every, until, taken)
        if phrase is None and target.needs_point:
            continue
        found += _joined(target, phrase, eid)
        if phrase is not None:
            taken.append((phrase.start, phrase.end))
    found += _of_here(text, every, taken, setting, eid)
    for one in sorted(_rightly_placed(found), key=lambda one: (one.start, one.end)):
        yield corrections.corrected(one, setting.symbol, eid, text[one.start : one.end])


def _targets(
    text: str, setting: Setting, before: Found | None, *, has_points: bool
) -> list[_Target]:
    """Return the documents that a text names, none inside of another's words."""
    closed = [one.span() for one in _ADDRESS.finditer(text)]
    targets: list[_Target] = []
    for group in (
        _by_symbol(text),
        _by_resolution(text, setting),
        _by_name(text),
        _by_ibid(text, before),
        _by_short_name(text, setting) if has_points else (),
    ):
        for one in group:
            if all(one.end <= start or one.start >= end for start, end in closed):
                closed.append((one.start, one.end))
                targets.append(one)
    return sorted(targets, key=lambda one: one.start)


def _by_symbol(text: str) -> Iterator[_Target]:
    for found in _SYMBOL.finditer(text):
        symbol = parsed(found[0])
        is_short = symbol is not None and len(symbol.series) <= 2 and len(symbol.segments) < 2
        if symbol is None or (is_short and not symbol.modifiers):
            continue
        end = found.end()
        yield _Target(found.start(), end, str(symbol))
        while more := _AND_MODIFIED.match(text, end):
            modified = parsed(f"{symbol}/{more[1]}")
            if modified is None:
                break
            end = more.end()
            yield _Target(more.start(1), end, str(modified))


def _by_resolution(text: str, setting: Setting) -> Iterator[_Target]:
    if not _RESOLUTION_HINT.search(text):
        return
    for found in _RESOLUTION.finditer(text):
        said = found["of"] or found["after"] or found["zh"] or found["ar"] or ""
        organ = next((code for code, words in _ORGANS if re.search(words, said)), "")
        if organ == "HRC" and re.match(r"(?:19|20)\d\d/", found["numbers"] or found["z"] or ""):
            organ = "ES"
        group = next(name for name in ("numbers", "z", "a") if found[name])
        several = list(_NUMBERED.finditer(found[group]))
        organ = organ or _organ([one[0] for one in several], setting)
        for one in several if organ else ():
            symbol = parsed(_SERIES[organ] + one[0])
            if symbol is None:
                continue
            start = found.start() if one is several[0] else found.start(group) + one.start()
            end = found.end() if one is several[-1] else found.start(group) + one.end()
            yield _Target(start, end, str(symbol))


def _organ(numbers: Iterable[str], setting: Setting) -> str:
    """Return whose resolutions these are, where their numbers tell: sessions, years, old numerals."""
    sessions = [one.partition("/")[0] for one in numbers]
    if any(not one.isdigit() for one in sessions):
        return "GA" if re.search(r"[IVX]", sessions[0]) else "SC"
    latest = max(map(int, sessions))
    if latest > _SESSIONS_OF_THE_COUNCIL:
        return "GA" if latest < 1000 else "SR"
    return "HRC" if setting.body in {"HRC", "UPR"} else ""


def _by_name(text: str) -> Iterator[_Target]:
    for name in likely(text, NAMES):
        for found in name.pattern.finditer(text):
            yield _Target(*found.span(), name.symbol)


def _by_short_name(text: str, setting: Setting) -> Iterator[_Target]:
    for name in likely(text, SHORT_NAMES.get(setting.body, ())):
        if name.symbol != setting.symbol:
            for found in name.pattern.finditer(text):
                yield _Target(*found.span(), name.symbol, needs_point=True)


def _by_ibid(text: str, before: Found | None) -> Iterator[_Target]:
    if before is not None:
        for found in _IBID.finditer(text):
            yield _Target(*found.span(), before.symbol, point=before.point, printed=before.printed)


def _phrase_of(
    text: str,
    target: _Target,
    every: Iterable[Phrase],
    until: int,
    taken: list[tuple[int, int]],
) -> Phrase | None:
    """Return the words that say where in a document: right after its name, or right before."""
    after = phrase_at(text, target.end)
    if after is not None and after.end <= until:
        return after
    for one in every:
        is_before = one.end <= target.start and _OF.fullmatch(text, one.end, target.start)
        if is_before and (one.start, one.end) not in taken:
            return one
    return None


def _joined(target: _Target, phrase: Phrase | None, eid: str) -> Iterator[Found]:
    if phrase is None:
        yield Found(eid, target.start, target.end, target.symbol, target.point, target.printed)
        return
    first, *others = phrase.points
    is_after = phrase.start >= target.end
    start = target.start if is_after else phrase.start
    # What stands between two places and the name after them belongs to the last.
    ends = [one.end for one in phrase.points]
    if not is_after:
        ends[-1] = target.end
    yield Found(eid, start, ends[0], target.symbol, first.address)
    for one, end in zip(others, ends[1:], strict=True):
        yield Found(eid, one.start, end, target.symbol, one.address)


def _of_here(
    text: str, every: Iterable[Phrase], taken: list[tuple[int, int]], setting: Setting, eid: str
) -> Iterator[Found]:
    """Yield what leads to another place of the same document: "paragraph 32 above"."""
    inside = "" if setting.part == "main" else f"{setting.part}__"
    for phrase in every:
        if any(phrase.start < end and start < phrase.end for start, end in taken):
            continue
        if not _is_of_here(text, phrase):
            continue
        for one in phrase.points:
            within = inside if one.address.startswith(("para_", "sec_")) else ""
            yield Found(eid, one.start, one.end, setting.symbol, within + one.address)


def _is_of_here(text: str, phrase: Phrase) -> bool:
    address = phrase.points[0].address
    if _HERE_AFTER.match(text, phrase.end):
        return True
    before = text[max(0, phrase.start - 12) : phrase.start]
    if address.startswith("annex_"):
        return bool(_ANNEX_HERE.search(before) and _CLOSED.match(text, phrase.end))
    is_said = _HERE_BEFORE.search(before)
    if is_said and is_said[0] in {"(", "（"}:
        return address.startswith("sec_") and bool(_CLOSED.match(text, phrase.end))
    return bool(is_said)


def _rightly_placed(found: Sequence[Found]) -> Iterator[Found]:
    """Yield citations, those of a correction in the document that it corrects: there is the text."""
    for at, one in enumerate(found):
        corrected, is_correction, _number = one.symbol.partition("/Corr.")
        before = next((it for it in reversed(found[:at]) if it.symbol != one.symbol), None)
        if is_correction and one.point and before is not None and before.symbol == corrected:
            one = replace(one, symbol=corrected)
        yield one
