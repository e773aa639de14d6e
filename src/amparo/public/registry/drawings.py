"""The pictures of participation: the map, the counts over time, the regions, a State's bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.registry.enums import ParticipationStatus, RegionalGroup
from amparo.registry.published import (
    CountRecord,
    GroupCountRecord,
    ParticipationRecord,
    StateListRecord,
    TreatyRecord,
)
from amparo.stats import charts

MAP = "world"
WORLD = settings.DATA / "geography" / "world.json"


def map_of(treaty: TreatyRecord, states: Iterable[StateListRecord]) -> str:
    """Return the world with the parties and the signatories of a treaty."""
    return charts.world_map(
        charts.read_world(WORLD),
        {
            "a": [one.iso3 for one in treaty.parties],
            "b": [one.iso3 for one in treaty.signatories],
        },
        title=_("Participation in the treaty: %(treaty)s") % {"treaty": treaty.short},
        desc=_("%(parties)s States are parties and %(signatories)s have signed only.")
        % {"parties": len(treaty.parties), "signatories": len(treaty.signatories)},
        identifier=MAP,
        names={one.iso3: one.name for one in states},
    )


def keys() -> list[tuple[str, str]]:
    """Return what the paints of the map mean."""
    return [
        (charts.key("a", MAP), _("party")),
        (charts.key("b", MAP), _("signed only")),
        (charts.key("", MAP), _("neither")),
    ]


def counts_of(treaty: TreatyRecord) -> str:
    """Return parties and signatories over the years."""
    parties = [(one.on, one.parties) for one in treaty.series]
    signatories = [(one.on, one.signatories) for one in treaty.series]
    return charts.counts_over_time(
        [
            charts.Series(_("States parties"), tuple(parties)),
            charts.Series(_("Signatories only"), tuple(signatories)),
        ],
        title=_("States parties and signatories over time"),
        desc=_("At the end of each year, from %(first)s to %(last)s.")
        % {"first": wording.day(treaty.adopted_on), "last": wording.day(treaty.on)},
        first=min(treaty.adopted_on, treaty.on),
        last=treaty.on,
    )


def table_of(series: Sequence[CountRecord]) -> list[list[object]]:
    """Return the counts as rows, the latest first."""
    return [[one.on, one.parties, one.signatories] for one in reversed(series)]


def regions_of(groups: Iterable[GroupCountRecord], sizes: Mapping[RegionalGroup, int]) -> str:
    """Return a bar for each regional group: its parties, its signatories, all its States."""
    bars = [
        charts.Bar(
            name=_(one.name),
            parts=(charts.Part(one.parties), charts.Part(one.signatories, "b")),
            whole=max(sizes.get(one.group, 0), one.parties + one.signatories),
            words=_("%(parties)s parties, %(signatories)s signed only, of %(whole)s States")
            % {
                "parties": one.parties,
                "signatories": one.signatories,
                "whole": sizes.get(one.group, 0),
            },
        )
        for one in groups
        if one.group is not None
    ]
    return charts.share_bars(
        bars,
        title=_("Participation by regional group"),
        desc="",
        identifier="regions",
        mirrored=get_language_bidi(),
    )


def bars_of(participation: Iterable[ParticipationRecord]) -> list[charts.Lane]:
    """Return a lane for each treaty a State has to do with: thin once signed, full while a party."""
    lanes = []
    for one in participation:
        if not one.actions:
            continue
        stretches = [
            charts.Stretch(run.since, run.left_on, words=_period(run.since, run.left_on))
            for run in one.runs
        ]
        if one.signed_on and (not one.runs or one.signed_on < one.runs[0].since):
            ends = one.runs[0].since if one.runs else None
            words = _("signed %(day)s") % {"day": wording.day(one.signed_on)}
            stretches.insert(0, charts.Stretch(one.signed_on, ends, thin=True, words=words))
        lanes.append(charts.Lane(one.short, _since(one), tuple(stretches)))
    return lanes


def strips_of(
    lanes: Sequence[charts.Lane], *, first: date, last: date
) -> list[tuple[charts.Lane, str]]:
    """Return each lane with its drawing, all along one axis of time."""
    return [(lane, charts.strip(lane, first=first, last=last)) for lane in lanes]


def years_of(*, first: date, last: date) -> str:
    """Return the axis that stands under the strips."""
    return charts.strip(charts.Lane(""), first=first, last=last, years=True)


def _since(one: ParticipationRecord) -> str:
    """Return where the State stands now, in few words."""
    match one.status:
        case ParticipationStatus.PARTY | ParticipationStatus.IN_FORCE if one.since:
            return _("since %(year)s") % {"year": wording.year(one.since)}
        case ParticipationStatus.SIGNATORY:
            return _("signed only")
    return _("left in %(year)s") % {"year": wording.year(one.left_on)} if one.left_on else ""


def _period(since: date, left_on: date | None) -> str:
    if left_on is None:
        return _("party since %(day)s") % {"day": wording.day(since)}
    return _("party from %(first)s to %(last)s") % {
        "first": wording.day(since),
        "last": wording.day(left_on),
    }
