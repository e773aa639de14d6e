"""A paragraph cited in the forms that lawyers use. What is abbreviated stays in English there."""

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
    """What is cited: a document, or a paragraph of it; `author` and `title` as it prints them."""

    symbol: str
    title: str
    author: str
    on: date | None
    paragraph: str
    annex: str
    address: str


def forms(cited: Cited) -> tuple[Form, ...]:
    """Return a citation in each form. Source of the first: DOC-11."""
    return (
        Form(_("United Nations"), short(cited)),
        Form(_("In full"), _in_full(cited)),
        Form(_("OSCOLA"), _oscola(cited)),
        Form(_("Bluebook"), _bluebook(cited)),
        Form(_("Address"), cited.address),
    )


def short(cited: Cited) -> str:
    """Return the symbol, the annex and the paragraph: `CAT/C/69/3, annex I, para. 4`."""
    parts = [cited.symbol, cited.annex]
    if cited.paragraph:
        parts.append(f"para. {cited.paragraph}")
    return ", ".join(one for one in parts if one)


def _in_full(cited: Cited) -> str:
    day = f"{cited.on.day} {cited.on:%B %Y}" if cited.on else ""
    head = ", ".join(one for one in (cited.author, cited.title) if one)
    dated = f"{short(cited)} ({day})" if day else short(cited)
    return f"{head}, {dated}" if head else dated


def _oscola(cited: Cited) -> str:
    author = f"{cited.author}, " if cited.author else ""
    day = f" ({cited.on.day} {cited.on:%B %Y})" if cited.on else ""
    para = f" para {cited.paragraph}" if cited.paragraph else ""
    annex = f" {cited.annex}" if cited.annex else ""
    return f"{author}‘{cited.title}’{day} UN Doc {cited.symbol}{annex}{para}"


def _bluebook(cited: Cited) -> str:
    author = f"{cited.author}, " if cited.author else ""
    day = f" ({_MONTHS[cited.on.month - 1]} {cited.on.day}, {cited.on.year})" if cited.on else ""
    para = f", ¶ {cited.paragraph}" if cited.paragraph else ""
    annex = f", {cited.annex}" if cited.annex else ""
    return f"{author}{cited.title}{annex}{para}, U.N. Doc. {cited.symbol}{day}"
