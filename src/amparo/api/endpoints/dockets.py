"""Dockets as the world may see them, their acts and their clocks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field

from amparo.api.asking import Dates, OnADay, a_day, dates_of, day_of, may_be_absent
from amparo.api.paging import Key, Rows
from amparo.api.records import Docket, DocketAct, DocketClock, DocketFile, DocketLine
from amparo.api.service import listed, single
from amparo.core.errors import NotVisible
from amparo.docket import published
from amparo.docket.procedure import procedure_named
from amparo.docket.published import PublicAct, PublicClock, PublicDocket
from amparo.docket.wording import title_in_words
from amparo.publication import published as given_out
from amparo.registry.published import states

TAGS = ["Dockets"]
_AT_ONCE = 200
T = TypeVar("T")


class OfDockets(OnADay):
    """Which dockets."""

    procedure: str = Field(
        "",
        max_length=40,
        description="Of this procedure only: `visit`, `visit_report`, `session`.",
        json_schema_extra=may_be_absent,
    )
    state: str = Field(
        "",
        pattern="^[A-Za-z]{3}$",
        description="Of the State with this code only: `MOZ`.",
        json_schema_extra=may_be_absent,
    )


class OfActs(OfDockets):
    """Which acts."""

    kind: str = Field(
        "", max_length=40, description="Of this kind only.", json_schema_extra=may_be_absent
    )
    since: str = Field("", description="From this day on.", json_schema_extra=a_day)
    until: str = Field("", description="Up to this day.", json_schema_extra=a_day)


@listed("dockets", DocketLine, tags=TAGS)
def dockets(asked: OfDockets) -> Rows[DocketLine]:
    """Dockets of which anything is public, by their reference."""
    names = _names(dates_of(asked))

    def after(key: Key | None, limit: int) -> Sequence[DocketLine]:
        found = _dockets(asked, str(key[0]) if key else "", limit)
        return [_line(one, names) for one in found]

    return Rows(after, lambda one: (one.reference,))


@single("dockets/{path:reference}", Docket, tags=TAGS)
def docket(reference: str, asked: OnADay) -> Docket:
    """A docket on a day: its acts in order, its clocks, its files."""
    dates = dates_of(asked)
    found = published.public_docket(
        reference, today=dates.today, on=dates.on, known_at=dates.known_at
    )
    files = given_out.listed(found.reference).values()
    return Docket(
        line=_line(found, _names(dates)),
        acts=tuple(_act(found, one) for one in found.acts),
        clocks=tuple(_clock(found, one) for one in found.clocks),
        files=tuple(
            DocketFile(
                act=one.act,
                name=one.name,
                media_type=one.media_type,
                size=one.size,
                sha256=one.sha256,
                path=f"/dockets/{one.reference}/files/{one.id}/",
            )
            for one in files
        ),
    )


@listed("acts", DocketAct, tags=TAGS)
def acts(asked: OfActs) -> Rows[DocketAct]:
    """Public acts of all dockets, by the reference of the docket and their number in it."""
    since, until = day_of(asked.since), day_of(asked.until)

    def fits(one: PublicAct) -> bool:
        return (
            asked.kind in ("", one.kind)
            and (since is None or one.on >= since)
            and (until is None or one.on <= until)
        )

    def of(found: PublicDocket) -> Iterable[DocketAct]:
        return [_act(found, one) for one in sorted(found.acts, key=_number) if fits(one)]

    return _within(asked, of, lambda one: (one.reference, one.number), (str, int))


@listed("clocks", DocketClock, tags=TAGS)
def clocks(asked: OfDockets) -> Rows[DocketClock]:
    """Time limits that public acts started, by the reference of the docket, the act and their name."""

    def of(found: PublicDocket) -> Iterable[DocketClock]:
        known = sorted(found.clocks, key=lambda one: (one.started_by, one.name))
        return [_clock(found, one) for one in known]

    return _within(
        asked, of, lambda one: (one.reference, one.started_by, one.name), (str, int, str)
    )


def _within(
    asked: OfDockets,
    of: Callable[[PublicDocket], Iterable[T]],
    key_of: Callable[[T], Key],
    kinds: tuple[type, ...],
) -> Rows[T]:
    """Return what stands in dockets, docket by docket; the reference comes first in its key."""

    def every(key: Key | None) -> Iterator[T]:
        reference = ""
        if key is not None:
            reference = str(key[0])
            # The docket that the page before ended in may have more.
            for one in _one(asked, reference):
                yield from (item for item in of(one) if key_of(item) > key)
        while some := _dockets(asked, reference, _AT_ONCE):
            for one in some:
                yield from of(one)
            reference = some[-1].reference

    def after(key: Key | None, limit: int) -> Sequence[T]:
        return list(islice(every(key), limit))

    return Rows(after, key_of, kinds)


def _dockets(asked: OfDockets, after: str, limit: int) -> list[PublicDocket]:
    dates = dates_of(asked)
    return published.public_dockets_after(
        after,
        limit,
        procedure=asked.procedure or None,
        state=asked.state.upper() or None,
        today=dates.today,
        on=dates.on,
        known_at=dates.known_at,
    )


def _one(asked: OnADay, reference: str) -> Iterator[PublicDocket]:
    dates = dates_of(asked)
    try:
        yield published.public_docket(
            reference, today=dates.today, on=dates.on, known_at=dates.known_at
        )
    except NotVisible:
        return


def _names(dates: Dates) -> Mapping[str, str]:
    return {one.iso3: one.name for one in states(dates.on, language=get_language() or "en")}


def _number(one: PublicAct) -> int:
    return one.number


def _line(one: PublicDocket, names: Mapping[str, str]) -> DocketLine:
    procedure = procedure_named(one.procedure)
    due = [clock.due_on for clock in one.clocks if clock.stopped_by is None]
    return DocketLine(
        reference=one.reference,
        procedure=one.procedure,
        procedure_title=_(one.procedure_title),
        title=title_in_words(procedure, one.reference, one.naming, one.facts, one.opened_on, names),
        state=one.state,
        standing=one.standing,
        standing_title=_(one.standing_title) if one.standing_title else "",
        since=one.since,
        opened_on=one.opened_on,
        acts=len(one.acts),
        next_due_on=min(due, default=None),
        path=f"/dockets/{one.reference}/",
    )


def _act(found: PublicDocket, one: PublicAct) -> DocketAct:
    return DocketAct(
        reference=one.reference,
        procedure=one.procedure,
        number=one.number,
        kind=one.kind,
        title=_(one.title),
        state=found.state,
        on=one.on,
        precision=one.precision,
        fields=one.fields,
        source=one.source,
        rule=one.rule,
        public_since=one.public_since,
        rectifies=one.rectifies,
        replaced_by=one.replaced_by,
        struck_on=one.struck_on,
        counts=one.counts,
    )


def _clock(found: PublicDocket, one: PublicClock) -> DocketClock:
    return DocketClock(
        reference=found.reference,
        name=one.name,
        title=_(one.title),
        state=found.state,
        rule=one.rule,
        started_by=one.started_by,
        starts_on=one.starts_on,
        due_on=one.due_on,
        precision=one.precision,
        stopped_by=one.stopped_by,
        stopped_on=one.stopped_on,
        is_late=one.is_late,
    )
