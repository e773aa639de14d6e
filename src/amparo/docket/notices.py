"""
Who has something to see in dockets: outsiders what is new to them, those of the body each morning.

What it is goes into no letter: see `access.accounts.telling`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from amparo.access.accounts.letters import Round
from amparo.access.accounts.telling import Reached, reached, tell
from amparo.access.models import Grant
from amparo.access.permissions import Actor, Permission
from amparo.access.rules.need_to_know import from_inside

from .asking import asked
from .entries import Clock as RunningClock
from .listing import dockets_for
from .models import Act, Clock, Matter
from .narrowing import Narrowed, Waits
from .reading import SeenDocket, readers_of
from .sharing import shared_dockets
from .team import emergencies

DESK, MISSION = "desk", "mission"
SOON = timedelta(days=7)
DAY = timedelta(days=1)
# An act that is being entered while somebody looks is seen by the next look, not by none.
SETTLING = timedelta(minutes=1)


def tell_outsiders(now: datetime) -> str:
    """
    Tell outsiders that there is something to see, as soon as there is; safe to repeat.

    That is: an act that became known to them and that another person entered, access given to them,
    a time limit of theirs that now ends within seven days, or is now late. One letter, until they
    have signed in again or a day has passed.

    :raises OSError: if the mail server cannot be reached; whoever was not told is told next time.
    """
    return _tell(MISSION, now, lambda one: _occasion_of_outsider(one, now))


def tell_staff(now: datetime) -> str:
    """
    Tell those of the body, once on a day, that there is something to see; safe to repeat.

    That is: a matter that waits for them, a request in an emergency, or, in a matter of their team,
    a time limit that is late or ends within seven days.

    :raises OSError: if the mail server cannot be reached; whoever was not told is told next time.
    """
    today = now.astimezone(UTC).date().isoformat()
    return _tell(DESK, now, lambda one: today if has_work(one.actor, now) else "")


def _tell(face: str, now: datetime, occasion_of: Callable[[Reached], str]) -> str:
    round_of_letters, told = Round(), 0
    try:
        for one in reached(face, now):
            occasion = occasion_of(one)
            if occasion:
                told += tell(one, face, occasion, at=now, by=round_of_letters)
    finally:
        round_of_letters.end()
    return f"told {told}"


# Outsiders.


def _occasion_of_outsider(one: Reached, now: datetime) -> str:
    """Return what a letter now would be the first one after, or nothing if there is to be none."""
    if one.waits_since_told and one.told_at is not None and now - one.told_at < DAY:
        return ""
    known = [one.user.made_at, one.signed_in_at, one.told_at and one.told_at - SETTLING]
    since = max(moment for moment in known if moment is not None)
    return since.isoformat() if has_news(one.actor, since, now - SETTLING, now) else ""


def has_news(actor: Actor, since: datetime, until: datetime, at: datetime) -> bool:
    """Test whether an outsider has something new to see, that came up after `since`, by `until`."""
    if since >= until:
        return False
    candidates = Q(Exists(_new_acts(actor, since, until)))
    candidates |= Q(Exists(_new_grants(actor, since, until))) | Q(Exists(_turning(since, until)))
    dockets = shared_dockets(actor, at, among=candidates)
    return any(_is_news(one, actor, since, until) for one in dockets)


def _is_news(docket: SeenDocket, actor: Actor, since: datetime, until: datetime) -> bool:
    here = Q(matter__reference=docket.reference)
    seen = [act.number for act in docket.acts]
    if _new_acts(actor, since, until, here).filter(number__in=seen).exists():
        return True
    if _new_grants(actor, since, until, here).exists():
        return True
    return any(
        since < moment <= until
        for one in asked(docket)
        if one.of_reader and one.clock.runs
        for moment in _turns(one.clock)
    )


_OF_ROW = Q(matter=OuterRef("pk"))


def _new_acts(actor: Actor, since: datetime, until: datetime, where: Q = _OF_ROW) -> QuerySet[Act]:
    new = Act.objects.filter(where, recorded_at__gt=since, recorded_at__lte=until)
    return new.exclude(by=actor.name)


def _new_grants(
    actor: Actor, since: datetime, until: datetime, where: Q = _OF_ROW
) -> QuerySet[Grant]:
    return Grant.objects.running(until).filter(where, user=actor.account, since__gt=since)


def _turning(since: datetime, until: datetime) -> QuerySet[Clock]:
    """Return the clocks of a matter that may have become urgent or late; the fold says which did."""
    return Clock.objects.filter(
        _OF_ROW, first_due_on__lte=until.date() + SOON, due_on__gte=since.date() - DAY
    )


def _turns(clock: RunningClock) -> tuple[datetime, datetime]:
    """Return the moments at which a time limit becomes urgent and late."""
    return _midnight(clock.due_on - SOON), _midnight(clock.due_on + DAY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


# Those of the body.


def has_work(actor: Actor, at: datetime) -> bool:
    """Test whether something waits for somebody of the body, or presses in a matter of theirs."""
    if not actor.may(Permission.MATTERS_SEE, as_outsider=False):
        return False
    return (
        bool(dockets_for(actor, at, Narrowed(waits=Waits.FOR_ME), limit=1))
        or (actor.may(Permission.EMERGENCY_DECIDE) and bool(emergencies(actor, at)))
        or _presses(actor, at)
    )


def _presses(actor: Actor, at: datetime) -> bool:
    """Test whether a time limit is late or ends soon in a matter to which access was given."""
    mine = Grant.objects.running(at).filter(user=actor.account).values("matter")
    due = Matter.objects.visible_to(from_inside(actor), at).filter(
        pk__in=mine, next_due_on__lte=at.date() + SOON
    )
    return bool(readers_of(from_inside(actor), due, at))
