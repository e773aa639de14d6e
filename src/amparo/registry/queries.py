"""Reads of States, treaties and participation: few statements, whatever the number of rows."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from django.db.models import CharField, Q

from amparo.core.errors import Refused
from amparo.core.questions import Question, given
from amparo.core.words import gettext_noop as _

from .enums import DEPOSITS, ActionKind, RegionalGroup
from .models import ProcedureDeclaration, State, StateGroup, StateName, Treaty, TreatyAction
from .models import TreatyTitle as Title
from .rules.participation import GroupInterval, Run, Standing, Step, group_on, runs, standing
from .rules.participation import series as series_of
from .rules.treaty_terms import terms_of

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Name:
    """What a State is called in a language, or in English where that language has no name."""

    short: str
    article: str
    formal: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One State's standing towards one treaty on a day, with its regional group then."""

    iso3: str
    group: RegionalGroup | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Participation:
    """Who takes part in a treaty on a day, as known at a moment."""

    treaty: str
    on: date
    known_at: datetime
    parties: tuple[Participant, ...]
    signatories: tuple[Participant, ...]

    def parties_of(self, group: RegionalGroup | None) -> tuple[Participant, ...]:
        """Return the parties of one regional group, or of none."""
        return tuple(one for one in self.parties if one.group is group)

    def signatories_of(self, group: RegionalGroup | None) -> tuple[Participant, ...]:
        """Return the signatories of one regional group, or of none."""
        return tuple(one for one in self.signatories if one.group is group)


@dataclass(frozen=True, slots=True)
class StateAction:
    """One thing a State did about a treaty, with where it is recorded."""

    treaty: str
    iso3: str
    kind: ActionKind
    on: date
    takes_effect_on: date | None
    entered_at: datetime
    source: str
    note: str

    @property
    def step(self) -> Step:
        """The part of it that the rules read."""
        return Step(self.kind, self.on, self.takes_effect_on)


@dataclass(frozen=True, slots=True)
class TreatyHistory:
    """All a State did about one treaty, and the times it was a party: a bar on a time axis."""

    treaty: str
    actions: tuple[StateAction, ...]
    runs: tuple[Run, ...]
    standing: Standing


def now() -> datetime:
    """Return this moment: the only clock of this module, for callers that name none."""
    return datetime.now(UTC)


@lru_cache(maxsize=5_000)
def sort_key(name: str) -> str:
    """Return what puts Åland under A and Côte d'Ivoire under C."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


_SHORT_NAMES = Question(
    lambda: StateName.objects.filter(
        Q(language=given("language", CharField())) | Q(language=FALLBACK)
    ).values_list("state_id", "language", "short")
)


def state_names(language: str = FALLBACK) -> dict[str, str]:
    """Return the short name of every State by ISO3 code, in a language or else in English."""
    found: dict[str, str] = {}
    for iso3, its_language, short in _SHORT_NAMES.answers(language=language):
        if its_language == language or iso3 not in found:
            found[iso3] = short
    return found


def names(language: str = FALLBACK) -> dict[str, Name]:
    """Return the names of every State by ISO3 code, in a language or else in English."""
    rows = StateName.objects.filter(language__in={language, FALLBACK}).values_list(
        "state_id", "language", "short", "article", "formal"
    )
    found: dict[str, Name] = {}
    for iso3, its_language, short, article, formal in rows:
        if its_language == language or iso3 not in found:
            found[iso3] = Name(short, article, formal)
    return found


def treaty_codes() -> list[str]:
    """Return the codes of the treaties on record, in alphabetical order."""
    return list(Treaty.objects.order_by("code").values_list("code", flat=True))


def treaty_titles(language: str = FALLBACK) -> dict[str, tuple[str, str]]:
    """Return title and short title of every treaty, in a language or else in English."""
    rows = Title.objects.filter(language__in={language, FALLBACK}).values_list(
        "treaty_id", "language", "title", "short"
    )
    found: dict[str, tuple[str, str]] = {}
    for code, its_language, title, short in rows:
        if its_language == language or code not in found:
            found[code] = (title, short)
    return found


def treaty_named(code: str) -> Treaty:
    """Return a treaty. :raises Refused: naming the treaties there are, if it is none of them."""
    treaty = Treaty.objects.filter(code=code.upper()).first()
    if treaty is None:
        raise Refused(
            _("There is no treaty {code} on record; there are: {codes}."),
            code=code,
            codes=", ".join(treaty_codes()) or "-",
        )
    return treaty


def groups(iso3s: Iterable[str] | None = None) -> dict[str, list[GroupInterval]]:
    """Return the regional groups of States, as dated intervals. Source: INC-07."""
    rows = StateGroup.objects.all() if iso3s is None else StateGroup.objects.filter(state__in=iso3s)
    found: dict[str, list[GroupInterval]] = defaultdict(list)
    for iso3, group, first, last in rows.values_list(
        "state_id", "group", "valid_from", "valid_until"
    ):
        found[iso3].append(GroupInterval(RegionalGroup(group), first, last))
    return found


def groups_on(on: date) -> dict[str, RegionalGroup | None]:
    """Return the regional group of every State that has one, on a day."""
    return {iso3: group_on(intervals, on) for iso3, intervals in groups().items()}


def actions(
    *,
    treaty: str | None = None,
    state: str | None = None,
    on: date | None = None,
    known_at: datetime | None = None,
) -> list[StateAction]:
    """
    Return treaty actions by day, as known at a moment, up to a day.

    A row rectified by then is left out; one rectified later is not.
    """
    known_at = known_at or now()
    rows = TreatyAction.objects.filter(entered_at__lte=known_at).filter(
        Q(rectified_at=None) | Q(rectified_at__gt=known_at)
    )
    if treaty is not None:
        rows = rows.filter(treaty=treaty)
    if state is not None:
        rows = rows.filter(state=state)
    if on is not None:
        rows = rows.filter(on__lte=on)
    return [
        StateAction(code, iso3, ActionKind(kind), day, effect, entered_at, source, note)
        for code, iso3, kind, day, effect, entered_at, source, note in rows.order_by(
            "on", "id"
        ).values_list(
            "treaty_id",
            "state_id",
            "kind",
            "on",
            "takes_effect_on",
            "entered_at",
            "source",
            "note",
        )
    ]


def participation(
    treaty: str, on: date, known_at: datetime | None = None, *, language: str = FALLBACK
) -> Participation:
    """
    Return who is a party and who a signatory only, in the order of their names in a language.

    Two statements and the names, however many States take part. Source: OPCAT-STATUS.
    """
    record = treaty_named(treaty)
    known_at = known_at or now()
    by_state = _by_state(actions(treaty=record.code, on=on, known_at=known_at))
    group_of, called = groups_on(on), state_names(language)
    parties, signatories = [], []
    for iso3 in sorted(by_state, key=lambda one: sort_key(called.get(one) or one)):
        its = standing(by_state[iso3], on, terms_of(record.code), record.in_force_on)
        participant = Participant(iso3, group_of.get(iso3), its)
        if its.is_party:
            parties.append(participant)
        elif its.is_signatory:
            signatories.append(participant)
    return Participation(record.code, on, known_at, tuple(parties), tuple(signatories))


def series(
    treaty: str, on: Sequence[date], known_at: datetime | None = None
) -> list[tuple[date, int, int]]:
    """Return parties and signatories on each of the days, for a chart; one statement."""
    return series_of(_by_state(actions(treaty=treaty, known_at=known_at)).values(), on)


def yearly_series(
    treaty: str, on: date, known_at: datetime | None = None
) -> list[tuple[date, int, int]]:
    """Return parties and signatories at each year's end since the first action, and on `on`."""
    done = actions(treaty=treaty, on=on, known_at=known_at)
    if not done:
        return []
    ends = [date(year, 12, 31) for year in range(done[0].on.year, on.year)]
    return series_of(_by_state(done).values(), [*ends, on])


def state_histories(
    iso3: str, on: date, known_at: datetime | None = None
) -> tuple[TreatyHistory, ...]:
    """Return all a State did about every treaty, in the order of the treaties' adoption."""
    its: dict[str, list[StateAction]] = defaultdict(list)
    for action in actions(state=iso3, on=on, known_at=known_at):
        its[action.treaty].append(action)
    return tuple(
        TreatyHistory(
            code,
            tuple(its[code]),
            tuple(runs(steps)),
            standing(steps, on, terms_of(code), in_force_on),
        )
        for code, in_force_on in Treaty.objects.order_by("adopted_on", "code").values_list(
            "code", "in_force_on"
        )
        if (steps := [action.step for action in its[code]])
    )


def standing_of(treaty: str, iso3: str, on: date, known_at: datetime | None = None) -> Standing:
    """Return one State's standing towards one treaty on a day."""
    record = treaty_named(treaty)
    steps = [a.step for a in actions(treaty=record.code, state=iso3, on=on, known_at=known_at)]
    return standing(steps, on, terms_of(record.code), record.in_force_on)


def new_parties(
    treaty: str, first: date, last: date, known_at: datetime | None = None
) -> list[tuple[str, Run]]:
    """
    Return the States that became parties from `first` to `last`, with the run that began.

    By the day of deposit; a State that accedes again after leaving counts again.
    """
    by_state = _by_state(actions(treaty=treaty_named(treaty).code, on=last, known_at=known_at))
    begun = [(iso3, run) for iso3, steps in by_state.items() for run in runs(steps)]
    return sorted(
        ((iso3, run) for iso3, run in begun if first <= run.since <= last),
        key=lambda pair: (pair[1].since, pair[0]),
    )


def deposits(treaty: str, known_at: datetime | None = None) -> dict[str, date]:
    """Return the day of the first deposit of each State that ever made one."""
    found: dict[str, date] = {}
    for action in actions(treaty=treaty, known_at=known_at):
        if action.kind in DEPOSITS:
            found.setdefault(action.iso3, action.on)
    return found


def accepted_procedures(
    on: date, known_at: datetime | None = None, *, state: str | None = None
) -> list[ProcedureDeclaration]:
    """
    Return the declarations that hold on a day: the latest of each State, treaty and article.

    Only of procedures accepted by declaration; being party to an optional protocol is acceptance
    of its own.
    """
    rows = ProcedureDeclaration.objects.filter(on__lte=on, entered_at__lte=known_at or now())
    if state is not None:
        rows = rows.filter(state=state)
    latest = {(row.treaty_id, row.article, row.state_id): row for row in rows.order_by("on", "id")}
    return [row for _place, row in sorted(latest.items()) if row.accepts]


def has_state(iso3: str) -> bool:
    """Test whether there is such a State on record."""
    return State.objects.filter(iso3=iso3).exists()


def _by_state(done: Iterable[StateAction]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for action in done:
        found[action.iso3].append(action.step)
    return found
