"""
What of the public store can be found, and in which words; one module for each kind of thing.

Each says of which changes it hears (`CHANGES`), under which source stands what is made of one
(`source_of`), and makes it: `drafts` of some sources, `everything` of all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from types import ModuleType

from . import dockets, documents, recommendations, reference
from .drafts import Draft

MODULES: tuple[ModuleType, ...] = (reference, dockets, documents, recommendations)
_BY_CHANGE: dict[str, ModuleType] = {one.CHANGES: one for one in MODULES}


def sources_of(changes: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the sources that changes are about, each once, by the kind of the change."""
    found: dict[str, dict[str, None]] = {}
    for kind, key in changes:
        module = _BY_CHANGE.get(kind)
        if module is not None:
            found.setdefault(kind, {})[module.source_of(key)] = None
    return {kind: list(sources) for kind, sources in found.items()}


def drafts(kind: str, sources: Iterable[str]) -> Iterator[Draft]:
    """Yield what is made of these sources, as the store is now; of what is gone, nothing."""
    yield from _BY_CHANGE[kind].drafts(list(sources))


def everything() -> Iterator[Draft]:
    """Yield what is made of the whole store, one source after the other."""
    for one in MODULES:
        yield from one.everything()


def standing(kind: str, sources: Collection[str]) -> dict[str, Draft | None]:
    """
    Return what stands in the store now of sources that changed since they were made into entries.

    By key, as it would be made today. Of a document, which is long, only by source, with None.
    """
    if kind == documents.CHANGES:
        return dict.fromkeys(documents.standing(sources))
    return {one.key: one for one in drafts(kind, sources)}
