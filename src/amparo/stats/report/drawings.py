"""The drawings of a report, each for the page and standing alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.stats import charts
from amparo.stats.charts.pen import COLOURS

from .document import Chart, Key

WORLD = settings.DATA / "geography" / "world.json"


def participation_map(
    parties: Iterable[str], signatories: Iterable[str], names: Mapping[str, str], on: date
) -> Chart:
    """Return the world with the parties filled and the signatories hatched."""
    title = _("Participation in the Optional Protocol, {day}").format(day=wording.day(on))
    description = _("States parties are filled; States that have only signed are hatched.")
    world = charts.read_world(WORLD)
    painted = {"a": sorted(parties), "b": sorted(signatories)}

    def draw(standalone: bool) -> str:
        return charts.world_map(
            world,
            painted,
            title=title,
            desc=description,
            identifier="map",
            names=None if standalone else names,
            standalone=standalone,
        )

    keys = tuple(
        Key(charts.key(ink, "map"), _sample(ink), words)
        for ink, words in (
            ("a", _("State party")),
            ("b", _("Signatory")),
            ("", _("Neither")),
        )
    )
    return Chart("map", title, description, draw(False), draw(True), keys, is_map=True)


def counts_over_time(series: Sequence[tuple[date, int, int]], first: date, last: date) -> Chart:
    """Return parties and signatories from the opening for signature to the day of the report."""
    title = _("Parties and signatories since {year}").format(year=wording.year(first))
    description = _(
        "How many States were parties, and how many had only signed, at the end of each year."
    )
    drawn = [
        charts.Series(_("States parties"), tuple((day, count) for day, count, _s in series)),
        charts.Series(_("Signatories"), tuple((day, count) for day, _p, count in series)),
    ]

    def draw(standalone: bool) -> str:
        return charts.counts_over_time(
            drawn, title=title, desc=description, first=first, last=last, standalone=standalone
        )

    return Chart("over-time", title, description, draw(False), draw(True))


def visits_lanes(
    lanes: Sequence[tuple[str, str, Sequence[tuple[date, date]]]], first: date, last: date
) -> Chart:
    """Return a lane for each visit: the State, what became of it, the days on mission."""
    title = _("Visits from {first} to {last}").format(
        first=wording.day(first), last=wording.day(last)
    )
    description = _("Each lane is a visit; the bar covers the days on mission.")
    drawn = [
        charts.Lane(name, words, tuple(charts.Stretch(start, end) for start, end in days))
        for name, words, days in lanes
    ]

    def draw(standalone: bool) -> str:
        return charts.lanes_of_time(
            drawn, title=title, desc=description, first=first, last=last, standalone=standalone
        )

    return Chart("visits-of-the-year", title, description, draw(False), draw(True))


def _sample(ink: str) -> str:
    """Return a sample of a paint that stands alone, to be put beside its words."""
    paper, land = COLOURS["paper"], COLOURS["land"]
    edge = COLOURS["b"] if ink == "b" else paper
    fill = {"a": COLOURS["a"], "b": "url(#hatching)"}.get(ink, land)
    hatching = (
        '<defs><pattern id="hatching" width="3.5" height="3.5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="3.5" height="3.5" fill="{paper}"/>'
        f'<line y2="3.5" stroke-width="3.4" stroke="{COLOURS["b"]}"/></pattern></defs>'
        if ink == "b"
        else ""
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16" viewBox="0 0 24 16">'
        f'{hatching}<rect x=".5" y=".5" width="23" height="15" fill="{fill}" stroke="{edge}"/></svg>'
    )
