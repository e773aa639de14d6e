"""
Figures of participation, with the States they count.

Every measure takes `treaty` (OPCAT by default) and, where it says so, `region`: the code of a
regional group. A party counts from its deposit. Source: OPCAT-STATUS.
"""

from collections.abc import Iterable

from amparo.core.calendar import add_years
from amparo.core.errors import Refused
from amparo.core.measures import AsAt, Figure, Row, count_of, measure, names_of, share_of
from amparo.core.words import gettext_noop as _

from . import queries
from .enums import RegionalGroup, StateKind
from .models import State
from .published import state_path, treaty_path
from .queries import Participant

UNIT = _("States")
SOURCE = "UN Treaty Collection"
NO_PREDECESSORS = _("Former States that the depositary no longer lists.")


@measure(
    "participation.parties",
    title=_("States parties"),
    unit=UNIT,
    counts=_("States that have deposited an instrument by the day and have not left since."),
    leaves_out=NO_PREDECESSORS,
    rule="OPCAT-STATUS",
    choices=("treaty", "region"),
)
def parties(as_at: AsAt, /, *, treaty: str = "OPCAT", region: str = "") -> Figure:
    """Count the parties as at a day, of one region or of all."""
    found = queries.participation(treaty, as_at.on, as_at.known_at)
    return count_of(_rows(_of(region, found.parties), treaty))


@measure(
    "participation.signatories",
    title=_("Signatories that are not parties"),
    unit=UNIT,
    counts=_("States that have signed by the day and never deposited an instrument."),
    leaves_out=NO_PREDECESSORS,
    rule="OPCAT-STATUS",
    choices=("treaty", "region"),
)
def signatories(as_at: AsAt, /, *, treaty: str = "OPCAT", region: str = "") -> Figure:
    """Count the signatories as at a day, of one region or of all."""
    found = queries.participation(treaty, as_at.on, as_at.known_at)
    return count_of(_rows(_of(region, found.signatories), treaty))


@measure(
    "participation.party_names",
    title=_("Names of the States parties"),
    unit=UNIT,
    counts=_("States that have deposited an instrument by the day and have not left since."),
    leaves_out=NO_PREDECESSORS,
    rule="OPCAT-STATUS",
    choices=("treaty", "region"),
)
def party_names(as_at: AsAt, /, *, treaty: str = "OPCAT", region: str = "") -> Figure:
    """Name the parties as at a day, in the order of their English names."""
    found = queries.participation(treaty, as_at.on, as_at.known_at)
    return names_of(_rows(_of(region, found.parties), treaty))


@measure(
    "participation.signatory_names",
    title=_("Names of the signatories that are not parties"),
    unit=UNIT,
    counts=_("States that have signed by the day and never deposited an instrument."),
    leaves_out=NO_PREDECESSORS,
    rule="OPCAT-STATUS",
    choices=("treaty", "region"),
)
def signatory_names(as_at: AsAt, /, *, treaty: str = "OPCAT", region: str = "") -> Figure:
    """Name the signatories as at a day, in the order of their English names."""
    found = queries.participation(treaty, as_at.on, as_at.known_at)
    return names_of(_rows(_of(region, found.signatories), treaty))


@measure(
    "participation.new_parties",
    title=_("States that became parties"),
    unit=UNIT,
    counts=_("States that deposited an instrument in the period and were no party before."),
    leaves_out=NO_PREDECESSORS,
    rule="OPCAT-STATUS",
    over_a_period=True,
    choices=("treaty",),
)
def new_parties(as_at: AsAt, /, *, treaty: str = "OPCAT") -> Figure:
    """Count the States whose deposit falls in the period, in the order of the deposits."""
    span, names = as_at.span, queries.state_names()
    return count_of(
        Row(
            reference=iso3,
            label=names.get(iso3, iso3),
            path=state_path(iso3),
            on=run.since,
            source=SOURCE,
            detail={"treaty": treaty, "instrument": run.instrument},
        )
        for iso3, run in queries.new_parties(treaty, span.first, span.last, as_at.known_at)
    )


@measure(
    "participation.deposit_day",
    title=_("Day of the deposit"),
    unit=_("day"),
    counts=_("The day a State deposited the instrument by which it is a party."),
    rule="OPCAT-STATUS",
    choices=("treaty", "state"),
)
def deposit_day(as_at: AsAt, /, *, state: str, treaty: str = "OPCAT") -> Figure:
    """Return the day of a party's deposit. :raises Refused: if the State is no party."""
    its = queries.standing_of(treaty, state, as_at.on, as_at.known_at)
    if not its.is_party or its.since is None:
        raise Refused(_("{state} is no party on this day."), state=state)
    participant = Participant(state, None, its)
    return Figure(its.since, _rows([participant], treaty))


@measure(
    "participation.years_in_force",
    title=_("Years since entry into force"),
    unit=_("years"),
    counts=_("Whole years from the treaty's entry into force to the day."),
    rule="OPCAT-28-1",
    choices=("treaty",),
)
def years_in_force(as_at: AsAt, /, *, treaty: str = "OPCAT") -> Figure:
    """Return how many years a treaty has been in force. :raises Refused: if it is not yet."""
    record = queries.treaty_named(treaty)
    years = as_at.on.year - record.in_force_on.year
    if add_years(record.in_force_on, years) > as_at.on:
        years -= 1
    if years < 0:
        raise Refused(_("The treaty was not in force by then."))
    row = Row(record.code, record.code, treaty_path(record.code), record.in_force_on)
    return Figure(years, (row,))


@measure(
    "participation.share",
    title=_("Share of the States parties"),
    unit=_("per cent"),
    counts=_("Parties of a regional group, of all parties."),
    leaves_out=NO_PREDECESSORS,
    rule="GEN-7",
    choices=("treaty", "region"),
)
def share(as_at: AsAt, /, *, region: str, treaty: str = "OPCAT") -> Figure:
    """Return the share of a region in the parties as at a day."""
    found = queries.participation(treaty, as_at.on, as_at.known_at)
    return share_of(_rows(_of(region, found.parties), treaty), len(found.parties))


@measure(
    "states.members",
    title=_("Member States of the United Nations"),
    unit=UNIT,
    counts=_("Member States on record."),
    leaves_out=_("Observer States, States that are not members and the European Union."),
    rule="DOC-17",
    choices=("kind",),
)
def members(as_at: AsAt, /, *, kind: str = StateKind.MEMBER) -> Figure:
    """Count the States of a kind; the record does not date membership."""
    names = queries.state_names()
    return count_of(
        Row(reference=iso3, label=names.get(iso3, iso3), path=state_path(iso3))
        for iso3 in State.objects.filter(kind=kind).order_by("iso3").values_list("iso3", flat=True)
    )


def _of(region: str, found: tuple[Participant, ...]) -> tuple[Participant, ...]:
    if not region:
        return found
    try:
        group = RegionalGroup(region)
    except ValueError:
        raise Refused(_("There is no regional group {region}."), region=region) from None
    return tuple(one for one in found if one.group is group)


def _rows(found: Iterable[Participant], treaty: str) -> tuple[Row, ...]:
    names = queries.state_names()
    return tuple(
        Row(
            reference=one.iso3,
            label=names.get(one.iso3, one.iso3),
            path=state_path(one.iso3),
            on=one.standing.since,
            source=SOURCE,
            detail={
                "treaty": treaty,
                "status": one.standing.status,
                "region": one.group or "",
                "instrument": one.standing.instrument or "",
            },
        )
        for one in found
    )
