"""What is announced in public, with its days: sessions, visits, events, elections, what is due."""

from datetime import UTC, date, datetime
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Schema

from amparo.api.asking import a_day, day_of, may_be_absent
from amparo.api.paging import Rows, in_memory
from amparo.api.records import Event
from amparo.api.service import listed
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop
from amparo.docket.announced import KINDS, Announced, announced
from amparo.registry.published import states

Kind = StrEnum("Kind", {name.upper(): name for name in ("all", *KINDS)})  # type: ignore[misc]


class OfDays(Schema):
    """Which days, and what."""

    since: str = Field(
        "", description="What ends on this day or later; all, if absent.", json_schema_extra=a_day
    )
    until: str = Field(
        "",
        description="What begins on this day or earlier; all, if absent.",
        json_schema_extra=a_day,
    )
    kind: Kind = Field(
        Kind("all"), description="Of this kind only; `due`: the end of a time limit."
    )
    body: str = Field(
        "",
        max_length=20,
        description="Of the mechanism with this code only: `SPT`.",
        json_schema_extra=may_be_absent,
    )
    state: str = Field(
        "",
        pattern="^[A-Za-z]{3}$",
        description="Of the State with this code only: `MOZ`.",
        json_schema_extra=may_be_absent,
    )


@listed("calendar", Event, tags=["Calendar"])
def calendar(asked: OfDays) -> Rows[Event]:
    """What is announced, by its first day."""
    since, until = day_of(asked.since) or date.min, day_of(asked.until) or date.max
    if since > until:
        raise Refused(gettext_noop("The last day lies before the first day."))
    today, language = datetime.now(UTC).date(), get_language() or "en"
    found = announced(
        since,
        until,
        today=today,
        names={one.iso3: one.name for one in states(today, language=language)},
        kinds=() if asked.kind == "all" else (str(asked.kind),),
    )
    return in_memory(
        (
            _event(one)
            for one in found
            if asked.body in ("", one.body) and asked.state.upper() in ("", one.state)
        ),
        lambda one: (one.on.isoformat(), one.kind, one.reference, one.name),
        (str,) * 4,
    )


def _event(one: Announced) -> Event:
    return Event(
        kind=one.kind,
        on=one.days.first,
        until=one.days.last,
        exact=one.exact,
        title=one.title,
        about=_(one.about) if one.about else "",
        body=one.body,
        state=one.state,
        reference=one.reference,
        name=one.name,
        rule=one.rule,
        path=one.path,
    )
