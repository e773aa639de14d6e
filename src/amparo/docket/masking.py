"""
Nothing goes out in which somebody is named whose name is sealed.

Looked for in what an act makes public: its own words, and the words of the files it names, once when
they are cleared and again when they go out. Source: OPCAT-16-2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.vault.blind import folded
from amparo.vault.files import store
from amparo.vault.files.words import Words, words_of

from .entries import Entry, Fields
from .folding import in_force
from .models import Matter
from .occurrences import Found, names_in
from .procedure import ActType, Content, Kind, Procedure, procedure_named
from .queries import opened_entries_of

RULE = "OPCAT-16-2"
_WRITTEN = frozenset({Kind.TEXT, Kind.NAMES, Kind.SYMBOL})
_MOST_WORDS = 6  # of a name; what is longer is an account
_MOST_PAGES_NAMED = 20


def documents_of(procedure: Procedure, content: Content) -> dict[str, UUID]:
    """Return the files that go out with an act, or would with a later one, by field."""
    named = content.act.files_named(content.fields)
    return {name: file for name, file in named.items() if name in procedure.files_that_go_out}


def read_documents(matter: Matter, content: Content) -> dict[UUID, Words]:
    """
    Return the words of the documents that go out with an act; those that are not there are left out.

    To be read before anything is locked: a long document takes many seconds.

    :raises Refused: if the words of one cannot be read.
    """
    wanted = documents_of(procedure_named(matter.procedure), content).values()
    if not wanted:
        return {}
    return {
        file.pk: words_of(b"".join(store.open_file(file)), file.media_type)
        for file in store.files_of(matter.key).filter(pk__in=list(wanted))
    }


def check_masked(
    procedure: Procedure,
    entry: Entry,
    content: Content,
    read: Mapping[UUID, Words],
    names: Callable[[], frozenset[str]],
) -> None:
    """
    Check that nothing that goes out with an act holds a name that is sealed in its matter.

    `read` are its documents, as `read_documents` returns them; `names` returns those that are
    sealed (`sealed_names`), and is asked only where something goes out.

    :raises Refused: if a name is found, or a document cannot be checked. No name is said, only how
        many were found, and on which pages.
    """
    documents = documents_of(procedure, content)
    written = list(_written(content.act, entry))
    if not documents and not written:
        return
    for file in documents.values():
        _check_readable(read[file])
        _check_document(names(), read[file])
    found = names_in(names(), written)
    if found.names:
        raise Refused(
            _("What would become public holds names that are sealed in this matter: {count}."),
            rule=RULE,
            count=found.names,
        )


def sealed_names(procedure: Procedure, entries_of: Callable[[], Sequence[Entry]]) -> frozenset[str]:
    """
    Return the names that may not go out: those sealed in a docket, and in those it is bound to.

    A name may go out where whoever bears it consents, in every act in force that says it. The acts
    are asked for only where the procedure knows of names.
    """
    own = any(field.names_people for act in procedure.acts for field in act.fields)
    if not own and not procedure.bound_to:
        return frozenset()
    entries = entries_of()
    bound = _bound_to(procedure, entries)
    dockets = [(procedure, entries)]
    for one in Matter.objects.filter(reference__in=bound) if bound else ():
        dockets.append((procedure_named(one.procedure), opened_entries_of(one)))
    closed: set[str] = set()
    opened: set[str] = set()
    said_before: set[str] = set()
    for law, acts in dockets:
        said = [
            (one.number, folded(name), consents)
            for one in acts
            for name, consents in _names_in_act(law.act(one.kind), one.fields)
        ]
        counting = {one.number for one in in_force(acts)} if said else set()
        for number, name, consents in said:
            if number not in counting:
                said_before.add(name)
            else:
                (opened if consents else closed).add(name)
    return frozenset(closed | (said_before - opened))


def _bound_to(procedure: Procedure, entries: Sequence[Entry]) -> set[str]:
    """Return the references of the dockets to which this one is bound by what its acts say."""
    return {
        str(one.fields[name])
        for one in entries
        for name in procedure.bound_to
        if one.fields.get(name)
    }


def _names_in_act(act: ActType, fields: Fields) -> Iterator[tuple[str, bool]]:
    """Yield the names that an act says under seal, each with whether its bearer may be named."""
    for field in act.fields:
        value = fields.get(field.name)
        if value and field.names_people:
            consents = bool(field.consent) and fields.get(field.consent) is True
            for name in value if isinstance(value, list) else [str(value)]:
                if field.indexed or len(name.split()) <= _MOST_WORDS:
                    yield name, consents


def _written(act: ActType, entry: Entry) -> Iterator[str]:
    """Yield what an act says in words that anybody will read."""
    if not act.discloses.public:
        return
    if entry.source:
        yield entry.source
    public = act.public_fields()
    for field in act.fields:
        value = entry.fields.get(field.name)
        if field.name in public and field.kind in _WRITTEN and value:
            yield " ".join(value) if isinstance(value, list) else str(value)


def _check_readable(words: Words) -> None:
    """Raise where what a document shows cannot be read: a scan, a picture of a letter."""
    if words.are_none:
        raise Refused(
            _(
                "The document has no words that can be checked for names. Have its text recognised,"
                " or save it as PDF from the program it was written in, and add that."
            ),
            rule=RULE,
        )
    if words.unread:
        raise Refused(
            _(
                "The document shows something without words that can be checked for names. Have its"
                " text recognised, or put words beside its pictures. Pages: {pages}."
            ),
            rule=RULE,
            pages=_listed(words.unread),
        )


def _check_document(names: frozenset[str], words: Words) -> None:
    shown, beside = names_in(names, words.pages), names_in(names, ["\n".join(words.beside)])
    if not shown.names and not beside.names:
        return
    raise Refused(
        _sentence(shown, words),
        rule=RULE,
        # Where both hold some, they are mostly the same.
        count=max(shown.names, beside.names),
        pages=_listed(shown.pages),
    )


def _sentence(shown: Found, words: Words) -> str:
    if not shown.names:
        return _(
            "The document still holds names that are sealed in this matter, not on its pages but in"
            " its notes or properties. Names: {count}."
        )
    if words.has_pages:
        return _(
            "The document still holds names that are sealed in this matter. Names: {count}."
            " Pages: {pages}."
        )
    return _("The document still holds names that are sealed in this matter. Names: {count}.")


def _listed(pages: Sequence[int]) -> str:
    few = ", ".join(str(one) for one in pages[:_MOST_PAGES_NAMED])
    return f"{few}, …" if len(pages) > _MOST_PAGES_NAMED else few
