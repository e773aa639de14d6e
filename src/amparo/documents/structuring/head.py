"""What a document says of itself before its text: symbol, day, languages, session, body, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from amparo.documents.rules import symbols
from amparo.documents.structure import Head

from .dates import date_in
from .furniture import JOB, SYMBOL, Sheets
from .languages import language_of, named
from .openings import article_of
from .passages import Passage
from .roles import Role
from .seams import Seams, is_ended, width

_SYMBOL = re.compile(rf"(?<![\w/]){SYMBOL}")
_CPT = re.compile(r"CPT/Inf ?\(\d{4}\) ?\d+")
_JOB = re.compile(rf"(?<!\d){JOB}")
_DISTRIBUTION = re.compile(r"(?:Distr\s?\.|التوزيع)\s?:?\s*(\w+)")
_DISTRIBUTIONS = {
    "gén": "General",
    "gen": "General",
    "общ": "General",
    "عام": "General",
    "普遍": "General",
    "lim": "Limited",
    "огр": "Limited",
    "有限": "Limited",
    "res": "Restricted",
    "prov": "Provisional",
}
_ORIGINAL = re.compile(r"(?:Original|Оригинал|原文|الأصل)\s?[:：]")
_SESSION = re.compile(
    r"第.{1,6}届会议|.{3,40}\b[Ss]ession|.{1,30}período de sesiones|.{3,40}\bсессия|الدورة .{3,30}"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff、]{2,40}(?:委员会|理事会|大会)|(?:Subc|C)ommittee (?:on|against|for).*|Human Rights Council|"
    r"General Assembly|Economic and Social Council|Security Council|(?:Sous-)?Comité .*|Conseil .*|"
    r"Assemblée générale|Subcomité .*|Consejo .*|Asamblea General|(?:К|Подк)омитет .*|Совет .*|"
    r"Генеральная Ассамблея|(?:ال)?لجنة .*|اللجنة .*|مجلس .*|الجمعية العامة"
)
_PARENTS = re.compile(
    r"General Assembly|Assemblée générale|Asamblea General|Генеральная.*|الجمعية العامة|大会"
)
_AGENDA = re.compile(
    r"(?:临时)?议程项目.{0,12}|(?:Provisional a|A)genda items? .{1,15}|Points? .{1,12} de l.ordre du jour.*|"
    r"Temas? .{1,12} del? (?:programa|la agenda).*|Пункт.{0,3} .{1,12} повестки дня|البند.{1,20} جدول الأعمال.*"
)
_WHEN = re.compile(
    r"(?=.{8,60}$)(?=.*\d{4})(?=.*(?:[–-]|至|\b(?:to|au|al)\b|\sпо\s|إلى)).*"
    r"(?:日|日内瓦|纽约|\d{4}|Geneva|Genève|Ginebra|New York|Женева|جنيف)"
)
_AUTHOR = re.compile(
    r"(?:Adopted:|Report of the (?:Secret|Office|Working)|Note (?:by|verbale)|Rapport du|Note du|Informe de|Nota de|"
    r"Доклад (?:Секр|Упр)|Записка|مذكرة|تقرير (?:ال)?أمين|秘书处的|秘书长的|高级专员的|工作组的|特别报告员的|共同召集人的).{0,80}"
)
_GOES_ON = re.compile(r"[或和及的与、]$|\b(?:of|the|and|for|on|in|to|de|la|des|du|del|los|para)$")
_BEGINS = re.compile(
    r"概\s?要|摘要|Summary|Résumé|Resumen|Резюме|موجز|Introduction|Introducción|Введение|مقدمة|导言|引言|"
    r"Preamble|PREAMBLE|Préambule|PREAMBULE|PRÉAMBULE|Preámbulo|PREÁMBULO|Преамбула|ПРЕАМБУЛА|الديباجة|序言|"
    r"Abbreviations|Acronyms|Executive summary|Background|Overview|Methodology.{0,40}|Präambel|Preâmbulo|"
    r"Preambula|UTANGULIZI|Önsöz|مقدمه"
)
_MOST = 60
_LONG = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """
    The head, and where the text begins.

    `rest` are the passages before the text that the head does not say, in their order; `spent` the
    lines that it says.
    """

    head: Head
    begins: int
    rest: tuple[Passage, ...]
    spent: tuple[str, ...]


def head_of(passages: Sequence[Passage], sheets: Sheets, seams: Seams, language: str) -> Heading:
    """Return the head of a document whose text is in `language`."""
    begins = _begins(passages, language)
    lines = _whole(list(passages[:begins]), seams)
    beside = [*sheets.masthead, *sheets.running]
    told = _Told(lines, beside, seams, language)
    head = Head(
        symbol=told.symbol(sheets.running),
        body=told.body(),
        session=told.take(_SESSION),
        distribution=told.distribution(),
        on=told.day(),
        language=language,
        original_language=told.original(),
        job_number=told.job(),
    )
    # The title is what is left when everything else is told.
    head = replace(head, title=told.title() or _running_title(sheets))
    rest = tuple(one for one in lines if one.text not in told.spent or one.rows)
    return Heading(head, begins, rest, tuple(told.spent))


def _running_title(sheets: Sheets) -> str:
    """Return what stands above every page, where it is words: the title of some texts."""
    for text in sheets.running[:6]:
        if text.isascii() and not any(sign.islower() for sign in text):
            continue
        if not ("|" in text or "://" in text or _SYMBOL.search(text) or _JOB.search(text)):
            return text
    return ""


def _begins(passages: Sequence[Passage], language: str) -> int:
    """Return where the text begins: at the first number, heading, summary or whole paragraph."""
    for place, passage in enumerate(passages[:_MOST]):
        is_text = passage.role is Role.TEXT
        if not is_text and passage.role is not Role.TABLE or article_of(passage.text):
            return _with_headings(passages, place)
        is_heading = bool(place) and passage.style.startswith(("Heading", "_ H_"))
        if is_heading and not _is_title_yet(passage.text, passages[:place], language):
            return place
        if _BEGINS.fullmatch(passage.text):
            return place
        if is_text and width(passage.text) >= _LONG and is_ended(passage.text):
            return place
    return min(len(passages), 1 if len(passages) > _MOST else len(passages) and 1)


def _is_title_yet(text: str, above: Sequence[Passage], language: str) -> bool:
    """Test whether a heading is of the title: none above is in our language, or it goes on there."""
    has_title = any(_may_be_in(language, one.text) for one in above)
    return text[:1].islower() if has_title else _may_be_in(language, text)


def _may_be_in(language: str, text: str) -> bool:
    return language_of(text) in ("", language)


def _with_headings(passages: Sequence[Passage], place: int) -> int:
    """Return where the headings begin that stand before the first number on its own page."""
    while place and passages[place - 1].is_page_top and width(passages[place - 1].text) < _LONG:
        place -= 1
    return place


def _whole(passages: list[Passage], seams: Seams) -> list[Passage]:
    made: list[Passage] = []
    for passage in passages:
        before = made[-1] if made else None
        if before and not before.rows and _GOES_ON.search(before.text) and passage.text:
            before.text = seams.two(before.text, passage.text)
        elif before and passage.text in ("*", "**", "***"):
            before.text += passage.text
        else:
            made.append(passage)
    return made


class _Told:
    """The lines of a head, and which of them were understood."""

    def __init__(
        self, lines: list[Passage], beside: list[str], seams: Seams, language: str
    ) -> None:
        self.lines = [line for line in lines if line.text]
        self.texts = [line.text for line in self.lines]
        self.beside = beside
        self.seams = seams
        self.language = language
        self.spent: list[str] = []

    def take(self, shape: re.Pattern[str]) -> str:
        found = next((text for text in self.texts if shape.fullmatch(text)), "")
        if found:
            self.spent.append(found)
        return found

    def symbol(self, running: Sequence[str]) -> str:
        for text in self.texts:
            if known := symbols.parsed(text):
                self.spent.append(text)
                return str(known)
        for text in [" ".join(self.beside[:12]), *running]:
            found = _CPT.search(text) or _SYMBOL.search(text)
            if found and (known := symbols.settled(found[0].replace(" (", "(").replace(") ", ")"))):
                return str(known)
        return ""

    def distribution(self) -> str:
        for text in [*self.beside, *self.texts]:
            if found := _DISTRIBUTION.match(text):
                self.spent.append(text)
                low = found[1].lower()
                return next(
                    (name for key, name in _DISTRIBUTIONS.items() if low.startswith(key)), found[1]
                )
        return ""

    def day(self) -> date | None:
        dated = re.compile(r"(?:Adopted|Date|Distr|Adopté|Aprobad)\b.*", re.IGNORECASE)
        for text in [*self.beside, *self.texts]:
            is_told = (
                text in self.beside or len(text) < 30 and text[:1].isdigit() or dated.match(text)
            )
            if (
                is_told
                and not re.search(r"\d\s?日?(?:[–-]|至)|至", text)
                and (day := date_in(text))
            ):
                if dated.match(text) or len(text) < 30:
                    self.spent.append(text)
                return day
        return None

    def original(self) -> str:
        for text in [*self.beside, *self.texts]:
            if found := _ORIGINAL.match(text):
                self.spent.append(text)
                return named(text[found.end() :])
        return ""

    def job(self) -> str:
        found = next(
            (one for text in [*self.beside, *self.texts] if (one := _JOB.search(text))), None
        )
        return found[0].strip() if found else ""

    def body(self) -> str:
        found = [text for text in self.texts if _BODY.fullmatch(text) and len(text) < 100]
        best = next((text for text in found if not _PARENTS.fullmatch(text)), "".join(found[:1]))
        if best:
            self.spent.append(best)
        return best

    def title(self) -> str:
        """Return the title: the largest print, or what nothing else accounts for."""
        if len(self.texts) > 1 and self.texts[1] in self.spent and _SYMBOL.match(self.texts[1]):
            return self._spend([self.texts[0]])
        sizes = [line.size for line in self.lines if line.size]
        if (
            sizes
            and max(sizes) > min(sizes) * 1.1
            and any(line.size == max(sizes) for line in self.lines)
        ):
            large = [line.text for line in self.lines if line.size >= 0.98 * max(sizes)]
            if not all(_BODY.fullmatch(text) or len(text) < 4 for text in large):
                return self._spend(large)
        left = self._ours([text for text in self.texts if not self._is_other(text)])
        if left and not self.spent:
            # Nothing here is of a United Nations document: the title stands first.
            goes_on = takewhile(lambda text: text[:1].islower(), left[1:])
            return self._spend([left[0], *goes_on])
        started = [
            place
            for place, text in enumerate(self.texts)
            if _AGENDA.fullmatch(text) or _WHEN.fullmatch(text)
        ]
        if started:
            after = [text for text in self.texts[max(started) + 1 :] if text in left]
            left = after[1:] if len(after) > 1 else after or left
        if not left:
            return ""
        is_wrapped = len(left) == 2 and not any(line.is_whole for line in self.lines)
        return self._spend(left if is_wrapped else [max(left, key=width)])

    def _ours(self, texts: list[str]) -> list[str]:
        """Return those that may be in the language of the text; all of them if none is."""
        return [one for one in texts if _may_be_in(self.language, one)] or texts

    def _is_other(self, text: str) -> bool:
        bare = text.rstrip("* ")
        shapes = (_SESSION, _BODY, _AGENDA, _WHEN, _AUTHOR, _DISTRIBUTION, _ORIGINAL)
        return bool(
            text in self.spent or any(shape.fullmatch(bare) for shape in shapes) or named(text)
        )

    def _spend(self, texts: list[str]) -> str:
        self.spent += texts
        return self.seams.joined(texts).rstrip("* ")
