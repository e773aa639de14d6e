"""A document or a place in it, cited in the forms that lawyers use; their abbreviations are English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amparo.core.words import gettext_noop as _

# As The Bluebook writes months (table T12).
_MONTHS = (
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to cite: its name, marked for translation, and the citation."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """
    What is cited. `author` and `title` are as printed, `place` as `annex I, para. 4`, empty for the
    whole; `address` is where it can be read.
    """

    symbol: str
    title: str
    author: str
    on: date | None
    place: str
    address: str
    precision: str = "day"


def forms(cited: Cited) -> tuple[Form, ...]:
    """Return a citation in each form. Source of the first: DOC-11."""
    return (
        Form(_("As the United Nations cite"), _joined(cited.symbol, cited.place)),
        Form(_("In full"), _in_full(cited)),
        Form("OSCOLA", _oscola(cited)),
        Form("Bluebook", _bluebook(cited)),
        Form(_("Address"), cited.address),
    )


def _in_full(cited: Cited) -> str:
    day = f" ({_day(cited)})" if cited.on else ""
    return _joined(cited.author, cited.title, f"{cited.symbol}{day}", cited.place)


def _oscola(cited: Cited) -> str:
    day = f" ({_day(cited)})" if cited.on else ""
    place = cited.place.replace("para. ", "para ").replace("art. ", "art ").replace(",", "")
    document = " ".join(one for one in ("UN Doc", cited.symbol, place) if one)
    return f"{_joined(cited.author, f'‘{cited.title}’')}{day} {document}"


def _bluebook(cited: Cited) -> str:
    day = f" ({_day_as_abbreviated(cited)})" if cited.on else ""
    place = cited.place.replace("para. ", "¶ ")
    return f"{_joined(cited.author, cited.title, place, f'U.N. Doc. {cited.symbol}')}{day}"


def _day(cited: Cited) -> str:
    """Return a day as exactly as it is known: 14 September 2024, September 2024, 2024."""
    on = cited.on or date.min
    exact = {"year": f"{on.year}", "month": f"{on:%B} {on.year}"}
    return exact.get(cited.precision, f"{on.day} {on:%B} {on.year}")


def _day_as_abbreviated(cited: Cited) -> str:
    on = cited.on or date.min
    month = _MONTHS[on.month - 1]
    exact = {"year": f"{on.year}", "month": f"{month} {on.year}"}
    return exact.get(cited.precision, f"{month} {on.day}, {on.year}")


def _joined(*parts: str) -> str:
    return ", ".join(one for one in parts if one)
