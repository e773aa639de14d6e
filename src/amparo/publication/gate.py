"""
The gate: the one door out to the public.

It lets out what `docket.disclosure` says is due, takes back what is public no more, and writes
nothing else into the store. Everything here may be killed at any point and done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from amparo.access.permissions import GATE
from amparo.audit.actions import Draft, record_many
from amparo.audit.events import EventType
from amparo.core.errors import Refused
from amparo.docket import releasing
from amparo.docket.disclosure import disclosed, next_change_on
from amparo.docket.models import Matter, Release
from amparo.docket.queries import Docket, dockets_named
from amparo.vault.envelope import Unreadable
from amparo.vault.keystore import KeyDestroyed

from . import events, files, reference, store, wholes
from .store import OpenDocket

_MATTERS_AT_ONCE = 200
_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Passed:
    """What the gate did: how many dockets it looked at, acts it let out, acts it took back."""

    dockets: int = 0
    released: int = 0
    withdrawn: int = 0
    failed: int = 0

    def __add__(self, other: Passed) -> Passed:
        """Return both together."""
        return Passed(
            self.dockets + other.dockets,
            self.released + other.released,
            self.withdrawn + other.withdrawn,
            self.failed + other.failed,
        )


def release(
    now: datetime | None = None, *, progress: Callable[[int], None] = lambda _dockets: None
) -> Passed:
    """
    Let out what is due at a moment and take back what is public no more.

    Some hundred dockets at a time; several may be at it at once. The store is written before what
    is noted inside: what was cut off between the two is done again, and written the same.
    """
    now = now or timezone.now()
    whole = Passed()
    while (some := _release_some(now)).dockets:
        whole += some
        progress(some.dockets)
    return whole


def release_everything(
    now: datetime | None = None, *, progress: Callable[[int], None] = lambda _dockets: None
) -> Passed:
    """Look at everything again, whatever is noted: dockets, reference tables, what goes out whole."""
    now = now or timezone.now()
    reference.copy()
    wholes.copy(now, progress=progress)
    releasing.note_all(now)
    return release(now, progress=progress)


def make_anew(
    now: datetime | None = None, *, progress: Callable[[int], None] = lambda _dockets: None
) -> Passed:
    """
    Throw what stands in the store away and make it again from the inside.

    Files stay: of some that are out the sealed original has been destroyed since.
    """
    now = now or timezone.now()
    # Noted before the store is emptied, so that a gate that is cut off here comes back.
    releasing.note_all(now)
    store.empty()
    wholes.empty()
    return release_everything(now, progress=progress)


def differences(now: datetime | None = None) -> Iterator[str]:
    """Yield the references of dockets that the store does not hold as they are due at a moment."""
    now = now or timezone.now()
    known = list(Matter.objects.order_by("reference").values_list("reference", flat=True))
    yield from sorted(store.references_held() - set(known))
    for start in range(0, len(known), _MATTERS_AT_ONCE):
        some = known[start : start + _MATTERS_AT_ONCE]
        held = store.held_rows(some)
        for docket in _open_dockets(dockets_named(some), now):
            if held.get(docket.reference, []) != docket.rows():
                yield docket.reference


@transaction.atomic
def _release_some(now: datetime) -> Passed:
    due = Release.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    # Locked until what was done is noted: an act that is entered meanwhile notes itself after.
    noted = list(due.select_for_update(skip_locked=True)[:_MATTERS_AT_ONCE])
    names = dict(
        Matter.objects.filter(pk__in=[one.matter_id for one in noted]).values_list(
            "pk", "reference"
        )
    )
    found = {one.reference: one for one in dockets_named(names.values())}
    opened = {one.reference: one for one in _open_dockets(found.values(), now)}
    failed = _settle(list(opened.values()))
    lines: list[Draft] = []
    passed = Passed(dockets=len(noted), failed=len(failed))
    for one in noted:
        name = names[one.matter_id]
        if name in failed:
            one.due_at = now + _AGAIN_AFTER
            lines.append(_line(events.RELEASE_FAILED, name, now, why=failed[name]))
            continue
        before, after = _numbers(one.acts), {entry.number for entry in opened[name].entries}
        passed = replace(
            passed,
            released=passed.released + len(after - before),
            withdrawn=passed.withdrawn + len(before - after),
        )
        lines += _lines(name, before, after, now)
        one.acts = _text(after)
        one.due_at = _due_again(found[name], now)
    Release.objects.bulk_create(
        noted, update_conflicts=True, unique_fields=["matter"], update_fields=["due_at", "acts"]
    )
    record_many(lines)
    return passed


def _open_dockets(found: Iterable[Docket], now: datetime) -> Iterator[OpenDocket]:
    today = now.date()
    for one in found:
        known = [entry for entry in one.entries if entry.entered_at <= now]
        entries = disclosed(one.procedure, known, today=today)
        yield OpenDocket(one.reference, one.procedure, entries)


def _settle(opened: Sequence[OpenDocket]) -> dict[str, str]:
    """Write dockets into the store with their files; return those that could not be, and why."""
    failed: dict[str, str] = {}
    holding = files.references_held(one.reference for one in opened)
    for one in opened:
        named = files.named_in(one.reference, one.procedure, one.entries)
        if not named and one.reference not in holding:
            continue
        # The file first: what names it must not be out before it.
        try:
            files.settle(one.reference, named)
        except KeyDestroyed:
            continue  # what was sealed is gone for good; that it was public stays known
        except (Unreadable, Refused, OSError) as error:
            failed[one.reference] = type(error).__name__
    store.settle([one for one in opened if one.reference not in failed])
    return failed


def _due_again(docket: Docket, now: datetime) -> datetime | None:
    day = next_change_on(docket.procedure, docket.entries, today=now.date())
    later = [one.entered_at for one in docket.entries if one.entered_at > now]
    moments = [*later, *([releasing.start_of(day)] if day is not None else [])]
    return min(moments, default=None)


def _lines(name: str, before: set[int], after: set[int], now: datetime) -> Iterator[Draft]:
    for event, numbers in (
        (events.ACTS_RELEASED, after - before),
        (events.ACTS_WITHDRAWN, before - after),
    ):
        if numbers:
            yield _line(event, name, now, count=len(numbers), first=min(numbers), last=max(numbers))


def _line(event: EventType, name: str, now: datetime, **details: str | int) -> Draft:
    return Draft(event, by=GATE.name, about=name, at=now, details=details)


def _numbers(text: str) -> set[int]:
    return {int(one) for one in text.strip("|").split("|")} if text else set()


def _text(numbers: set[int]) -> str:
    return f"|{'|'.join(str(one) for one in sorted(numbers))}|" if numbers else ""
