"""Bare tantivy, as the limit: the same words, the plainest queries, the same counts, no rows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import tantivy

from .asked import Asked
from .rows import FACETS, plain, stems_of

_MEMORY = 300_000_000


class Bare:
    """An index of the records beside ours."""

    def __init__(self, folder: Path) -> None:
        fields = tantivy.SchemaBuilder()
        fields.add_text_field("words", tokenizer_name="whitespace", index_option="position")
        fields.add_integer_field("number", fast=True)
        for name in FACETS:
            fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        self.schema = fields.build()
        self.folder = folder
        self.seconds = 0.0

    def build(self) -> None:
        """Index the records; what is timed is tantivy's part alone."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        writer = tantivy.Index(self.schema, str(self.folder)).writer(_MEMORY, 1)
        for one in plain():
            start = perf_counter()
            made = tantivy.Document()
            made.add_text("words", one.stems)
            made.add_integer("number", one.number)
            for name in FACETS:
                made.add_text(name, getattr(one, name))
            writer.add_document(made)
            self.seconds += perf_counter() - start
        start = perf_counter()
        writer.commit()
        writer.wait_merging_threads()
        self.seconds += perf_counter() - start

    def asking(self) -> Callable[[Asked], object]:
        """Return what finds twenty and counts five facets."""
        searcher = tantivy.Index.open(str(self.folder)).searcher()
        terms = {"size": 1_000, "segment_size": 65_000}
        counts: dict[str, Any] = {name: {"terms": {"field": name, **terms}} for name in FACETS}

        def ask(asked: Asked) -> object:
            query = self._query(asked)
            hits = searcher.search(query, 20, count=False).hits
            numbers = searcher.fast_field_values("number", [at for _score, at in hits])
            return numbers, searcher.aggregate(query, counts)

        return ask

    def found(self, asked: Asked) -> int:
        """Return how many records a question finds."""
        searcher = tantivy.Index.open(str(self.folder)).searcher()
        return int(searcher.search(self._query(asked), 1, order_by_field="number").count or 0)

    def _query(self, asked: Asked) -> tantivy.Query:
        its = stems_of(asked.words)
        if asked.kind == "phrase":
            return self._side_by_side(tuple(stem for one in its for stem in one))
        parts = [self._side_by_side(one) for one in its]
        if len(parts) == 1:
            return parts[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in parts])

    def _side_by_side(self, stems: tuple[str, ...]) -> tantivy.Query:
        if len(stems) == 1:
            return tantivy.Query.term_query(self.schema, "words", stems[0])
        return tantivy.Query.phrase_query(self.schema, "words", list(stems))
