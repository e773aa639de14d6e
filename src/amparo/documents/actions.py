"""Writes of documents: taking in what was read from a file, whole or not at all."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from amparo.access.permissions import RECORD_LOADER, Actor
from amparo.audit.actions import record
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from . import events, queries, rows
from .models import Block, Citation, Document, Note, Piece, Relation, Version
from .rules import matching
from .rules.citations import cited_in
from .rules.kinds import kind_of
from .rules.matching import Text
from .rules.symbols import Symbol, settled, ties_of
from .structure import LANGUAGES, Doubt, Reading

_NOT_IN_TRAIL = re.compile(r"[^A-Za-z0-9.:/()+#-]+")
_LONGEST_IN_TRAIL = 80


class Outcome(StrEnum):
    """What became of a document that was taken in."""

    NEW = "new"
    ANOTHER_LANGUAGE = "another_language"
    REPLACED = "replaced"
    UPDATED = "updated"  # the same text, and something else known of it
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as it was taken in; `doubts` say what a person should look at."""

    symbol: str
    name: str
    language: str
    outcome: Outcome
    paragraphs: int
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a document besides what its file says; empty where nothing is."""

    symbol: str = ""
    language: str = ""
    title: str = ""
    on: date | None = None
    precision: str = "day"
    kind: str = ""
    body: str = ""
    states: tuple[str, ...] = ()
    public_on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A version as it would be written: its columns, what hangs from it, what it is compared by."""

    text: Text
    columns: dict[str, Any]
    tables: dict[type[Any], list[rows.Row]]


@transaction.atomic
def import_document(
    reading: Reading,
    *,
    data: bytes,
    name: str,
    media_type: str,
    symbol: str = "",
    language: str = "",
    title: str = "",
    on: date | None = None,
    precision: str = "day",
    kind: str = "",
    body: str = "",
    states: Sequence[str] = (),
    public_on: date | None = None,
    source: str = "",
    replace: bool = False,
    by: Actor = RECORD_LOADER,
    at: datetime | None = None,
) -> Imported:
    """
    Take in a document in one language, with the file that it was read from.

    What is given counts before what the file says. The same file again changes nothing; another text under the same symbol and language is refused unless it is to `replace`
    what is there, and so is a file that calls itself by another symbol than it is to have.

    :raises Refused: if it cannot be taken in; then nothing of it was.
    """
    at = at or timezone.now()
    said = Given(
        symbol,
        language,
        title,
        on,
        precision,
        kind,
        body,
        tuple(states),
        public_on,
        source or name,
    )
    known = _symbol(reading, said, name, insist=replace)
    given = _completed(reading, said, known)
    coming = _coming(reading, given, known, data, media_type)
    document, is_new = _document(known, given, at)
    held, others = queries.texts(document, given.language)
    if not replace:
        if held is not None:
            matching.check_same_language(document.symbol, coming.text, held)
        for one in others:
            matching.check_other_language(document.symbol, coming.text, one)
    doubts = (*reading.doubts, *matching.doubts_beside(coming.text, others))
    has_changed = _write(document, coming, doubts, at)
    content = {given.language: rows.digest_of_content(coming.tables)}
    has_changed = _settle(document, said, given, content, at) or has_changed
    outcome = _outcome(coming.text, held, is_new=is_new, has_changed=has_changed)
    if outcome is not Outcome.UNCHANGED:
        record(
            events.IMPORTED,
            by=by.name,
            about=_in_trail(document),
            at=at,
            language=given.language,
            how=outcome.value,
        )
    count = len(coming.text.numbers)
    return Imported(document.symbol, document.name, given.language, outcome, count, doubts)


@transaction.atomic
def set_public_day(name: str, day: date | None, *, by: Actor, at: datetime | None = None) -> None:
    """
    Let a document out from a day on; without a day, take it back.

    :raises Refused: if there is no such document.
    """
    document = Document.objects.select_for_update().filter(name=name).first()
    if document is None:
        raise Refused(_("There is no document {name}."), name=name)
    if document.public_on == day:
        return
    document.public_on = day
    _digest_again(document, at or timezone.now())
    record(
        events.PUBLIC_DAY_SET,
        by=by.name,
        about=_in_trail(document),
        at=at,
        on=day.isoformat() if day else "",
    )


def _symbol(reading: Reading, said: Given, name: str, *, insist: bool) -> Symbol:
    text = said.symbol or reading.head.symbol
    if not text:
        raise Refused(_("{file} does not say its symbol; give it."), rule="DOC-1", file=name)
    known = settled(text)
    if known is None:
        raise Refused(_("“{symbol}” is not the symbol of a document."), rule="DOC-2", symbol=text)
    if not insist:
        matching.check_symbol(known, reading.head.symbol)
    return known


def _completed(reading: Reading, said: Given, known: Symbol) -> Given:
    """Return what is known of a document, from what was given and what its file says."""
    head = reading.head
    language = said.language or head.language
    if language not in LANGUAGES:
        raise Refused(
            _("The language of {symbol} is not known, or not one of: {languages}."),
            rule="DOC-13",
            symbol=str(known),
            languages=", ".join(LANGUAGES),
        )
    title = queries.treaty_title(known, language) or said.title or head.title or str(known)
    title = " ".join(rows.clean(title, 1000).split())
    return dataclasses.replace(
        said,
        language=language,
        title=title,
        on=said.on or head.on,
        precision=said.precision if said.on else "day",
        kind=kind_of(known, said=said.kind, title=f"{title} {head.title}"),
        states=tuple(queries.states_of(known, said.states, (title, head.title), language)),
    )


def _coming(reading: Reading, given: Given, known: Symbol, data: bytes, media_type: str) -> _Coming:
    blocks = rows.numbered(rows.of_blocks(reading))
    if not any(one["text"] or one["rows"] for one in blocks):
        raise Refused(_("{file} has no text that could be taken in."), file=given.source)
    notes = rows.of_notes(reading, blocks)
    head = reading.head
    columns = {
        "title": given.title,
        "session": rows.clean(head.session, 200),
        "distribution": rows.clean(head.distribution, 40),
        "original_language": head.original_language[:2],
        "job_number": rows.clean(head.job_number, 40),
        "source": rows.clean(given.source, 300),
        "media_type": media_type[:100],
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    tables: dict[type[Any], list[rows.Row]] = {
        Block: blocks,
        Note: notes,
        Citation: rows.of_citations(cited_in(blocks, notes, symbol=known, kind=given.kind)),
        Piece: rows.of_pieces(data),
    }
    numbers = tuple(one["eid"] for one in blocks if one["kind"] == "paragraph")
    digest = rows.digest_of_text(blocks, notes)
    return _Coming(Text(given.language, given.title, given.on, digest, numbers), columns, tables)


def _document(known: Symbol, given: Given, at: datetime) -> tuple[Document, bool]:
    """Return the document of a symbol, locked; made now if it is not there yet."""
    symbol = str(known)
    taken = Document.objects.filter(name=known.name).exclude(symbol=symbol).first()
    if taken is not None:
        raise Refused(
            _("{symbol} would have the address of {other}."), symbol=symbol, other=taken.symbol
        )
    document, is_new = Document.objects.select_for_update().get_or_create(
        symbol=symbol,
        defaults={
            "name": known.name,
            "kind": given.kind,
            "body": given.body or known.body,
            "on": given.on,
            "precision": given.precision,
            "changed_at": at,
        },
    )
    if is_new:
        ties = (Relation(document=document, kind=k.value, symbol=one) for k, one in ties_of(known))
        Relation.objects.bulk_create(ties)
    return document, is_new


def _write(document: Document, coming: _Coming, doubts: Sequence[str], at: datetime) -> bool:
    """Write a version, unless it is there already just so; return whether it was written."""
    language = coming.text.language
    held = Version.objects.filter(document=document, language=language).first()
    columns = coming.columns | {"doubts": list(doubts)}
    if held is not None:
        is_so = all(getattr(held, name) == value for name, value in columns.items())
        if is_so and rows.are_held(held, coming.tables):
            return False
        rows.emptied(held)
    version, _made = Version.objects.update_or_create(
        document=document, language=language, defaults=columns | {"imported_at": at}
    )
    rows.written(version, coming.tables)
    return True


def _settle(
    document: Document, said: Given, given: Given, content: Mapping[str, str], at: datetime
) -> bool:
    """Bring what is known of the whole document up to date; return whether it changed."""
    document.states = _listed(given.states if said.states else _all(document.states, given.states))
    if said.on or (given.on and not document.on):
        document.on, document.precision = given.on, given.precision
    document.public_on = said.public_on or document.public_on
    document.body = said.body or document.body
    if said.kind:
        document.kind = given.kind
    return _digest_again(document, at, content)


def _digest_again(
    document: Document, at: datetime, content: Mapping[str, str] | None = None
) -> bool:
    digest = rows.digest_of_document(document, content)
    if digest == document.digest:
        return False
    document.digest, document.changed_at = digest, at
    document.save()
    return True


def _outcome(text: Text, held: Text | None, *, is_new: bool, has_changed: bool) -> Outcome:
    if held is None:
        return Outcome.NEW if is_new else Outcome.ANOTHER_LANGUAGE
    if held.digest != text.digest:
        return Outcome.REPLACED
    return Outcome.UPDATED if has_changed else Outcome.UNCHANGED


def _in_trail(document: Document) -> str:
    """Return the name of a document in the signs that the trail takes."""
    return _NOT_IN_TRAIL.sub("-", document.name).strip("-")[:_LONGEST_IN_TRAIL]


def _all(listed: str, states: Sequence[str]) -> list[str]:
    return sorted({*(one for one in listed.split("|") if one), *states})


def _listed(states: Sequence[str]) -> str:
    return f"|{'|'.join(sorted(states))}|" if states else ""
