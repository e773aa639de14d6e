"""
Files that go out, copied from the sealed store into the public one.

The gate calls `settle` with what `named_in` finds. Nothing here asks whether an act is public:
whoever calls has asked. What is given out is in `published`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amparo.docket.disclosure import open_fields
from amparo.docket.entries import Entry
from amparo.docket.folding import in_force
from amparo.docket.procedure import ActType, Kind, Procedure
from amparo.vault.envelope import Unreadable
from amparo.vault.files import store
from amparo.vault.files.kinds import KINDS
from amparo.vault.keystore import KeyDestroyed
from amparo.vault.models import File

from . import changes
from .models import PublishedChunk, PublishedFile

_ENDINGS = {kind.media_type: kind.endings[0] for kind in KINDS}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A file that a public act names, and what it is called outside, without its ending."""

    id: UUID
    reference: str
    act: int
    stem: str


def named_in(reference: str, procedure: Procedure, entries: Iterable[Entry]) -> list[Named]:
    """
    Return the files that a docket names as the world may know it (`disclosure.disclosed`), each once.

    An act that was struck or replaced counts no more, and neither does the file it names: a file
    that should not have gone out is taken back with its act.
    """
    found: dict[UUID, Named] = {}
    for entry in in_force(entries):
        act = procedure.act(entry.kind)
        for name, file in act.files_named(open_fields(act, entry.fields)).items():
            found.setdefault(
                file, Named(file, reference, entry.number, _stem(reference, act, entry, name))
            )
    return list(found.values())


def settle(reference: str, named: Iterable[Named], *, using: str | None = None) -> int:
    """
    Make the store hold these files of a docket and no others; return how many were changed.

    :raises Unreadable: if the sealed bytes of one are gone.
    """
    wanted = {one.id: one for one in named}
    held = PublishedFile.objects.using(using or settings.PUBLIC_STORE).filter(reference=reference)
    left = set(held.values_list("id", flat=True)) - set(wanted)
    return drop(left, using=using) + put(wanted.values(), using=using)


def references_held(references: Iterable[str]) -> set[str]:
    """Return those of these dockets of which the store holds a file."""
    rows = PublishedFile.objects.using(settings.PUBLIC_STORE).filter(reference__in=list(references))
    return set(rows.values_list("reference", flat=True))


def put(named: Iterable[Named], *, using: str | None = None) -> int:
    """
    Copy files into the store, those that are not there yet, and return how many were copied.

    Each is copied whole or not at all, chunk by chunk, in little memory. What is there already stays,
    even where what it was copied from has been destroyed since.

    :raises KeyDestroyed: if a file that is not there yet can be read no more.
    :raises Unreadable: if its sealed bytes are gone, or nothing is known of it.
    """
    alias = using or settings.PUBLIC_STORE
    copied = 0
    for one in named:
        with transaction.atomic(using=alias):
            there = PublishedFile.objects.using(alias).select_for_update().filter(pk=one.id)
            if there.exists():
                _name_again(there.get(), one, alias)
            else:
                _copy(_original(one.id), one, alias)
                copied += 1
                changes.note([("docket", one.reference)])
    return copied


def drop(ids: Iterable[UUID], *, using: str | None = None) -> int:
    """Take files out of the store, and return how many were there."""
    alias = using or settings.PUBLIC_STORE
    wanted = list(ids)
    with transaction.atomic(using=alias):
        held = PublishedFile.objects.using(alias).filter(pk__in=wanted)
        changes.note(
            ("docket", one) for one in sorted(set(held.values_list("reference", flat=True)))
        )
        PublishedChunk.objects.using(alias).filter(file__in=wanted).delete()
        dropped, _each = held.delete()
    return dropped


def _original(file: UUID) -> File:
    found = File.objects.filter(pk=file).first()
    if found is None:
        raise Unreadable
    if found.dropped_at is not None:
        raise KeyDestroyed(str(found.holder))
    return found


def _copy(file: File, named: Named, alias: str) -> None:
    copy = PublishedFile(
        id=file.pk,
        reference=named.reference,
        act=named.act,
        name=_file_name(named, file.media_type),
        media_type=file.media_type,
        size=file.size,
        sha256="",
    )
    copy.save(using=alias, force_insert=True)
    digest = hashlib.sha256()
    for number, piece in enumerate(store.open_file(file)):
        digest.update(piece)
        PublishedChunk.objects.using(alias).create(file=copy, number=number, bytes=piece)
    copy.sha256 = digest.hexdigest()
    copy.save(using=alias, update_fields=["sha256"])


def _name_again(there: PublishedFile, named: Named, alias: str) -> None:
    said = (named.reference, named.act, _file_name(named, there.media_type))
    if (there.reference, there.act, there.name) != said:
        there.reference, there.act, there.name = said
        there.save(using=alias, update_fields=["reference", "act", "name"])
        changes.note([("docket", named.reference)])


def _stem(reference: str, act: ActType, entry: Entry, field: str) -> str:
    """Return what a file is called: the symbol its act gives, or the docket and the act."""
    said = (entry.fields.get(one.name) for one in act.fields if one.kind is Kind.SYMBOL)
    stem = next((str(symbol) for symbol in said if symbol), f"{reference} {entry.number}")
    several = sum(one.kind is Kind.FILE for one in act.fields) > 1
    return f"{stem} {field}" if several else stem


def _file_name(named: Named, media_type: str) -> str:
    stem = _NOT_IN_NAMES.sub("-", named.stem).strip("-.")[:200]
    return f"{stem or named.id}.{_ENDINGS.get(media_type, 'bin')}"
