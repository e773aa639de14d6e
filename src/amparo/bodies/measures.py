"""Figures of the bodies: who holds which office on a day, and how many seats there are."""

from collections.abc import Iterable

from amparo.core.measures import AsAt, Figure, Row, count_of, measure, names_of, sum_of
from amparo.core.words import gettext_noop as _

from . import queries
from .enums import BUREAU, MechanismKind, OfficeKind
from .models import Mechanism, Office

CERTAIN = _("Offices whose holder on that day the sources do not state.")


def mechanism_path(code: str) -> str:
    """Return where a mechanism is shown, from the root of the site."""
    return f"/mechanisms/{code}/"


@measure(
    "bodies.bureau",
    title=_("Members of the Bureau"),
    unit=_("members"),
    counts=_("The Chair and the Vice-Chairs in office on the day."),
    leaves_out=CERTAIN,
    rule="SPT-BUR-1",
    choices=("mechanism",),
)
def bureau(as_at: AsAt, /, *, mechanism: str = "SPT") -> Figure:
    """Count the members of the Bureau, the Chair first."""
    return count_of(_rows(as_at, mechanism, BUREAU))


@measure(
    "bodies.office_holders",
    title=_("Holders of an office"),
    unit=_("members"),
    counts=_("Names of those in an office on the day: chair, vice-chair, rapporteur and others."),
    leaves_out=CERTAIN,
    rule="SPT-BUR-1",
    choices=("mechanism", "office", "portfolio"),
)
def office_holders(
    as_at: AsAt, /, *, office: str, portfolio: str = "", mechanism: str = "SPT"
) -> Figure:
    """Name the holders of an office, of one portfolio or of all."""
    rows = _rows(as_at, mechanism, [OfficeKind(office)])
    return names_of(row for row in rows if portfolio in ("", row.detail["portfolio"]))


@measure(
    "bodies.regional_teams",
    title=_("Regional teams"),
    unit=_("teams"),
    counts=_("Regional teams that have a head on the day."),
    leaves_out=CERTAIN,
    rule="SPT-TEAM-1",
    choices=("mechanism",),
)
def regional_teams(as_at: AsAt, /, *, mechanism: str = "SPT") -> Figure:
    """Count the regional teams, with their heads."""
    return count_of(_rows(as_at, mechanism, [OfficeKind.REGIONAL_TEAM]))


@measure(
    "bodies.working_groups",
    title=_("Standing working groups"),
    unit=_("groups"),
    counts=_("Standing working groups that have a head on the day."),
    leaves_out=CERTAIN,
    rule="SPT-WG-1",
    choices=("mechanism",),
)
def working_groups(as_at: AsAt, /, *, mechanism: str = "SPT") -> Figure:
    """Count the working groups, with their heads."""
    return count_of(_rows(as_at, mechanism, [OfficeKind.WORKING_GROUP]))


@measure(
    "bodies.seats",
    title=_("Members of the treaty bodies"),
    unit=_("seats"),
    counts=_("Seats on the ten treaty bodies, the Subcommittee included."),
    rule="TB-EL-1",
    choices=("mechanism",),
)
def seats(as_at: AsAt, /, *, mechanism: str = "") -> Figure:
    """Add up the seats, of one body or of all; the record does not date them."""
    names = queries.mechanism_names()
    kinds = [str(MechanismKind.TREATY_BODY), str(MechanismKind.SUBCOMMITTEE)]
    bodies = Mechanism.objects.filter(kind__in=kinds).order_by("code")
    return sum_of(
        Row(
            reference=one.code,
            label=names[one.code][0],
            path=mechanism_path(one.code),
            amount=one.seats or 0,
            source=one.source,
        )
        for one in bodies
        if mechanism in ("", one.code)
    )


def _rows(as_at: AsAt, mechanism: str, kinds: Iterable[OfficeKind]) -> tuple[Row, ...]:
    found = queries.offices_on(mechanism, as_at.on, as_at.known_at, kinds=kinds)
    return tuple(_row(office) for office in found)


def _row(office: Office) -> Row:
    return Row(
        reference=office.person_id,
        label=office.person.name,
        path=mechanism_path(office.mechanism_id),
        on=office.from_on,
        source=office.source,
        detail={"office": office.office, "portfolio": office.portfolio, "note": office.note},
    )
