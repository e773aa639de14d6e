"""
The language in which procedures are written: fields, acts, clocks, disclosure.

A procedure is the law of one kind of matter as data that can be read aloud. Areas write theirs in
`procedure.py` or `procedures/`; forms, diagrams and help are generated from it. No Django here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from string import Formatter
from uuid import UUID

from amparo.access.permissions import Role
from amparo.core.calendar import Period, Unit
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .entries import NOTHING, Fields, Standing, Stored

STRIKE = "struck"  # in every procedure: an act entered in error, with nothing in its place
DISPOSAL = "disposed"  # in every procedure: the confidential content was destroyed
WITHHELD = "withheld"  # only in the public store: what the world may not know replaces an act
STAFF = (Role.REGISTRAR, Role.SECRETARIAT)


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    INTEGER = "integer"
    AMOUNT = "amount"  # a decimal number, kept as written
    DAY = "day"
    STATE = "State"  # ISO 3166-1 alpha-3
    STATES = "States"
    CHOICE = "choice"
    SYMBOL = "symbol"  # of a United Nations document
    NAMES = "names"
    YES_NO = "yes or no"
    FILE = "file"  # of the same matter, by its number


@dataclass(frozen=True, slots=True)
class Field:
    """
    One thing that an act says.

    What is classed CONFIDENTIAL or PERSONAL is sealed with the matter's key. An `indexed` field
    holds names of persons that can be searched for by those who may; `consent` names the yes-or-no
    field of the same act that says that they may be named in public.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: Mapping[str, str] = field(default_factory=dict)
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    indexed: bool = False
    consent: str = ""

    @property
    def is_sealed(self) -> bool:
        """Whether it is stored encrypted."""
        return self.confidentiality in _SEALED_CLASSES

    @property
    def names_people(self) -> bool:
        """Whether it may hold, under seal, the name of somebody."""
        personal = self.confidentiality is Confidentiality.PERSONAL
        return self.is_sealed and (
            self.indexed or (personal and self.kind in (Kind.NAMES, Kind.TEXT))
        )

    def stored(self, value: object) -> Stored:
        """
        Return `value` as it is written into the docket.

        :raises Refused: if it is not what this field holds.
        """
        if value is None or value == "" or value == []:
            if self.required:
                raise Refused(_("A required field is empty: {field}."), field=self.name)
            return None
        try:
            return _WRITERS[self.kind](self, value)
        except (TypeError, ValueError, InvalidOperation):
            if self.is_sealed:
                # It may name somebody, and what is refused is said in logs and at command lines.
                raise Refused(
                    _("The field {field} should hold: {kind}."), field=self.name, kind=self.kind
                ) from None
            raise Refused(
                _("The field {field} should hold: {kind}. It holds: {value}."),
                field=self.name,
                kind=self.kind,
                value=value,
            ) from None


def _iso3(value: object) -> str:
    code = str(value)
    if not (len(code) == 3 and code.isalpha() and code.isascii() and code.isupper()):
        raise ValueError(code)
    return code


def _list(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return list(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()


def _integer(value: object) -> int:
    if isinstance(value, bool | float):
        raise TypeError(value)
    return int(str(value))


def _amount(value: object) -> str:
    if isinstance(value, float):
        raise TypeError(value)
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(value)
    return format(number, "f")


def _choice(of: Field, value: object) -> str:
    if str(value) not in of.choices:
        raise ValueError(value)
    return str(value)


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _file(value: object) -> str:
    return str(value if isinstance(value, UUID) else UUID(_text(value)))


_SEALED_CLASSES = frozenset({Confidentiality.CONFIDENTIAL, Confidentiality.PERSONAL})
_WRITERS: dict[Kind, Callable[[Field, object], Stored]] = {
    Kind.TEXT: lambda _f, v: _text(v),
    Kind.SYMBOL: lambda _f, v: _text(v),
    Kind.INTEGER: lambda _f, v: _integer(v),
    Kind.AMOUNT: lambda _f, v: _amount(v),
    Kind.DAY: lambda _f, v: date.fromisoformat(str(v)).isoformat(),
    Kind.STATE: lambda _f, v: _iso3(v),
    Kind.STATES: lambda _f, v: [_iso3(one) for one in _list(v)],
    Kind.NAMES: lambda _f, v: [_text(one) for one in _list(v)],
    Kind.CHOICE: _choice,
    Kind.YES_NO: lambda _f, v: _yes_no(v),
    Kind.FILE: lambda _f, v: _file(v),
}


@dataclass(frozen=True, slots=True)
class ClockType:
    """
    A time limit that an act starts.

    It runs `period` from the act's day, or from the day in the field `runs_from`. Where the law is
    not that simple, `due` computes the day from the standing and the act's fields; None from it
    means that no limit runs.
    """

    name: str
    title: str
    rule: str
    period: Period | None = None
    runs_from: str = ""
    due: Callable[[Standing, Fields, date], date | None] | None = None

    def first_due(self, standing: Standing, fields: Fields, on: date) -> tuple[date, date] | None:
        """Return the day the clock starts and the last day in time, or None if none runs."""
        start = date.fromisoformat(str(fields[self.runs_from])) if self.runs_from else on
        if self.due is not None:
            last = self.due(standing, fields, start)
            return None if last is None else (start, last)
        if self.period is None:
            raise ValueError(f"The clock {self.name} has neither a period nor a rule.")
        return start, self.period.after(start)


@dataclass(frozen=True, slots=True)
class Extension:
    """An act that lengthens a running clock by the number in one of its fields. Source: GEN-6."""

    clock: str
    field: str
    unit: Unit
    rule: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """
    What the world may see of an act, and from when.

    Of a public act only fields classed PUBLIC are shown, and of these only `fields` where given.
    `delay` runs from the act's day, or from the day in the field `runs_from` where the act says it;
    `once` names an act that must stand, and be public, before this one is shown.
    """

    public: bool
    fields: tuple[str, ...] | None = None
    delay: Period | None = None
    once: str = ""
    runs_from: str = ""

    @property
    def from_its_day(self) -> bool:
        """Whether the world may know of such an act from its day on, whatever it and others say."""
        return self.public and not (self.delay or self.once or self.runs_from)

    def public_from(self, on: date, fields: Fields) -> date | None:
        """Return the first day on which the world may know of an act of that day that says this."""
        if not self.public:
            return None
        said = fields.get(self.runs_from)
        start = date.fromisoformat(said) if isinstance(said, str) else on
        return self.delay.after(start) if self.delay else start


@dataclass(frozen=True, slots=True)
class Share:
    """
    An act is made known to a role outside of the body: always, or where a field has this value.

    The field may have been said by an earlier act of the docket.
    """

    role: Role
    field: str = ""
    value: Stored = None

    def holds(self, facts: Fields) -> bool:
        """Test whether it applies in a docket that has said this."""
        return not self.field or facts.get(self.field) == self.value


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the confidential content of a matter is kept once nothing is awaited in it."""

    period: Period
    rule: str


SEALED = Disclosure(public=False)
PUBLIC = Disclosure(public=True)
FACT_ONLY = Disclosure(public=True, fields=())


@dataclass(frozen=True, slots=True)
class Content:
    """What an act says, checked and ready to be entered: `CONDUCTED(first_day=…, last_day=…)`."""

    act: ActType
    fields: Fields


Guard = Callable[[Standing, Fields, date], None]


def check_days(fields: Fields, first: str, last: str) -> None:
    """Raise `Refused` unless an act gives both days, in their order, or neither."""
    if (first in fields) != (last in fields):
        raise Refused(_("Give the first and the last day, or neither."))
    if first in fields and str(fields[first]) > str(fields[last]):
        raise Refused(_("The last day lies before the first day."))


@dataclass(frozen=True, slots=True)
class ActType:
    """
    One kind of act: when it may follow, who may enter it, what it says, starts, stops, discloses.

    `after` names the standings it may follow (`NOTHING` opens the matter); `leads_to` the standing
    it brings about, or None where it leaves it as it was; in the standings named by `keeps` it
    leaves it as it was too. `guard` raises `Refused` where the law asks for more than a standing.
    `shared_with` are the outsiders to whom the act is made known. `apart_from` names acts: whoever
    entered the latest of these may not enter this one ("four eyes"). `awaited_if` names a fact:
    until an act has said yes to it, this one may come, and nobody waits for it.
    """

    name: str
    title: str
    after: tuple[str, ...]
    rule: str
    leads_to: str | None = None
    keeps: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    by: tuple[Role, ...] = STAFF
    apart_from: tuple[str, ...] = ()
    awaited_if: str = ""
    shared_with: tuple[Share, ...] = ()
    starts: tuple[ClockType, ...] = ()
    stops: tuple[str, ...] = ()
    extends: tuple[Extension, ...] = ()
    discloses: Disclosure = SEALED
    guard: Guard | None = None
    help: str = ""

    def __call__(self, **values: object) -> Content:
        """Return the content of an act of this kind. :raises Refused: if a value does not fit."""
        return self.content(values)

    def content(self, values: Mapping[str, object]) -> Content:
        """Return the content of an act of this kind. :raises Refused: if a value does not fit."""
        unknown = sorted(set(values) - {one.name for one in self.fields})
        if unknown:
            raise Refused(
                _("The act {act} has no field {field}."),
                act=self.name,
                field=unknown[0],
            )
        stored = {one.name: one.stored(values.get(one.name)) for one in self.fields}
        return Content(self, {name: value for name, value in stored.items() if value is not None})

    def sealed_fields(self) -> frozenset[str]:
        """Return the names of the fields that are stored encrypted."""
        return frozenset(one.name for one in self.fields if one.is_sealed)

    def known_to(self, facts: Fields) -> frozenset[Role]:
        """Return the outsiders to whom an act of this kind is known in such a docket."""
        return frozenset(one.role for one in self.shared_with if one.holds(facts))

    def files_named(self, fields: Fields) -> dict[str, UUID]:
        """Return the files that an act of this kind names, by the field that names each."""
        names = (one.name for one in self.fields if one.kind is Kind.FILE)
        return {name: UUID(str(fields[name])) for name in names if fields.get(name)}

    def public_fields(self) -> frozenset[str]:
        """Return the names of the fields that the world may see once the act is disclosed."""
        open_fields = {
            one.name for one in self.fields if one.confidentiality is Confidentiality.PUBLIC
        }
        if self.discloses.fields is not None:
            open_fields &= set(self.discloses.fields)
        return frozenset(open_fields) if self.discloses.public else frozenset()


# Each is the same as itself alone: what follows from the law is found out once for each.
@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    """
    The law of one kind of matter.

    `standings` are in the order of the law, each with its title; `final` are those in which nothing
    more is awaited. `naming` is the title of a matter, filled from what its acts say
    (`Visit to {state}, {year}`); where they do not say all of it, the first of `naming_with_less`
    that can be filled. `state_field` names the field that holds the State concerned, `body` is the
    mechanism whose matter it is, or the field that says so. `bound_to` names the fields that hold
    the reference of another docket: who is named there under seal is not named here in public
    either. `retention` says when the confidential content is to be destroyed; without it, nothing is.
    """

    name: str
    title: str
    rule: str
    standings: Mapping[str, str]
    acts: tuple[ActType, ...]
    naming: str
    final: frozenset[str] = frozenset()
    state_field: str = "state"
    about: str = ""
    naming_with_less: tuple[str, ...] = ()
    body: str = "SPT"
    body_field: str = ""
    bound_to: tuple[str, ...] = ()
    retention: Retention | None = None
    # Found by name in every fold; built once.
    by_name: Mapping[str, ActType] = field(init=False)
    sealed_names: frozenset[str] = field(init=False)
    files_that_go_out: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "by_name", {act.name: act for act in (*self.acts, *IN_EVERY_PROCEDURE)}
        )
        object.__setattr__(
            self,
            "sealed_names",
            frozenset(name for act in self.acts for name in act.sealed_fields()),
        )
        files = {one.name for act in self.acts for one in act.fields if one.kind is Kind.FILE}
        public = {name for act in self.acts for name in act.public_fields()}
        object.__setattr__(self, "files_that_go_out", frozenset(files & public))
        self._check_standings()
        self._check_sealed()
        self._check_disclosed()

    def _check_sealed(self) -> None:
        """Raise where what must be known for ever, or to everyone, would be sealed."""
        open_names = {one.name for act in self.acts for one in act.fields if not one.is_sealed}
        if self.sealed_names & open_names:
            raise ValueError(f"{self.name} seals a field in one act and not in another.")
        needed = {self.state_field, self.body_field}
        needed |= {clock.runs_from for act in self.acts for clock in act.starts}
        needed |= {one.field for act in self.acts for one in act.extends}
        needed |= {one.field for act in self.acts for one in act.shared_with}
        if self.sealed_names & needed:
            raise ValueError(f"{self.name} seals a field that its standing depends on.")

    def _check_disclosed(self) -> None:
        """Raise where what is disclosed would hang on something that is not."""
        for act in self.acts:
            if not act.discloses.public:
                continue
            once = self.by_name.get(act.discloses.once) if act.discloses.once else None
            if act.discloses.once and (once is None or not once.discloses.public):
                raise ValueError(f"{self.name}.{act.name} waits for an act that is never shown.")
            needed = {clock.runs_from for clock in act.starts} | {one.field for one in act.extends}
            needed.add(act.discloses.runs_from)
            if needed - {""} - act.public_fields():
                raise ValueError(f"{self.name}.{act.name} hangs on a field that it keeps back.")

    def _check_standings(self) -> None:
        known = {NOTHING, *self.standings}
        for act in self.acts:
            named = {*act.after, *([act.leads_to] if act.leads_to is not None else [])}
            if (named | set(act.keeps)) - known:
                raise ValueError(f"{self.name}.{act.name} names a standing that is not declared.")
            clocks = {clock.name for one in self.acts for clock in one.starts}
            if {*act.stops, *(one.clock for one in act.extends)} - clocks:
                raise ValueError(f"{self.name}.{act.name} names a clock that no act starts.")
            asked = {one.consent for one in act.fields if one.consent}
            if asked - {one.name for one in act.fields if one.kind is Kind.YES_NO}:
                raise ValueError(f"{self.name}.{act.name} asks for a consent that it does not say.")
            if set(act.apart_from) - {one.name for one in self.acts}:
                raise ValueError(f"{self.name}.{act.name} stands apart from an act it has not.")
        if set(self.final) - set(self.standings):
            raise ValueError(f"{self.name} ends in a standing that is not declared.")

    def act(self, name: str) -> ActType:
        """Return the act of that name. :raises Refused: if the procedure has none."""
        try:
            return self.by_name[name]
        except KeyError:
            raise Refused(
                _("The procedure {procedure} has no act {act}."),
                procedure=self.name,
                act=name,
            ) from None

    def naming_for(self, said: Collection[str]) -> str:
        """Return the title to fill when the acts have said the fields of these names."""
        for naming in (self.naming, *self.naming_with_less):
            if {name for _text, name, *_rest in Formatter().parse(naming) if name} <= {*said}:
                return naming
        return self.naming

    def next_acts(self, status: str) -> Iterator[ActType]:
        """Yield the acts that may follow in this standing, in the order of the law."""
        return (act for act in self.acts if status in act.after)

    def clock(self, name: str) -> ClockType:
        """Return the clock of that name."""
        return next(c for act in self.acts for c in act.starts if c.name == name)


STRUCK = ActType(
    name=STRIKE,
    title=_("Struck: entered in error"),
    after=(),
    rule="GEN-6",
    discloses=FACT_ONLY,
    help=_("Takes back an act that should not have been entered. The act stays in the docket."),
)
DISPOSED = ActType(
    name=DISPOSAL,
    title=_("Confidential content destroyed"),
    after=(),
    rule="SPT-CONF-1",
    by=(Role.REGISTRAR,),
    fields=(
        Field(
            "schedule",
            _("Under which retention schedule"),
            confidentiality=Confidentiality.INTERNAL,
        ),
    ),
    discloses=SEALED,
    help=_(
        "Ends a docket: what was confidential in it cannot be read any more, by anyone."
        " What was public, the days and the figures stay."
    ),
)
# What the world learns in its place: that the act before it counts no more.
REPLACED = ActType(name=WITHHELD, title=_("Replaced"), after=(), rule="GEN-6", discloses=SEALED)
IN_EVERY_PROCEDURE = (STRUCK, DISPOSED, REPLACED)


PROCEDURES: dict[str, Procedure] = {}


def register(procedure: Procedure) -> Procedure:
    """Make a procedure known to the system under its name, and return it."""
    if procedure.name in PROCEDURES:
        raise ValueError(f"Two procedures are named {procedure.name}.")
    PROCEDURES[procedure.name] = procedure
    return procedure


def procedure_named(name: str) -> Procedure:
    """Return the procedure of that name. :raises Refused: if there is none."""
    try:
        return PROCEDURES[name]
    except KeyError:
        raise Refused(_("There is no procedure {name}."), name=name) from None
