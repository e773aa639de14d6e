"""
The index in memory: made when it is first asked for, and kept after the dockets as they grow.

Nothing of it is ever written to a disk; it is gone with the process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import tantivy
from django.conf import settings
from django.db import connection
from django.db.models import Max

from amparo.docket.models import Act, Matter, MatterQuerySet
from amparo.docket.procedure import Procedure, procedure_named
from amparo.docket.projections import from_list
from amparo.docket.queries import sealed_entries_by_matter
from amparo.docket.sealing import opened
from amparo.registry.queries import state_names
from amparo.search.index import schema
from amparo.vault import keystore

from .permitted import ACT, BODY, FIELDS, LEVEL, MATTER, PROCEDURE, STATE
from .texts import Said, in_all_languages, said_in
from .words import BREAK, Words, joined, words_of, words_of_sentence

FEW = 1_000  # dockets that are taken in within a second or two
_MATTERS_AT_ONCE = 500
# Acts get their numbers before they are committed: one may appear behind those that were seen.
_LOOKED_BACK = 1_000
_MEMORY = 50_000_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index is: of so many dockets, so many are in it."""

    done: int
    whole: int

    @property
    def is_whole(self) -> bool:
        """Whether everything is in it."""
        return self.done >= self.whole


class Memory:
    """What is confidential, ready to be searched in this process."""

    def __init__(self) -> None:
        self.schema = schema.schema(*FIELDS)
        self._index = tantivy.Index(self.schema)
        self._writer = self._index.writer(_MEMORY, 1)
        self._held: dict[int, int] = {}  # of each matter, how many of its acts are in it
        self._last = 0  # the act up to which it was followed
        self._states: Mapping[str, str] | None = None
        self._alone = threading.Lock()
        self.progress = Progress(0, 1)

    def searcher(self) -> tantivy.Searcher:
        """Return the index as it is now."""
        return self._index.searcher()

    def make(self) -> None:
        """Take in every docket, some hundred at a time; what is in can be found at once."""
        with self._alone:
            self._last = Act.objects.aggregate(last=Max("pk"))["last"] or 0
            after, done, whole = 0, 0, Matter.objects.count()
            while some := list(_matters().filter(pk__gt=after)[:_MATTERS_AT_ONCE]):
                self._take_in(some)
                after, done = some[-1].pk, done + len(some)
                self.progress = Progress(done, max(whole, done))
            self.progress = Progress(done, done)

    def follow(self) -> None:
        """Take in what was entered since; two statements where nothing was."""
        with self._alone:
            rows = Act.objects.filter(pk__gt=self._last - _LOOKED_BACK).order_by("pk")
            found = list(rows.values_list("pk", "matter_id"))
            counts = dict(
                Matter.objects.filter(pk__in={matter for _pk, matter in found}).values_list(
                    "pk", "acts_entered"
                )
            )
            changed = [pk for pk, count in counts.items() if self._held.get(pk) != count]
            for start in range(0, len(changed), _MATTERS_AT_ONCE):
                some = changed[start : start + _MATTERS_AT_ONCE]
                self._take_in(list(_matters().filter(pk__in=some)))
            self._last = max([self._last, *(pk for pk, _matter in found)])

    def _take_in(self, matters: Sequence[Matter]) -> None:
        states = self._states = self._states or _states()
        for matter in matters:
            if matter.pk in self._held:
                self._writer.delete_documents_by_term(MATTER, str(matter.pk))
        for one in _documents(matters, states):
            self._writer.add_document(one)
        self._writer.commit()
        self._index.reload()
        self._held.update({one.pk: one.acts_entered for one in matters})


def _matters() -> MatterQuerySet:
    return Matter.objects.defer("sealed", "head").order_by("pk")


def _documents(matters: Sequence[Matter], states: Mapping[str, str]) -> Iterator[tantivy.Document]:
    by_pk = {one.pk: one for one in matters}
    keys = keystore.keys_of([one.key for one in matters])
    for pk, entries in sealed_entries_by_matter(by_pk):
        matter = by_pk[pk]
        procedure = procedure_named(matter.procedure)
        concerned = sorted(from_list(matter.states))
        head = _head(matter.reference, procedure, [states.get(one, one) for one in concerned])
        for said in said_in(procedure, opened(entries, matter.key, keys), states):
            yield _document(matter, concerned, head, said)


def _head(reference: str, procedure: Procedure, concerned: Sequence[str]) -> Words:
    """Return the words of what a docket is called, by which each of its acts is found too."""
    sentences = map(words_of_sentence, (in_all_languages(procedure.title), *concerned))
    return joined([words_of(reference), *sentences])


def _document(
    matter: Matter, concerned: Sequence[str], head: Words, said: Said
) -> tantivy.Document:
    text = joined([*map(words_of_sentence, said.sentences), *map(words_of, said.typed)])
    made = tantivy.Document()
    made.add_text(schema.TITLE, head.stems)
    made.add_text(schema.STEMS, head.stems + BREAK + text.stems)
    made.add_text(schema.SURFACES, f"{head.surfaces} {text.surfaces}")
    made.add_integer(schema.DAY, schema.day_number(said.on))
    made.add_text("kind", "docket")
    for name, values in (
        ("body", (matter.body,)),
        ("state", concerned),
        ("year", (str(said.on.year),)),
        (BODY, (matter.body,)),
        (PROCEDURE, (matter.procedure,)),
        (STATE, concerned),
        (MATTER, (str(matter.pk),)),
        (LEVEL, [one.value for one in said.levels]),
        (schema.CONCEPTS, text.codes),
        (ACT, (str(said.number),)),
    ):
        for value in values:
            made.add_text(name, value)
    return made


def _states() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for code, _name in settings.LANGUAGES:
        for iso3, name in state_names(code).items():
            found.setdefault(iso3, []).append(name)
    return {iso3: ". ".join(dict.fromkeys(names)) for iso3, names in found.items()}


_memory: Memory | None = None
_starting = threading.Lock()


def memory() -> Memory:
    """
    Return this process's index, up to date.

    The first time it is made: at once where there are few dockets, else by a thread of its own, and
    what is returned holds more of them each time.
    """
    global _memory
    with _starting:
        if _memory is None:
            _memory = Memory()
            if Matter.objects.count() > FEW:
                threading.Thread(target=_make, args=(_memory,), daemon=True).start()
            else:
                _memory.make()
        held = _memory
    if held.progress.is_whole:
        held.follow()
    return held


def forget() -> None:
    """Throw away this process's index."""
    global _memory
    with _starting:
        _memory = None


def _make(made: Memory) -> None:
    try:
        made.make()
    except Exception:
        forget()  # asked for again, it is begun again
        raise
    finally:
        connection.close()
