"""Records that the API puts together from several areas' records; the others are the areas' own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amparo.bodies.enums import End, OfficeKind, Start
from amparo.docket.entries import Precision
from amparo.documents.published import Block, Citing, Link, Neighbour, Note
from amparo.registry.enums import ActionKind, ParticipationStatus, RegionalGroup


@dataclass(frozen=True, slots=True)
class Party:
    """A State and where it stands towards a treaty on a day."""

    treaty: str
    iso3: str
    name: str
    group: RegionalGroup | None
    status: ParticipationStatus
    since: date | None
    signed_on: date | None
    instrument: ActionKind | None
    in_force_on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class Member:
    """
    Somebody certain to serve on a mechanism on a day.

    `office` is empty for a plain member; who holds an office has a line for it besides. `from_is` and
    `until_is` say whether the days are a beginning and an end, or days on which the source shows the
    person in place.
    """

    mechanism: str
    person: str
    name: str
    office: OfficeKind | None
    portfolio: str
    from_on: date
    from_is: Start
    until_on: date
    until_is: End
    source: str
    note: str


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
class DocketAct:
    """
    An act that the world may see.

    `counts` is false once another act has rectified it; `replaced_by` is the number of that one, if it
    may be seen too. `struck_on` is the day it was taken back as entered in error. `precision` says how
    exactly the day is known.
    """

    reference: str
    procedure: str
    number: int
    kind: str
    title: str
    state: str
    on: date
    precision: Precision
    fields: Mapping[str, str | int | bool | list[str] | None]
    source: str
    rule: str
    public_since: date
    rectifies: int | None
    replaced_by: int | None
    struck_on: date | None
    counts: bool


@dataclass(frozen=True, slots=True)
class DocketClock:
    """A time limit that a public act started, and the act that stopped it, if one did."""

    reference: str
    name: str
    title: str
    state: str
    rule: str
    started_by: int
    starts_on: date
    due_on: date
    precision: Precision
    stopped_by: int | None
    stopped_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class DocketFile:
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
    acts: tuple[DocketAct, ...]
    clocks: tuple[DocketClock, ...]
    files: tuple[DocketFile, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a figure counts."""

    number: int
    reference: str
    label: str
    on: date | None
    amount: str
    source: str
    path: str


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
class TextLine:
    """
    A piece of a text in its order: a heading, a paragraph, an item, a table.

    `eid` is its address within the version, `under` that of the heading it stands below. `cites` are
    the words that lead elsewhere.
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
class ParagraphRecord:
    """
    A numbered paragraph with its items and notes, and what stands around it.

    `headings` are those above it, the highest first. `languages` have the paragraph too. `cited_by`
    are the places that cite it.
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
class Words:
    """A run of a result's text; `is_found` where it is what was looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many results have a value, were it chosen with what else is chosen."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values that results can be narrowed by, most frequent first; counts are exact."""

    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """
    Something that was found. `runs` is the snippet in pieces, those marked that were looked for.
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

    `total` is exact. `facets` come with the first page: what results can be narrowed by, with exact
    counts. `understood` is the question as it was read, `instead` one that would find more. Where few
    have all the words, some of them are enough: `with_all` says how many results have them all, and
    the question `strictly` finds those alone; otherwise it is null, and that is empty. `has_moved`
    says that what is public has changed too much since the first page to go on in the same state.
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
