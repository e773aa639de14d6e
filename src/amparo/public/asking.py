"""What a reader asks in an address: as at which day, as known when, which choice, which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http import HttpRequest

from amparo.core.errors import Refused
from amparo.core.measures import AsAt
from amparo.core.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Asked:
    """The two dates of a page; `known_on` is None where today's knowledge was asked for."""

    on: date
    known_on: date | None
    now: datetime

    @property
    def known_at(self) -> datetime:
        """The moment whose knowledge counts: the end of the day asked for, or now."""
        if self.known_on is None:
            return self.now
        return min(self.now, datetime.combine(self.known_on, time.max, UTC))

    @property
    def today(self) -> date:
        """The day on which the page is read; what is public is judged on it."""
        return self.now.date()

    def as_at(self, since: date | None = None) -> AsAt:
        """Return the frame of a figure."""
        return AsAt(on=self.on, known_at=self.known_at, since=since)


def asked(request: HttpRequest) -> Asked:
    """
    Return as at which day and as known when a page was asked for; today, where it does not say.

    :raises Refused: if a day cannot be read.
    """
    now = datetime.now(UTC)
    on = day_in(request, "on")
    return Asked(on=on or now.date(), known_on=day_in(request, "known_at"), now=now)


def day_in(request: HttpRequest, name: str) -> date | None:
    """Return the day in a part of the address, or None if it is empty. :raises Refused: if wrong."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("“{text}” is not a day. Write a day as 2025-12-31."), text=text[:40]
        ) from None


def one_of(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    """Return a choice from the address, the first where none is made. :raises Refused: if unknown."""
    text = request.GET.get(name, "") or choices[0]
    if text not in choices:
        raise Refused(_("“{text}” is not one of the choices here."), text=text[:40])
    return text


def page_in(request: HttpRequest) -> int:
    """Return which page of a list was asked for, the first where none was. :raises Refused: if wrong."""
    return number_in(request, "page") or 1


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return a number in the address, None where there is none. :raises Refused: if it is not one."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 8) or int(text) < 1:
        raise Refused(_("“{text}” is not the number of a page."), text=text[:40])
    return int(text)
