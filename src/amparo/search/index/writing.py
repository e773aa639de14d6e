"""The one writer of the index: what is new goes in, what is gone comes out, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import tantivy

from . import generations, schema
from .documents import Document
from .generations import Folder

_MEMORY = 100_000_000  # bytes of words held before they are written down
_THREADS = 1


class Writer:
    """
    Takes things in and out; nothing of it is seen by readers before `commit`.

    Only for whoever holds `generations.alone`. Anew, it begins in a folder of its own: until its
    first commit, the index there was is the one that is read and, after a fall, the one gone on with.
    """

    def __init__(self, folder: Folder, *, anew: bool = False, memory: int = _MEMORY) -> None:
        current = None if anew else generations.current(folder)
        self._folder = folder
        self._number = current.writing if current else generations.unused(folder)
        path = folder.writing(self._number)
        path.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(schema.schema(), str(path))
        self._writer = self._index.writer(memory, _THREADS)

    def take_out(self, sources: Iterable[str]) -> None:
        """Take out all that was made from these sources."""
        for source in sources:
            # By a term of a text field: by a number, tantivy silently deletes nothing.
            self._writer.delete_documents_by_term(schema.SOURCE, source)

    def add(self, documents: Iterable[Document]) -> None:
        """Take in what `documents.document` made."""
        add = self._writer.add_json
        for one in documents:
            add(one)

    def commit(self) -> int:
        """Let readers see it; return the number of the state that they read from now on."""
        self._writer.commit()
        return generations.let_out(self._folder, self._number)

    def close(self) -> None:
        """Wait until what is being put together in the background is, and clear up."""
        self._writer.wait_merging_threads()
        current = generations.current(self._folder)
        if current is not None:
            generations.clear(self._folder, current.writing)


@contextmanager
def writing(folder: Folder, *, anew: bool = False, memory: int = _MEMORY) -> Iterator[Writer]:
    """Write the index in the body, alone. :raises Refused: if somebody else is at it."""
    with generations.alone(folder):
        writer = Writer(folder, anew=anew, memory=memory)
        try:
            yield writer
        finally:
            writer.close()
