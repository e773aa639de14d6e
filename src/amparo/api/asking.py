"""What can be asked of every list and record: the days, the page, the language, the form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Schema

from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.core.words import gettext_noop as _

from .paging import MOST, PAGE

LANGUAGES = {"en": "en", "fr": "fr", "es": "es", "ar": "ar", "ru": "ru", "zh": "zh-hans"}
LANGUAGE, CURSOR, LIMIT = "lang", "cursor", "limit"
EVERYWHERE = frozenset({LANGUAGE})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE = {"zh-hans": "zh"}


def a_day(schema: dict[str, Any]) -> None:
    """Describe a parameter that holds a day, and is absent where none is meant."""
    schema.pop("default", None)
    schema["format"] = "date"
    schema["examples"] = ["2025-12-31"]


def may_be_absent(schema: dict[str, Any]) -> None:
    """Describe a parameter that is absent, rather than empty, where none is meant."""
    schema.pop("default", None)


class OnADay(Schema):
    """As at which day, as known when."""

    on: str = Field("", description="As at this day; today, if absent.", json_schema_extra=a_day)
    known_at: str = Field(
        "",
        description="As known at the end of this day; as known now, if absent.",
        json_schema_extra=a_day,
    )


class Paging(Schema):
    """Which part of a list."""

    limit: int = Field(
        PAGE,
        ge=1,
        le=MOST,
        description=(
            "At most so many items. Without it, JSON has 100 a page; JSON Lines, CSV and XLSX have all."
        ),
    )
    cursor: str = Field(
        "",
        max_length=2_000,
        description="Where the page before ended: `next` of its answer has it.",
        json_schema_extra=may_be_absent,
    )


@dataclass(frozen=True, slots=True)
class Dates:
    """The two dates of an answer; `known_at` is now where today's knowledge was asked for."""

    on: date
    known_at: datetime
    today: date

    def as_at(self, since: date | None = None) -> AsAt:
        """Return the frame of a figure."""
        return AsAt(on=self.on, known_at=self.known_at, since=since)


def dates_of(asked: OnADay) -> Dates:
    """Return as at which day and as known when. :raises Refused: if a day cannot be read."""
    now = datetime.now(UTC)
    known_on = day_of(asked.known_at)
    known_at = now if known_on is None else datetime.combine(known_on, time.max, UTC)
    return Dates(day_of(asked.on) or now.date(), min(now, known_at), now.date())


def day_of(text: str) -> date | None:
    """Return the day that a parameter holds, or None if it is absent. :raises Refused: if wrong."""
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("“{text}” is not a day. Write a day as 2025-12-31."), text=text[:40]
        ) from None


def language_of(request: HttpRequest) -> str | None:
    """Return the language asked for, None where the address alone says. :raises Refused: if unknown."""
    text = request.GET.get(LANGUAGE)
    if text is None:
        return None
    code = LANGUAGES.get(_LIKE.get(text.lower(), text.lower()))
    if code is None:
        raise Refused(
            _("“{text}” is not one of the languages here: {languages}."),
            text=text[:40],
            languages=", ".join(LANGUAGES),
        )
    return code


def check_parameters(request: HttpRequest, known: frozenset[str] | None) -> None:
    """
    Refuse a parameter that means nothing here, stands there twice, or is empty.

    A word that is misspelled would otherwise be passed over, and the answer be one to another
    question. Where `known` is None, whoever answers knows which there are.
    """
    for name, values in request.GET.lists():
        if known is not None and name not in known:
            raise Refused(
                _("There is no parameter “{name}” here. There are: {names}."),
                name=name[:40],
                names=", ".join(sorted(known)),
            )
        if "" in values:
            raise Refused(_("“{name}” is empty. Leave it out, or say what."), name=name[:40])


def check_once(request: HttpRequest, many: frozenset[str]) -> None:
    """Refuse a parameter that stands there twice and can only mean one thing."""
    for name, values in request.GET.lists():
        if len(values) > 1 and name not in many:
            raise Refused(_("“{name}” is given more than once."), name=name[:40])


def default_language() -> str:
    """Return the language that is spoken where none is asked for."""
    return settings.LANGUAGE_CODE
