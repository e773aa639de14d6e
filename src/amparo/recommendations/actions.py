"""Writes of recommendations: taking in what was read from files, and the topics that ship."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from amparo.access.permissions import RECORD_LOADER, Actor
from amparo.audit.actions import record

from . import events, topics
from .drafts import Draft, digest
from .models import Published, Topic, Wording
from .rows import COLUMNS

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many recommendations were new, how many say something else now, how many stayed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    """A recommendation on record: its key, its digest and its words."""

    pk: int
    digest: str
    wordings: Mapping[str, str]


@transaction.atomic
def take_in(
    drafts: Sequence[Draft], *, by: Actor = RECORD_LOADER, at: datetime | None = None
) -> TakenIn:
    """
    Write recommendations, all or none; those that are there as they are stay untouched.

    Words in a language that a draft does not bring stay. Where two drafts have one number, the
    later counts.
    """
    now = at or timezone.now()
    held = _held({draft.source for draft in drafts})
    new: list[tuple[Published, Mapping[str, str]]] = []
    changed: list[tuple[Published, Mapping[str, str]]] = []
    unchanged = 0
    for draft in {one.key: one for one in drafts}.values():
        before = held.get(draft.key)
        wordings = {**(before.wordings if before is not None else {}), **draft.wordings}
        columns = draft.columns()
        own = digest(columns, wordings)
        if before is not None and before.digest == own:
            unchanged += 1
            continue
        row = Published(**columns, digest=own, changed_at=now)
        if before is None:
            new.append((row, wordings))
        else:
            row.pk = before.pk
            changed.append((row, wordings))
    _write(new, changed)
    if new or changed:
        record(events.IMPORTED, by=by.name, at=at, new=len(new), changed=len(changed))
    return TakenIn(len(new), len(changed), unchanged)


def _held(sources: Iterable[str]) -> dict[tuple[str, str], _Held]:
    rows = Published.objects.filter(source__in=list(sources)).select_for_update().order_by("pk")
    found = {
        pk: ((source, number), own)
        for pk, source, number, own in rows.values_list("pk", "source", "number", "digest")
    }
    words: dict[int, dict[str, str]] = {}
    wordings = Wording.objects.filter(recommendation__source__in=list(sources)).order_by("pk")
    for pk, language, text in wordings.values_list("recommendation_id", "language", "text"):
        words.setdefault(pk, {})[language] = text
    return {key: _Held(pk, own, words.get(pk, {})) for pk, (key, own) in found.items()}


def _write(
    new: Sequence[tuple[Published, Mapping[str, str]]],
    changed: Sequence[tuple[Published, Mapping[str, str]]],
) -> None:
    made = Published.objects.bulk_create([row for row, _words in new], batch_size=_AT_ONCE)
    rows = [(row.pk, words) for row, (_row, words) in zip(made, new, strict=True)]
    if changed:
        Published.objects.bulk_update(
            [row for row, _words in changed], [*COLUMNS, "digest", "changed_at"], batch_size=200
        )
        rows += [(row.pk, words) for row, words in changed]
    Wording.objects.bulk_create(
        [
            Wording(recommendation_id=pk, language=language, text=text)
            for pk, words in rows
            for language, text in sorted(words.items())
        ],
        update_conflicts=True,
        unique_fields=["recommendation", "language"],
        update_fields=["text"],
        batch_size=_AT_ONCE,
    )


@transaction.atomic
def load_topics(
    progress: Callable[[int], None] = lambda _rows: None, *, folder: Path | None = None
) -> int:
    """Make the topics those that ship, with their names; return how many there are."""
    wanted = topics.shipped(folder)
    rows = [Topic(code=one.code, parent=one.parent, names=dict(one.names)) for one in wanted]
    Topic.objects.exclude(code__in=[one.code for one in wanted]).delete()
    Topic.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["parent", "names"]
    )
    progress(len(rows))
    return len(rows)
