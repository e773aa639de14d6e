"""
The one indexer: what changed in the public store becomes entries, and entries become the index.

Whatever it is killed at is done again, and ends the same: entries are written whole for a source or
not at all, readers see the index before or after, and a change is forgotten last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from amparo.publication import changes as store_changes
from amparo.publication.models import Change

from . import entries, storing
from .entries.drafts import things
from .index import generations, reading
from .index.batches import batches
from .index.documents import about, document
from .index.writing import Writer, writing
from .models import Entry

_CHANGES_AT_ONCE = 2_000
_SOURCES_AT_ONCE = 50
_MEMORY_ANEW = 300_000_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Followed:
    """What the indexer did: changes it followed, entries it wrote."""

    changes: int = 0
    entries: int = 0


def is_anything_to_do() -> bool:
    """Test whether something changed since, or there is no index yet."""
    return not _is_there() or Change.objects.exists()


def expected(*, anew: bool) -> int:
    """Return about how many entries will be written, for a bar that shows how far it is."""
    return Entry.objects.count() if anew else Change.objects.count()


def follow(progress: Progress = lambda _entries: None) -> Followed:
    """
    Bring entries and index up to what changed; where there is no index, make both anew.

    :raises Refused: if another process is at it.
    """
    if not _is_there():
        return make_anew(progress)
    done = Followed()
    with writing(reading.folder()) as writer:
        while changes := list(Change.objects.order_by("pk")[:_CHANGES_AT_ONCE]):
            written = 0
            for kind, sources in entries.sources_of((one.kind, one.key) for one in changes).items():
                for some in _some(sources, _SOURCES_AT_ONCE):
                    written += _make_again(writer, kind, some)
                    progress(written)
            _let_out(writer)
            _forget(changes)
            done = Followed(done.changes + len(changes), done.entries + written)
    return done


def make_anew(progress: Progress = lambda _entries: None) -> Followed:
    """
    Throw entries and index away and make them again from the store.

    Readers go on with the index there was until the new one is whole.

    :raises Refused: if another process is at it.
    """
    with writing(reading.folder(), anew=True, memory=_MEMORY_ANEW) as writer:
        changes = list(Change.objects.values_list("pk", flat=True))
        written = _make_everything(writer, progress)
        _let_out(writer)
        for keys in _some(changes, _CHANGES_AT_ONCE):
            Change.objects.filter(pk__in=keys).delete()
    return Followed(len(changes), written)


def _make_everything(writer: Writer, progress: Progress) -> int:
    """Make entries of the whole store, source by source, and take out those of sources gone."""
    gone = set(Entry.objects.values_list("source", flat=True).distinct())
    begun: set[str] = set()
    written = 0
    for some, documents in batches(things(entries.everything())):
        sources = {them[0].source for _number, them in some}
        rows = [one for _number, them in some for one in them]
        with transaction.atomic(using=settings.PUBLIC_STORE):
            storing.take_out(list((sources - begun) & gone))
            storing.write(rows)
        begun |= sources
        writer.add(documents)
        written += len(rows)
        progress(len(rows))
    storing.take_out(list(gone - begun))
    return written


def _make_again(writer: Writer, kind: str, sources: Sequence[str]) -> int:
    """Make what is made of some sources again, in the store and in the index."""
    drafts = list(entries.drafts(kind, sources))
    with transaction.atomic(using=settings.PUBLIC_STORE):
        storing.take_out(sources)
        storing.write(drafts)
    writer.take_out(sources)
    writer.add(document(about(number, them)) for number, them in things(drafts))
    return len(drafts)


def _let_out(writer: Writer) -> None:
    """Let readers see what was written, and no page made before pass for unchanged."""
    writer.commit()
    store_changes.count()


def _forget(changes: Iterable[Change]) -> None:
    Change.objects.filter(pk__in=[one.pk for one in changes]).delete()


def _is_there() -> bool:
    return generations.current(reading.folder()) is not None


def _some(items: Sequence, count: int) -> Iterator[Sequence]:
    for start in range(0, len(items), count):
        yield items[start : start + count]
