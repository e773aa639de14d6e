"""The fixed lists of the bodies: kinds of mechanism, how terms begin and end."""

from enum import StrEnum

from amparo.core.words import gettext_noop as _


class MechanismKind(StrEnum):
    """What a mechanism is."""

    TREATY_BODY = "treaty body"
    SUBCOMMITTEE = "subcommittee"
    MANDATE = "mandate"
    WORKING_GROUP = "working group"
    FUND = "fund"
    COORDINATION = "coordination"


class Began(StrEnum):
    """How a term began."""

    ELECTED = "elected"
    REPLACED = "replaced"  # art. 8 of the Optional Protocol (OPCAT-8-1)
    APPOINTED = "appointed"
    NOT_STATED = "not stated"


class Start(StrEnum):
    """What the first day of a term means: it began then, or was held by then."""

    BEGAN = "began"
    HELD_BY = "held by"


class End(StrEnum):
    """What the last day of a term means: ended, due to end, or still held then."""

    RESIGNED = "resigned"
    ENDED = "ended"
    DUE = "due"
    STILL_HELD = "still held"


class OfficeKind(StrEnum):
    """The offices that members hold within their body."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    RAPPORTEUR = "rapporteur"
    REPRISALS = "reprisals"
    REGIONAL_TEAM = "regional team"
    WORKING_GROUP = "working group"


BUREAU = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR)

# The portfolios, regions and subjects in data/bodies/offices.csv: pages translate what is stored.
PORTFOLIOS = (
    _("Africa"),
    _("Americas"),
    _("Asia and the Pacific"),
    _("Europe"),
    _("Latin America"),
    _("Special Fund"),
    _("annual meeting"),
    _("external relations"),
    _("health aspects of torture prevention"),
    _("jurisprudence"),
    _("national preventive mechanisms"),
    _("visits"),
)
