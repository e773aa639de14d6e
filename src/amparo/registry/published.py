"""What the world may see of States and treaties, as frozen records. All of it is public."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from amparo.core.errors import NotVisible, Refused

from . import queries
from .enums import GROUP_NAMES, ActionKind, ParticipationStatus, RegionalGroup
from .models import (
    ProcedureDeclaration,
    State,
    StateGroup,
    StateName,
    Treaty,
    TreatyAction,
    TreatyTitle,
)
from .queries import FALLBACK, Name, Participant, sort_key
from .rules.participation import GroupInterval, Standing, Step, group_on, standing
from .rules.procedures import ProcedureKind, accepted_as_party, kind_of
from .rules.treaty_terms import terms_of

# Copied into the public store as they are, in this order: every column of them is public.
TABLES = (State, StateName, StateGroup, Treaty, TreatyTitle, TreatyAction, ProcedureDeclaration)


@dataclass(frozen=True, slots=True)
class StateListRecord:
    """A State in a list."""

    iso3: str
    name: str
    kind: str
    group: RegionalGroup | None
    path: str


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """One thing a State did about a treaty."""

    kind: ActionKind
    on: date
    takes_effect_on: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Days without a break on which a State is a party; an empty end is open."""

    since: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class ParticipationRecord:
    """
    Where a State stands towards one treaty; `since` is the deposit of a party, the signature of a
    signatory. A treaty the State has nothing to do with has a record too, with the status "none".
    """

    treaty: str
    title: str
    short: str
    path: str
    status: ParticipationStatus
    since: date | None
    signed_on: date | None
    instrument: ActionKind | None
    in_force_on: date | None
    left_on: date | None
    runs: tuple[RunRecord, ...]
    actions: tuple[ActionRecord, ...]


@dataclass(frozen=True, slots=True)
class ProcedureRecord:
    """
    A procedure that a State accepted, on the day of its declaration or of its deposit.
    """

    treaty: str
    article: str
    on: date
    source: str
    kind: ProcedureKind | None


@dataclass(frozen=True, slots=True)
class StateRecord:
    """
    A State's page: `group_since` and `group_source` as the source has them; `group_since` is
    empty where it names no day.
    """

    iso3: str
    iso2: str
    m49: str
    kind: str
    name: str
    article: str
    formal: str
    group: RegionalGroup | None
    group_name: str
    group_since: date | None
    group_source: str
    path: str
    on: date
    participation: tuple[ParticipationRecord, ...]
    procedures: tuple[ProcedureRecord, ...]
    procedures_as_party: tuple[ProcedureRecord, ...]


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A State on a treaty's page."""

    iso3: str
    name: str
    group: RegionalGroup | None
    path: str
    status: ParticipationStatus
    since: date | None
    signed_on: date | None
    instrument: ActionKind | None
    in_force_on: date | None


@dataclass(frozen=True, slots=True)
class GroupCountRecord:
    """How many parties and signatories only a regional group has; `group` is empty for no group."""

    group: RegionalGroup | None
    name: str
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class CountRecord:
    """Parties and signatories on a day, for a chart."""

    on: date
    parties: int
    signatories: int


@dataclass(frozen=True, slots=True)
class TreatyListRecord:
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
class TreatyRecord:
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
    parties: tuple[PartyRecord, ...]
    signatories: tuple[PartyRecord, ...]
    groups: tuple[GroupCountRecord, ...]
    series: tuple[CountRecord, ...]


def state_path(iso3: str) -> str:
    """Return where a State's page is, from the root of the site."""
    return f"/states/{iso3}/"


def treaty_path(code: str) -> str:
    """Return where a treaty's page is, from the root of the site."""
    return f"/treaties/{code}/"


def states(on: date, *, language: str = FALLBACK) -> tuple[StateListRecord, ...]:
    """Return every State, in the order of the names in a language."""
    called, group_of = queries.state_names(language), queries.groups_on(on)
    listed = [
        StateListRecord(iso3, called.get(iso3, iso3), kind, group_of.get(iso3), state_path(iso3))
        for iso3, kind in State.objects.values_list("iso3", "kind")
    ]
    return tuple(sorted(listed, key=lambda one: (sort_key(one.name), one.iso3)))


def state(
    iso3: str, on: date, known_at: datetime | None = None, *, language: str = FALLBACK
) -> StateRecord:
    """Return a State's page. :raises NotVisible: if there is no such State."""
    record = State.objects.filter(iso3=iso3.upper()).first()
    if record is None:
        raise NotVisible
    code = record.iso3
    name = queries.names(language).get(code, Name(code, "", ""))
    group, since, source = _group(code, on)
    participation = _participation(code, on, known_at, language)
    return StateRecord(
        iso3=code,
        iso2=record.iso2,
        m49=record.m49,
        kind=record.kind,
        name=name.short,
        article=name.article,
        formal=name.formal,
        group=group,
        group_name=GROUP_NAMES[group] if group else "",
        group_since=since,
        group_source=source,
        path=state_path(code),
        on=on,
        participation=participation,
        procedures=_declared(code, on, known_at),
        procedures_as_party=_accepted_as_party(participation),
    )


def treaties(
    on: date, known_at: datetime | None = None, *, language: str = FALLBACK
) -> tuple[TreatyListRecord, ...]:
    """Return every treaty with its counts on a day, by adoption; two statements and the titles."""
    titles = queries.treaty_titles(language)
    steps: dict[str, dict[str, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for action in queries.actions(on=on, known_at=known_at):
        steps[action.treaty][action.iso3].append(action.step)
    listed = []
    for treaty in Treaty.objects.order_by("adopted_on", "code"):
        title, short = titles.get(treaty.code, (treaty.code, ""))
        all_of = [
            standing(one, on, terms_of(treaty.code), treaty.in_force_on)
            for one in steps[treaty.code].values()
        ]
        listed.append(
            TreatyListRecord(
                code=treaty.code,
                title=title,
                short=short or title,
                path=treaty_path(treaty.code),
                adopted_on=treaty.adopted_on,
                in_force_on=treaty.in_force_on,
                parties=sum(one.is_party for one in all_of),
                signatories=sum(one.is_signatory for one in all_of),
            )
        )
    return tuple(listed)


def treaty(
    code: str, on: date, known_at: datetime | None = None, *, language: str = FALLBACK
) -> TreatyRecord:
    """Return a treaty's page on a day. :raises NotVisible: if there is no such treaty."""
    try:
        record = queries.treaty_named(code)
    except Refused:
        raise NotVisible from None
    title, short = queries.treaty_titles(language).get(record.code, (record.code, ""))
    found = queries.participation(record.code, on, known_at, language=language)
    called = queries.state_names(language)
    groups = (*RegionalGroup, None)
    counts = [
        GroupCountRecord(
            group,
            GROUP_NAMES[group] if group else "",
            len(found.parties_of(group)),
            len(found.signatories_of(group)),
        )
        for group in groups
    ]
    return TreatyRecord(
        code=record.code,
        mtdsg=record.mtdsg,
        title=title,
        short=short or title,
        path=treaty_path(record.code),
        adopted_on=record.adopted_on,
        adopted_at=record.adopted_at,
        in_force_on=record.in_force_on,
        in_force_article=record.in_force_article,
        on=on,
        parties=tuple(_party(one, called) for one in found.parties),
        signatories=tuple(_party(one, called) for one in found.signatories),
        groups=tuple(one for one in counts if one.group or one.parties or one.signatories),
        series=tuple(
            CountRecord(*point) for point in queries.yearly_series(record.code, on, known_at)
        ),
    )


def _declared(iso3: str, on: date, known_at: datetime | None) -> tuple[ProcedureRecord, ...]:
    return tuple(
        ProcedureRecord(
            one.treaty_id, one.article, one.on, one.source, kind_of(one.treaty_id, one.article)
        )
        for one in queries.accepted_procedures(on, known_at, state=iso3)
    )


def _accepted_as_party(
    participation: tuple[ParticipationRecord, ...],
) -> tuple[ProcedureRecord, ...]:
    return tuple(
        ProcedureRecord(
            row.treaty, procedure.article, row.since, row.actions[-1].source, procedure.kind
        )
        for row in participation
        if row.since and row.status in (ParticipationStatus.PARTY, ParticipationStatus.IN_FORCE)
        for procedure in accepted_as_party(row.treaty)
    )


def _party(one: Participant, called: dict[str, str]) -> PartyRecord:
    its = one.standing
    return PartyRecord(
        iso3=one.iso3,
        name=called.get(one.iso3, one.iso3),
        group=one.group,
        path=state_path(one.iso3),
        status=its.status,
        since=its.since,
        signed_on=its.signed_on,
        instrument=its.instrument,
        in_force_on=its.in_force_on,
    )


def _group(iso3: str, on: date) -> tuple[RegionalGroup | None, date | None, str]:
    rows = list(StateGroup.objects.filter(state=iso3))
    group = group_on(
        [GroupInterval(RegionalGroup(row.group), row.valid_from, row.valid_until) for row in rows],
        on,
    )
    held = [row for row in rows if row.group == group]
    latest = max(held, key=lambda row: row.valid_from or date.min, default=None)
    return group, latest.valid_from if latest else None, latest.source if latest else ""


def _participation(
    iso3: str, on: date, known_at: datetime | None, language: str
) -> tuple[ParticipationRecord, ...]:
    titles = queries.treaty_titles(language)
    histories = {one.treaty: one for one in queries.state_histories(iso3, on, known_at)}
    records = []
    for code in Treaty.objects.order_by("adopted_on", "code").values_list("code", flat=True):
        title, short = titles.get(code, (code, ""))
        history = histories.get(code)
        its = history.standing if history else Standing(ParticipationStatus.NONE)
        records.append(
            ParticipationRecord(
                treaty=code,
                title=title,
                short=short or title,
                path=treaty_path(code),
                status=its.status,
                since=its.since,
                signed_on=its.signed_on,
                instrument=its.instrument,
                in_force_on=its.in_force_on,
                left_on=its.left_on,
                runs=tuple(RunRecord(r.since, r.left_on) for r in history.runs) if history else (),
                actions=tuple(
                    ActionRecord(a.kind, a.on, a.takes_effect_on, a.source, a.note)
                    for a in history.actions
                )
                if history
                else (),
            )
        )
    return tuple(records)
