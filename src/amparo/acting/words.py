"""What the world, and those outside of the body, will learn of an act: said before it is entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.access.permissions import ROLES
from amparo.core import wording
from amparo.core.calendar import Period, Unit
from amparo.docket.entries import Fields
from amparo.docket.procedure import ActType, Field, Procedure, Share


class Mark(StrEnum):
    """Who will read a field: those who read what is sealed, the body, or everybody."""

    SEALED = "sealed"
    INSIDE = "inside"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes known of an act: whether anything goes out, in sentences, and to which outsiders."""

    goes_out: bool
    world: tuple[str, ...]
    outsiders: tuple[str, ...]
    marks: Mapping[str, Mark]


def outlook(procedure: Procedure, act: ActType, facts: Fields) -> Outlook:
    """Return what will become known of an act in a docket that has said this much."""
    return Outlook(
        goes_out=act.discloses.public,
        world=_world(procedure, act),
        outsiders=_outsiders(procedure, act, facts),
        marks={one.name: _mark(act, one) for one in act.fields},
    )


def period_in_words(period: Period) -> str:
    """Return a length of time as the law states it: 6 weeks."""
    number = {"number": wording.number(period.length)}
    match period.unit:
        case Unit.DAYS:
            return ngettext("%(number)s day", "%(number)s days", period.length) % number
        case Unit.WEEKS:
            return ngettext("%(number)s week", "%(number)s weeks", period.length) % number
        case Unit.MONTHS:
            return ngettext("%(number)s month", "%(number)s months", period.length) % number
        case Unit.YEARS:
            return ngettext("%(number)s year", "%(number)s years", period.length) % number


def _mark(act: ActType, field: Field) -> Mark:
    if field.is_sealed:
        return Mark.SEALED
    return Mark.PUBLIC if field.name in act.public_fields() else Mark.INSIDE


def _world(procedure: Procedure, act: ActType) -> tuple[str, ...]:
    if not act.discloses.public:
        return (_("The world is not told of this act."),)
    return (*_when_and_once(procedure, act), _what(act))


def _when_and_once(procedure: Procedure, act: ActType) -> tuple[str, ...]:
    rule = act.discloses
    if not rule.once:
        return (_when(act),)
    waits_for = {"act": _(procedure.act(rule.once).title)}
    if not rule.delay and not rule.runs_from:
        return (_("It becomes public as soon as the act “%(act)s” is public.") % waits_for,)
    return (_when(act), _("But not before the act “%(act)s” is public.") % waits_for)


def _when(act: ActType) -> str:
    rule = act.discloses
    start = next((one.label for one in act.fields if one.name == rule.runs_from), "")
    if rule.delay and start:
        return _(
            "It becomes public %(length)s after the day given as “%(field)s”, or else after the day"
            " on which it took effect."
        ) % {"length": period_in_words(rule.delay), "field": _(start)}
    if rule.delay:
        return _("It becomes public %(length)s after the day on which it took effect.") % {
            "length": period_in_words(rule.delay)
        }
    if start:
        return _(
            "It becomes public on the day given as “%(field)s”, or at once where none is given."
        ) % {"field": _(start)}
    return _("It becomes public at once.")


def _what(act: ActType) -> str:
    labels = [_(one.label) for one in act.fields if one.name in act.public_fields()]
    if not labels:
        return _("The world then sees what was done, its day and its source, and nothing more.")
    return _("The world then sees what was done, its day and its source, and: %(fields)s.") % {
        "fields": wording.listed(labels)
    }


def _outsiders(procedure: Procedure, act: ActType, facts: Fields) -> tuple[str, ...]:
    said = (_made_known(procedure, act, one, facts) for one in act.shared_with)
    return tuple(sentence for sentence in said if sentence)


def _made_known(procedure: Procedure, act: ActType, share: Share, facts: Fields) -> str:
    """Return to whom an act is made known, and where that hangs on what it says itself, when."""
    role = _(ROLES[share.role].title)
    field = next((one for one in act.fields if one.name == share.field), None)
    if field is None:
        if not share.holds(facts):
            return ""
        return _("It is made known to: %(role)s.") % {"role": role}
    value = field.choices.get(str(share.value), str(share.value))
    return _("It is made known to: %(role)s, where “%(field)s” is “%(value)s”.") % {
        "role": role,
        "field": _(field.label),
        "value": _(value),
    }
