"""Lines become a document: its head, its numbered paragraphs, its notes, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amparo.core.words import gettext_noop as _
from amparo.documents.lines import Line
from amparo.documents.structure import Doubt, Head, Note, Part, Reading

from . import checking, furniture, ibid, languages, notes, tabular
from .building import parts_of
from .calls import called
from .head import Heading, head_of
from .passages import Passage, passages
from .roles import Beginnings, Role
from .seams import Seams

__all__ = ("structured", "structured_all")

_MISSING = _("Paragraph {number} is missing before: {text}")
_AGAIN = _("The numbers begin again: {text}")
_UNCALLED = _("Note {mark} is called nowhere.")


def structured(lines: Iterable[Line], *, language: str = "") -> Reading:
    """Return the document that these lines make; of several languages, the one in `language`."""
    found = structured_all(lines, language=language)
    return next((one for one in found if one.head.language == language), found[0])


def structured_all(lines: Iterable[Line], *, language: str = "") -> tuple[Reading, ...]:
    """
    Return the documents that these lines make, one for each language they are in.

    `language` is what the giver of the file says of it; where the text says otherwise, that is told.
    """
    whole = furniture.apart(line for line in lines if line.text or line.rows)
    if not whole:
        return (Reading(Head(language=language), (Part("main", "", ()),)),)
    stretches = languages.stretches([line.text for line in whole])
    if len(stretches) < 2:
        return (_structured(whole, language),)
    return tuple(_structured(whole[start:end], "") for _language, start, end in stretches)


def _structured(lines: Sequence[Line], given: str) -> Reading:
    sheets = furniture.taken_out(lines)
    apart = notes.separated(sheets.lines)
    seams = Seams([line.text for line in apart.lines])
    found, beginnings = passages(apart.lines, seams)
    told = languages.language_of("\n".join(one.text for one in found))
    heading = head_of(found, sheets, seams, told or given)
    body = found[heading.begins :]
    marks = called(
        [*heading.rest, *body],
        [one.mark for one in apart.notes],
        are_raised=any(one.is_raised for one in apart.notes),
        begins=len(heading.rest),
    )
    built = parts_of(heading.rest, body, is_decision=_is_decision(found))
    parts = tuple(built.parts) or (Part("main", "", ()),)
    written = ibid.resolved(_notes(apart.notes, parts, seams))
    doubts = [
        *_language_doubts(told, given),
        *_number_doubts(beginnings),
        *built.doubts,
        *tabular.doubts(sheets.lines),
        *(Doubt(_UNCALLED, mark=mark) for mark in marks.uncalled if mark.isdigit()),
    ]
    reading = Reading(heading.head, parts, written, tuple(doubts))
    return _checked(reading, lines, sheets, apart, found, heading)


def _is_decision(found: Sequence[Passage]) -> bool:
    """Test whether this is a decision on a communication: its numbers are double from the first."""
    first = next((one for one in found if one.role is Role.PARAGRAPH), None)
    return bool(first and first.opening and first.opening.value == 1 and first.opening.minor)


def _notes(found: Sequence[notes.FootNote], parts: Sequence[Part], seams: Seams) -> list[Note]:
    """Return the notes, each in the part that calls it; a mark that comes again is told apart."""
    where: dict[str, list[str]] = {}
    for part in parts:
        for block in part.blocks:
            for called_by in block.marks:
                where.setdefault(called_by.mark, []).append(part.name)
    made: list[Note] = []
    taken: set[tuple[str, str]] = set()
    for one in found:
        places = where.get(one.mark, [])
        name = places.pop(0) if len(places) > 1 else places[0] if places else "main"
        mark, times = one.mark, 1
        while (name, mark) in taken:
            times += 1
            mark = f"{one.mark}-{times}"
        taken.add((name, mark))
        made.append(Note(mark, one.text(seams), name))
    return made


def _language_doubts(told: str, given: str) -> list[Doubt]:
    if given and told and told != given:
        said = _("The text is in {told}, not in {given} as was said of it.")
        return [Doubt(said, told=told, given=given)]
    return []


def _number_doubts(beginnings: Beginnings) -> list[Doubt]:
    doubts = []
    for numbers in beginnings.numbers:
        for place, number in numbers.missing:
            before = beginnings.lines[place].text[:60]
            doubts.append(Doubt(_MISSING, number=number, text=before))
        for place in sorted(numbers.restarts):
            doubts.append(Doubt(_AGAIN, text=beginnings.lines[place].text[:60]))
    return [*doubts, *_article_doubts(beginnings)]


def _article_doubts(beginnings: Beginnings) -> list[Doubt]:
    told = [beginnings.at[place] for place in sorted(beginnings.articles)]
    values = {one.opening.value for one in told if one and one.opening}
    last = max(values, default=0)
    missing = (value for value in range(1, last) if value not in values)
    return [Doubt(_("Article {number} is missing."), number=value) for value in missing]


def _checked(
    reading: Reading,
    lines: Sequence[Line],
    sheets: furniture.Sheets,
    apart: notes.Separated,
    found: Sequence[Passage],
    heading: Heading,
) -> Reading:
    kept = [*sheets.masthead, *sheets.running, *sheets.contents, *apart.rules, *heading.spent]
    kept += [one.spent for one in found]
    for one in apart.notes:
        kept += [one.mark, *one.pieces]
    for part in reading.parts:
        kept.append(part.title)
        for block in part.blocks:
            kept += [block.text, *(mark.mark for mark in block.marks)]
            kept += [cell for row in block.rows for cell in row]
    numbers = [line.number for line in lines if line.number]
    if signs := checking.lost(lines, [*kept, *numbers]):
        return Reading(
            reading.head, reading.parts, reading.notes, (*reading.doubts, checking.doubt(signs))
        )
    return reading
