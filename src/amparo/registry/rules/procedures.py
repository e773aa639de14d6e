"""
Which procedures a State has accepted: by declaration, or by being party to a protocol.

Procedures that a party may opt out of (inquiries under the Convention against Torture, article 20,
and under the protocols) are left out: the record does not hold the opting out.

Source: the articles named in the tables below.
"""

from dataclasses import dataclass
from enum import StrEnum

from amparo.core.words import gettext_noop as _


class ProcedureKind(StrEnum):
    """What a treaty body may be asked to do."""

    INDIVIDUAL = "individual communications"
    INTER_STATE = "inter-State communications"
    INQUIRY = "inquiry"


PROCEDURE_NAMES = {
    ProcedureKind.INDIVIDUAL: _("Individual communications"),
    ProcedureKind.INTER_STATE: _("Inter-State communications"),
    ProcedureKind.INQUIRY: _("Inquiry"),
}


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure of a treaty, under the article by which it is accepted."""

    treaty: str
    article: str
    kind: ProcedureKind


BY_DECLARATION = (
    Procedure("CAT", "21", ProcedureKind.INTER_STATE),
    Procedure("CAT", "22", ProcedureKind.INDIVIDUAL),
    Procedure("ICERD", "14", ProcedureKind.INDIVIDUAL),
    Procedure("ICCPR", "41", ProcedureKind.INTER_STATE),
    Procedure("CPED", "31", ProcedureKind.INDIVIDUAL),
    Procedure("CPED", "32", ProcedureKind.INTER_STATE),
    Procedure("ICESCR-OP", "10", ProcedureKind.INTER_STATE),
    Procedure("ICESCR-OP", "11", ProcedureKind.INQUIRY),
)

BY_BEING_PARTY = (
    Procedure("ICCPR-OP1", "1", ProcedureKind.INDIVIDUAL),
    Procedure("CEDAW-OP", "1", ProcedureKind.INDIVIDUAL),
    Procedure("CRPD-OP", "1", ProcedureKind.INDIVIDUAL),
    Procedure("CRC-OP-IC", "5", ProcedureKind.INDIVIDUAL),
    Procedure("ICESCR-OP", "1", ProcedureKind.INDIVIDUAL),
)


def kind_of(treaty: str, article: str) -> ProcedureKind | None:
    """Return what the procedure under an article is, or none if the tables lack it. Source: the tables."""
    for procedure in (*BY_DECLARATION, *BY_BEING_PARTY):
        if (procedure.treaty, procedure.article) == (treaty, article):
            return procedure.kind
    return None


def accepted_as_party(treaty: str) -> tuple[Procedure, ...]:
    """Return what a State accepts by being party to a treaty. Source: the article of each."""
    return tuple(one for one in BY_BEING_PARTY if one.treaty == treaty)
