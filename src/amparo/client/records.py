"""
What the API answers, as records: `state.iso3`, `act.on`.

They hold what version 1 of the API says, days as days and moments as moments; what it adds later is
passed over until the client knows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a State did about a treaty."""

    kind: str
    on: date
    takes_effect_on: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """
    Words of a text, from `start` to `end`, that lead to a document or a place in it.

    `words` is how that is cited. `printed` is what the text says where that is known to be
    wrong. `path` leads to the place, or, of a document that is not here, to a page of who cites
    it.
    """

    start: int
    end: int
    symbol: str
    point: str
    words: str
    printed: str
    path: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text. `marks` are pairs: where a note is called, and its mark."""

    eid: str
    part: str
    kind: str
    level: int
    number: str
    under: str
    text: str
    marks: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that cites another: the document it stands in, and its paragraph."""

    symbol: str
    language: str
    title: str
    eid: str
    words: str
    printed: str
    path: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many results have a value, were it chosen with what else is chosen."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class YearCount:
    """Parties and signatories on a day, for a chart."""

    on: date
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a figure counts."""

    number: int
    reference: str
    label: str
    on: date | None
    amount: str
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column: what kind of value it holds, and what that means.

    The words are to be translated.
    """

    name: str
    kind: str
    may_be_empty: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of a snapshot: where it is from the root of the site, how large, and its digest."""

    name: str
    path: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table as it can be had."""

    name: str
    title: str
    about: str
    licence: str
    rows: int
    columns: tuple[Column, ...]
    parquet: DataFile


@dataclass(frozen=True, slots=True)
class DocketLine:
    """A docket as the world may see it on a day: what it is, and where it stands."""

    reference: str
    procedure: str
    procedure_title: str
    title: str
    state: str
    standing: str
    standing_title: str
    since: date | None
    opened_on: date | None
    acts: int
    next_due_on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class Act:
    """
    An act that the world may see.

    `counts` is false once another act has rectified it; `replaced_by` is the number of that
    one, if it may be seen too. `struck_on` is the day it was taken back as entered in error.
    `precision` says how exactly the day is known.
    """

    reference: str
    procedure: str
    number: int
    kind: str
    title: str
    state: str
    on: date
    precision: str
    fields: dict[str, Any]
    source: str
    rule: str
    public_since: date
    rectifies: int | None
    replaced_by: int | None
    struck_on: date | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit that a public act started, and the act that stopped it, if one did."""

    reference: str
    name: str
    title: str
    state: str
    rule: str
    started_by: int
    starts_on: date
    due_on: date
    precision: str
    stopped_by: int | None
    stopped_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file that anybody may have, and the act that names it."""

    act: int
    name: str
    media_type: str
    size: int
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Docket:
    """A docket as the world may see it on a day, with its acts, its clocks and its files."""

    line: DocketLine
    acts: tuple[Act, ...]
    clocks: tuple[Clock, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """
    A document in a list, with its title in the reader's language or the best there is.`path` is
    the page's, without a language of the site before it..


    """

    symbol: str
    name: str
    kind: str
    kind_title: str
    body: str
    states: tuple[str, ...]
    on: date | None
    precision: str
    languages: tuple[str, ...]
    language: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a document: its language, and the file that it was read from."""

    language: str
    title: str
    session: str
    distribution: str
    original_language: str
    job_number: str
    source: str
    media_type: str
    size: int
    sha256: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Tie:
    """
    What a document is to another: `corrects`, `replaces`, `supplements`, or the same turned
    round (`corrected_by` and so on).

    `path` is empty where the other is not here.
    """

    kind: str
    symbol: str
    path: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document, its versions and its ties to others."""

    line: DocumentLine
    versions: tuple[VersionLine, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something with its days: on all of them, or, where it is not `exact`, some time between them.

    `about` says where it stands, or which time limit ends; `rule` is the one that sets it.
    """

    kind: str
    on: date
    until: date
    exact: bool
    title: str
    about: str
    body: str
    state: str
    reference: str
    name: str
    rule: str
    path: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The values that results can be narrowed by, most frequent first; counts are exact."""

    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure counts."""

    name: str
    title: str
    unit: str
    counts: str
    leaves_out: str
    rule: str
    over_a_period: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A figure as at a day, as known at a moment.

    A share keeps its numerator and denominator. `rows` says how many rows it counts,
    `rows_path` where they are.
    """

    measure: Measure
    value: Any
    numerator: int | None
    denominator: int | None
    on: date
    since: date | None
    known_at: datetime
    choices: dict[str, str]
    rows: int
    rows_path: str
    path: str


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many parties and signatories only a regional group has; `group` is empty for no group."""

    group: str | None
    name: str
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class Holder:
    """
    Somebody in place from one day to another, as far as the source is certain.

    `office` and `portfolio` are empty for a plain member. `from_is` and `until_is` say whether
    the days are a beginning and an end, or days on which the source shows the person in place.
    """

    person: str
    name: str
    office: str | None
    portfolio: str
    from_on: date
    from_is: str
    until_on: date
    until_is: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class MechanismLine:
    """A mechanism in a list."""

    code: str
    kind: str
    name: str
    short: str
    treaty: str
    seats: int | None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism, with who is certain to serve on it on a day; `seats` is empty for no members."""

    code: str
    kind: str
    name: str
    short: str
    treaty: str
    seats: int | None
    established_by: str
    on: date
    officers: tuple[Holder, ...]
    members: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """
    Somebody certain to serve on a mechanism on a day.

    `office` is empty for a plain member; who holds an office has a line for it besides.
    `from_is` and `until_is` say whether the days are a beginning and an end, or days on which
    the source shows the person in place.
    """

    mechanism: str
    person: str
    name: str
    office: str | None
    portfolio: str
    from_on: date
    from_is: str
    until_on: date
    until_is: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The paragraph before or after."""

    eid: str
    number: str
    path: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `caller` is the address of the block that calls it, empty where none does."""

    eid: str
    part: str
    mark: str
    caller: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in its order; `caller` is the address of the piece of text that calls it."""

    symbol: str
    language: str
    order: int
    part: str
    eid: str
    mark: str
    caller: str
    text: str
    cites: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    A numbered paragraph with its items and notes, and what stands around it.

    `headings` are those above it, the highest first. `languages` have the paragraph too.
    `cited_by` are the places that cite it.
    """

    symbol: str
    title: str
    language: str
    eid: str
    number: str
    citation: str
    path: str
    headings: tuple[Block, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    before: Neighbour | None
    after: Neighbour | None
    languages: tuple[str, ...]
    cited_by: tuple[Citing, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Days without a break on which a State is a party; an empty end is open."""

    since: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Participation:
    """
    Where a State stands towards one treaty; `since` is the deposit of a party, the signature of
    a signatory.

    A treaty the State has nothing to do with has a record too, with the status "none".
    """

    treaty: str
    title: str
    short: str
    path: str
    status: str
    since: date | None
    signed_on: date | None
    instrument: str | None
    in_force_on: date | None
    left_on: date | None
    runs: tuple[Run, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A State and where it stands towards a treaty on a day."""

    treaty: str
    iso3: str
    name: str
    group: str | None
    status: str
    since: date | None
    signed_on: date | None
    instrument: str | None
    in_force_on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A State on a treaty's page."""

    iso3: str
    name: str
    group: str | None
    path: str
    status: str
    since: date | None
    signed_on: date | None
    instrument: str | None
    in_force_on: date | None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure that a State accepted, on the day of its declaration or of its deposit."""

    treaty: str
    article: str
    on: date
    source: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An annual report, and where it can be had in which form."""

    year: int
    ordinal: int
    symbol: str
    distributed_on: date | None
    path: str
    docx: str
    pdf: str
    json: str


@dataclass(frozen=True, slots=True)
class Words:
    """A run of a result's text; `is_found` where it is what was looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Result:
    """
    Something that was found.

    `runs` is the snippet in pieces, those marked that were looked for.
    """

    key: str
    kind: str
    language: str
    title: str
    citation: str
    snippet: str
    runs: tuple[Words, ...]
    symbol: str
    body: str
    states: tuple[str, ...]
    topics: tuple[str, ...]
    on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class Results:
    """
    A page of what was found.

    `total` is exact. `facets` come with the first page: what results can be narrowed by, with
    exact counts. `understood` is the question as it was read, `instead` one that would find
    more. Where few have all the words, some of them are enough: `with_all` says how many results
    have them all, and the question `strictly` finds those alone. `has_moved` says that what is
    public has changed too much since the first page to go on in the same state.
    """

    items: tuple[Result, ...]
    next: str | None
    total: int
    facets: tuple[Facet, ...]
    understood: str
    instead: str
    with_all: int | None
    strictly: str
    has_moved: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    The public store as it was at one moment, as files.

    `version` changes with every snapshot, `schema` when a table or a column does.
    """

    version: str
    schema: str
    made_at: datetime
    licence: str
    database: DataFile


@dataclass(frozen=True, slots=True)
class StateLine:
    """A State in a list."""

    iso3: str
    name: str
    kind: str
    group: str | None
    path: str


@dataclass(frozen=True, slots=True)
class State:
    """
    A State's page: `group_since` and `group_source` as the source has them; `group_since` is
    empty where it names no day..


    """

    iso3: str
    iso2: str
    m49: str
    kind: str
    name: str
    article: str
    formal: str
    group: str | None
    group_name: str
    group_since: date | None
    group_source: str
    path: str
    on: date
    participation: tuple[Participation, ...]
    procedures: tuple[Procedure, ...]
    procedures_as_party: tuple[Procedure, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """
    A piece of a text in its order: a heading, a paragraph, an item, a table.

    `eid` is its address within the version, `under` that of the heading it stands below.
    `cites` are the words that lead elsewhere.
    """

    symbol: str
    language: str
    order: int
    part: str
    eid: str
    kind: str
    level: int
    number: str
    under: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    cites: tuple[Link, ...]
    path: str


@dataclass(frozen=True, slots=True)
class TreatyLine:
    """A treaty in a list, with its counts on a day."""

    code: str
    title: str
    short: str
    path: str
    adopted_on: date
    in_force_on: date
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty's page, on a day."""

    code: str
    mtdsg: str
    title: str
    short: str
    path: str
    adopted_on: date
    adopted_at: str
    in_force_on: date
    in_force_article: str
    on: date
    parties: tuple[Standing, ...]
    signatories: tuple[Standing, ...]
    groups: tuple[GroupCount, ...]
    series: tuple[YearCount, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """
    A recommendation as it was published, with its words in each language it was published in.

    `source` and `number` name it in the collection that it was taken from; `response` is the answer to
    it in the words of that source. `text` is in `language`: the one asked for, or the best there is.
    """

    id: int
    source: str
    number: str
    state: str
    by_body: str
    by_state: str
    symbol: str
    paragraph: str
    on: date | None
    precision: str
    response: str
    topics: tuple[str, ...]
    language: str
    text: str
    wordings: dict[str, str]
    path: str


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What recommendations are about; `parent` is the code of the wider topic."""

    code: str
    kind: str
    parent: str
    name: str
