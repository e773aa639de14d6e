"""
The kinds of documents: what they are called, and what Akoma Ntoso makes of them.

Source: AKN-7, AKN-11; the words of RULES section 7.1 for the patterns of symbols.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from amparo.core.words import gettext_noop as _

from .symbols import Symbol


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of document. `element`, `subtype` and `name` are its place in Akoma Ntoso (AKN-7).
    """

    code: str
    title: str
    element: str
    subtype: str
    name: str


_ALL = (
    Kind("annual-report", _("Annual report"), "doc", "paper", "annualReport"),
    Kind("visit-report", _("Visit report"), "doc", "paper", "visitReport"),
    Kind("reply", _("Reply of a State"), "doc", "communication", "reply"),
    Kind(
        "concluding-observations",
        _("Concluding observations"),
        "statement",
        "deliberation",
        "concludingObservations",
    ),
    Kind("views", _("Decision on a communication"), "statement", "deliberation", "views"),
    Kind("general-comment", _("General comment"), "statement", "deliberation", "generalComment"),
    Kind("list-of-issues", _("List of issues"), "doc", "communication", "listOfIssues"),
    Kind("state-report", _("Report of a State"), "doc", "paper", "stateReport"),
    Kind("follow-up", _("Follow-up"), "doc", "paper", "followUpReport"),
    Kind(
        "upr-document", _("Document of the Universal Periodic Review"), "doc", "paper", "uprReport"
    ),
    Kind("mandate-report", _("Report of a mandate holder"), "doc", "paper", "mandateReport"),
    Kind("resolution", _("Resolution"), "statement", "deliberation", "resolution"),
    Kind("treaty", _("Treaty"), "act", "provision", "treaty"),
    Kind("declaration", _("Declaration"), "statement", "deliberation", "declaration"),
    Kind("standard", _("Standard or tool"), "doc", "paper", "standard"),
    Kind("report", _("Report"), "doc", "paper", "report"),
    Kind("document", _("Document"), "doc", "paper", "document"),
)
KINDS = {one.code: one for one in _ALL}

_BY_WORDS = (
    ("annual report", "annual-report"),
    ("general comment", "general-comment"),
    ("general recommendation", "general-comment"),
    ("concluding observations", "concluding-observations"),
    ("views", "views"),
    ("decision on", "views"),
    ("cpt report", "visit-report"),
    ("visit report", "visit-report"),
    ("upr", "upr-document"),
    ("treaty", "treaty"),
    ("declaration", "declaration"),
    ("resolution", "resolution"),
    ("list of issues", "list-of-issues"),
    ("special rapporteur", "mandate-report"),
    ("mandate holder", "mandate-report"),
    ("assessment tool", "standard"),
    ("report", "report"),
)
# What a title says of the kind, in six languages, where the symbol leaves it open.
_BY_TITLE = (
    (
        "annual-report",
        r"年度报告|annual report|rapport annuel|informe anual|ежегодный доклад|التقرير السنوي",
    ),
    (
        "standard",
        r"评估工具|assessment tool|outil d.(?:auto)?[ée]valuation|herramienta|أداة|инструмент",
    ),
    ("report", r"报告|report|rapport|informe|доклад|تقرير"),
)
_BY_SEGMENT = {
    "CO": "concluding-observations",
    "FCO": "follow-up",
    "D": "views",
    "GC": "general-comment",
    "GR": "general-comment",
    "Q": "list-of-issues",
    "QPR": "list-of-issues",
    "RQ": "reply",
    "CSPRO": "reply",
    "CSPROSP": "reply",
    "ROSP": "visit-report",
    "RONPM": "visit-report",
    "RES": "resolution",
    "WG.6": "upr-document",
}
_TREATIES = frozenset({"A/RES/39/46", "A/RES/57/199", "A/RES/44/25", "A/RES/34/180"})


def kind_of(symbol: Symbol, *, said: str = "", title: str = "") -> str:
    """
    Return the code of a document's kind: as it is said to be, as its symbol tells, by its title.

    `said` may be a code, or words of a person. Source: AKN-11.
    """
    if said in KINDS:
        return said
    for words, code in _BY_WORDS:
        if said and words in said.casefold():
            return code
    return _by_symbol(symbol) or _by_title(title)


def _by_symbol(symbol: Symbol) -> str:
    if str(symbol) in _TREATIES or str(symbol).startswith("UNTS-"):
        return "treaty"
    for segment in symbol.segments:
        if segment in _BY_SEGMENT:
            return _BY_SEGMENT[segment]
    if symbol.state and symbol.series == "CAT/OP":
        return "visit-report"
    if symbol.state and symbol.series.endswith("/C"):
        return "state-report"
    return ""


def _by_title(title: str) -> str:
    found = (code for code, words in _BY_TITLE if re.search(words, title, re.IGNORECASE))
    return next(found, "document")
