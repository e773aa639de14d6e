"""
Which tables of the public store go out whole, and what each column of them means.

A table or column that is not named here stays: what only the program itself needs, what is empty out
here, what can be had elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.core.words import gettext_noop as _

_ID = _("The row's number within this snapshot; in another one it may differ.")
_ENTERED = _("When it became known here (UTC).")
_LANGUAGE = _("The language, by its code.")
_NOTE = _("What is to be known besides.")
_SOURCE = _("Where the fact comes from.")
_STATE = _("The State, by its code of three letters (ISO 3166-1).")
_STATES = _("The States it is about, by their codes: |MOZ|SEN|.")
_SYMBOL = _("The symbol of the document.")
_TREATY = _("The treaty, by its code.")
_MECHANISM = _("The mechanism, by its code.")
_PERSON = _("The person, by the name that stands in addresses.")
_PRECISION = _("How exactly the day is known: day, month, year, or by (it had happened by then).")
_DIGEST = _("SHA-256 of the bytes of the file.")
_SIZE = _("The size of the file in bytes.")
_MEDIA_TYPE = _("The media type of the file.")
_CHANGED = _("When it last changed here (UTC).")
_DOCKET = _("The docket, by its number in docket_matter.")
_VERSION = _("The language version, by its number in documents_version.")
_ORDER = _("The place in the order of the text, from the beginning.")
_PART = _("main, or the annex: annex_1.")

FACTS = _("Facts belong to nobody: use them freely, and name the source that each row names.")
WORDS = _(
    "The words are those of others and stay theirs: cite them with their source, and ask it before you"
    " print them anew."
)
WHOLE = _("Facts are free to use; the words of documents and recommendations stay their authors'.")

_HELD = {
    "id": _ID,
    "person_id": _PERSON,
    "mechanism_id": _MECHANISM,
    "from_on": _("The first day on which the person is known to be in place."),
    "from_is": _("What that day is: a beginning, or a day on which the source shows the person."),
    "until_on": _("The last day on which the person is known to be in place."),
    "until_is": _("What that day is: an end, or a day on which the source shows the person."),
    "entered_at": _ENTERED,
    "source": _SOURCE,
    "note": _NOTE,
}


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that goes out: its model, what it is called and holds, its columns with their meaning."""

    model: str
    title: str
    about: str
    columns: Mapping[str, str]
    licence: str = FACTS

    @property
    def name(self) -> str:
        """Its name in the snapshot, which is that in the store."""
        return self.model.lower().replace(".", "_")


def stated(licence: str, own: str) -> str:
    """Return what a table is given out under, where the publisher states a licence of their own."""
    return own if own and licence != WORDS else licence


TABLES = (
    OpenTable(
        "registry.State",
        _("States"),
        _("States, and the one organization that takes part in a treaty."),
        {
            "iso3": _STATE,
            "iso2": _("The code of two letters (ISO 3166-1)."),
            "m49": _("The code of three digits of the United Nations (M49), where there is one."),
            "kind": _("What it is: a member, an observer, an organization."),
        },
    ),
    OpenTable(
        "registry.StateName",
        _("Names of States"),
        _("How a State is called in each language."),
        {
            "id": _ID,
            "state_id": _STATE,
            "language": _LANGUAGE,
            "short": _("The name used in text and in lists."),
            "article": _("The article that the official list prints behind the name."),
            "formal": _("The formal name, where the source has one."),
        },
    ),
    OpenTable(
        "registry.StateGroup",
        _("Regional groups"),
        _("The regional group of each State, from one day to another."),
        {
            "id": _ID,
            "state_id": _STATE,
            "group": _("The regional group."),
            "valid_from": _("Its first day in the group, where the source names one."),
            "valid_until": _("Its last day in the group, if it left."),
            "source": _SOURCE,
            "note": _NOTE,
        },
    ),
    OpenTable(
        "registry.Treaty",
        _("Treaties"),
        _("The treaties that States take part in."),
        {
            "code": _TREATY,
            "mtdsg": _("The chapter and number in the list of the depositary."),
            "adopted_on": _("The day of adoption."),
            "adopted_at": _("The place of adoption."),
            "in_force_on": _("The day on which the treaty entered into force."),
            "in_force_article": _("The article under which it did."),
            "registration": _("The number under which it is registered."),
        },
    ),
    OpenTable(
        "registry.TreatyTitle",
        _("Titles of treaties"),
        _("The title of each treaty in each language."),
        {
            "id": _ID,
            "treaty_id": _TREATY,
            "language": _LANGUAGE,
            "title": _("The full title."),
            "short": _("A short title, where one is in use."),
        },
    ),
    OpenTable(
        "registry.TreatyAction",
        _("Actions under treaties"),
        _("Signatures, ratifications, accessions, successions and withdrawals."),
        {
            "id": _ID,
            "treaty_id": _TREATY,
            "state_id": _STATE,
            "kind": _("What the State did."),
            "on": _("The day on which it did."),
            "takes_effect_on": _("The day on which it takes effect, where that is another."),
            "entered_at": _ENTERED,
            "rectified_at": _("When it was found to be wrong, if it was; it counts no more."),
            "source": _SOURCE,
            "note": _NOTE,
        },
    ),
    OpenTable(
        "registry.ProcedureDeclaration",
        _("Declarations on procedures"),
        _("Declarations by which States accept a procedure of a treaty, or no longer do."),
        {
            "id": _ID,
            "treaty_id": _TREATY,
            "state_id": _STATE,
            "article": _("The article that the declaration is made under."),
            "accepts": _("Whether it accepts the procedure."),
            "on": _("The day of the declaration."),
            "entered_at": _ENTERED,
            "source": _SOURCE,
            "note": _NOTE,
        },
    ),
    OpenTable(
        "bodies.Mechanism",
        _("Mechanisms"),
        _("Treaty bodies, the Subcommittee, special procedures."),
        {
            "code": _MECHANISM,
            "kind": _("What kind of mechanism it is."),
            "treaty_id": _TREATY,
            "seats": _("How many members it has, where it has members."),
            "term_years": _("For how many years they are elected."),
            "established_by": _("What established it."),
            "source": _SOURCE,
        },
    ),
    OpenTable(
        "bodies.MechanismName",
        _("Names of mechanisms"),
        _("The official name of each mechanism in each language."),
        {
            "id": _ID,
            "mechanism_id": _MECHANISM,
            "language": _LANGUAGE,
            "name": _("The official name."),
            "short": _("The abbreviation."),
        },
    ),
    OpenTable(
        "bodies.Person",
        _("Holders of public office"),
        _("Those who served on a mechanism: their names, and nothing private."),
        {
            "slug": _PERSON,
            "name": _("The name as the mechanism writes it."),
            "family_name": _("The name under which the person stands in lists."),
            "aliases": _("Other spellings that stand in documents, as JSON."),
            "nationality_id": _STATE,
        },
    ),
    OpenTable(
        "bodies.Term",
        _("Terms of members"),
        _("Who was a member of which mechanism when, as far as the sources are certain."),
        {**_HELD, "began": _("How the term began.")},
    ),
    OpenTable(
        "bodies.Office",
        _("Offices"),
        _("Who held which office in which mechanism when, as far as the sources are certain."),
        {
            **_HELD,
            "office": _("The office."),
            "portfolio": _("What the office is in charge of, where it has a name."),
        },
    ),
    OpenTable(
        "stats.PublishedAggregate",
        _("Figures as published"),
        _("Figures that a report states and nobody outside can count again."),
        {
            "figure": _("The name of the figure."),
            "topic": _("The name under which reports of any year look for it."),
            "title": _("What it says."),
            "value": _("The value as published."),
            "unit": _("What is counted."),
            "at_least": _("Whether the report says that it was at least so many."),
            "since": _("The first day it speaks of, where it speaks of a period."),
            "on": _("The last day it speaks of."),
            "source": _SOURCE,
            "paragraph": _("The paragraph of the source."),
            "entered_at": _ENTERED,
        },
    ),
    OpenTable(
        "docket.Matter",
        _("Dockets"),
        _("Everything that a body follows from opening to closing, as far as it is public."),
        {
            "id": _(
                "The number that docket_act and docket_clock name it by, within this snapshot."
            ),
            "procedure": _("The procedure it follows."),
            "reference": _("The reference, which never changes."),
            "status": _("Where it stands, as far as public acts tell."),
            "since": _("Since when it stands there."),
            "opened_on": _("The day of its first act."),
            "last_on": _("The day of its last act."),
            "next_due_on": _("The day on which the next time limit ends, if one runs."),
            "body": _MECHANISM,
            "state": _STATE,
            "states": _STATES,
        },
    ),
    OpenTable(
        "docket.Act",
        _("Acts"),
        _("What happened in each docket: dated, never changed, rectified by further acts."),
        {
            "id": _ID,
            "matter_id": _DOCKET,
            "number": _("The number of the act in its docket; some numbers may not be public."),
            "kind": _("The procedure and the kind of act, with a dot between."),
            "on": _("The day on which it took effect."),
            "precision": _PRECISION,
            "entered_at": _ENTERED,
            "fields": _("What the act says, as JSON: the public fields of it."),
            "rectifies": _("The number of the act that it replaces or strikes."),
            "source": _SOURCE,
        },
    ),
    OpenTable(
        "docket.Clock",
        _("Time limits"),
        _("The time limits that public acts started."),
        {
            "id": _ID,
            "matter_id": _DOCKET,
            "name": _("The name of the time limit in its procedure."),
            "rule": _("The rule it comes from."),
            "started_by": _("The number of the act that started it."),
            "starts_on": _("The day it started."),
            "first_due_on": _("The day on which it was to end at first."),
            "due_on": _("The day on which it ends."),
            "precision": _PRECISION,
            "extensions": _("How it was extended, as JSON."),
            "stopped_by": _("The number of the act that stopped it, if one did."),
            "stopped_on": _("The day it was stopped."),
        },
    ),
    OpenTable(
        "publication.PublishedFile",
        _("Published files"),
        _("The files that public acts name. Their bytes are at the address of the docket."),
        {
            "id": _("The number of the file, as it stands in its address."),
            "reference": _("The reference of the docket."),
            "act": _("The number of the act that names it."),
            "name": _("The name of the file."),
            "media_type": _MEDIA_TYPE,
            "size": _SIZE,
            "sha256": _DIGEST,
        },
    ),
    OpenTable(
        "documents.Document",
        _("Documents"),
        _("Documents with a symbol, whatever their languages."),
        {
            "id": _("The number that other tables name it by, within this snapshot."),
            "symbol": _SYMBOL,
            "name": _("The symbol as it stands in addresses."),
            "kind": _("What kind of document it is."),
            "body": _MECHANISM,
            "states": _STATES,
            "on": _("The day of the document."),
            "precision": _PRECISION,
            "public_on": _("The day from which on it is public."),
            "changed_at": _CHANGED,
        },
    ),
    OpenTable(
        "documents.Version",
        _("Language versions"),
        _("Each document in each language, and the file it was read from."),
        {
            "id": _("The number that other tables name it by, within this snapshot."),
            "document_id": _("The document, by its number in documents_document."),
            "language": _LANGUAGE,
            "title": _("The title as printed."),
            "session": _("The session as printed."),
            "distribution": _("The distribution as printed."),
            "original_language": _("The language in which it was written."),
            "job_number": _("The job number as printed."),
            "source": _SOURCE,
            "media_type": _MEDIA_TYPE,
            "size": _SIZE,
            "sha256": _DIGEST,
            "doubts": _(
                "What somebody should look at, as JSON: numbers missing, lines out of place."
            ),
            "imported_at": _("When the file was read (UTC)."),
        },
        WORDS,
    ),
    OpenTable(
        "documents.Block",
        _("Paragraphs"),
        _("The text of each version, piece by piece: headings, paragraphs, items, tables."),
        {
            "id": _ID,
            "version_id": _VERSION,
            "order": _ORDER,
            "part": _PART,
            "eid": _("Its address in the document: para_14."),
            "kind": _("heading, paragraph, item, text or table."),
            "level": _("The level of a heading or an item; 1 is the highest."),
            "number": _("The number as printed."),
            "under": _("The address of the heading it stands below."),
            "text": _("The words."),
            "marks": _("Where notes are called, as JSON: how many characters in, by which mark."),
            "rows": _("The cells of a table, as JSON."),
        },
        WORDS,
    ),
    OpenTable(
        "documents.Note",
        _("Notes"),
        _("The notes of each version."),
        {
            "id": _ID,
            "version_id": _VERSION,
            "order": _ORDER,
            "part": _PART,
            "mark": _("The mark by which the text calls it."),
            "caller": _("The address of the piece of text that calls it."),
            "text": _("The words."),
        },
        WORDS,
    ),
    OpenTable(
        "documents.Citation",
        _("Citations"),
        _("Words that lead to a document, a paragraph of it, or an article of an instrument."),
        {
            "id": _ID,
            "version_id": _VERSION,
            "eid": _("The address of the piece of text, or of the note, in which they stand."),
            "start": _("How many characters in they begin."),
            "end": _("How many characters in they end."),
            "symbol": _("The document they lead to."),
            "point": _("The address in it; empty for the whole."),
            "printed": _("What the words say, where they name the document wrongly."),
        },
    ),
    OpenTable(
        "documents.Relation",
        _("Relations of documents"),
        _("Which document corrects, replaces or supplements which."),
        {
            "id": _ID,
            "document_id": _("The document, by its number in documents_document."),
            "kind": _("corrects, replaces or supplements."),
            "symbol": _("The symbol of the other document."),
        },
    ),
    OpenTable(
        "recommendations.Published",
        _("Recommendations"),
        _("Recommendations as others published them."),
        {
            "id": _("The number that recommendations_wording names it by, within this snapshot."),
            "source": _("The collection it was taken from."),
            "number": _("Its number in that collection."),
            "state": _("The State it is made to, by its code."),
            "by_body": _("The mechanism that made it, by its code."),
            "by_state": _("The State that made it, by its code."),
            "symbol": _SYMBOL,
            "paragraph": _("The paragraph of the document."),
            "on": _("The day on which it was made."),
            "precision": _PRECISION,
            "response": _("The answer to it, in the words of the source."),
            "topics": _("What it is about, by codes: |theme:A12|person:children|sdg:16.3|."),
            "changed_at": _CHANGED,
        },
    ),
    OpenTable(
        "recommendations.Wording",
        _("Words of recommendations"),
        _("The words of each recommendation in each language it was published in."),
        {
            "id": _ID,
            "recommendation_id": _(
                "The recommendation, by its number in recommendations_published."
            ),
            "language": _LANGUAGE,
            "text": _("The words."),
        },
        WORDS,
    ),
    OpenTable(
        "recommendations.Topic",
        _("Topics"),
        _("What recommendations are about: themes, persons affected, goals and targets."),
        {
            "code": _("The code, which begins with its kind: theme, person or sdg."),
            "parent": _("The code of the wider topic, if there is one."),
            "names": _("Its names by language, as JSON."),
        },
    ),
)

# Tables of the store that stay: what is made from the others, what is told to whoever follows, and the
# bytes of files, which have addresses of their own.
STAYING = frozenset(
    {
        "documents.Piece",
        "publication.Change",
        "publication.PublishedChunk",
        "publication.Stamp",
        "publication.Unseen",
        "search.Entry",
    }
)
# Columns that stay: nothing stands in them out here, or they only tell what changed.
COLUMNS_STAYING: Mapping[str, frozenset[str]] = {
    "docket.Matter": frozenset(
        {"key", "shared", "facts", "sealed", "disposed_on", "acts_entered", "head"}
    ),
    "docket.Act": frozenset({"recorded_at", "by", "sealed", "digest"}),
    "documents.Document": frozenset({"digest"}),
    "recommendations.Published": frozenset({"digest"}),
}
