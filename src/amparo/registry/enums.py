"""The fixed lists of the registry: kinds of State, regional groups, kinds of treaty action."""

from enum import StrEnum

from amparo.core.words import gettext_noop as _


class StateKind(StrEnum):
    """What a participant in the treaties is."""

    MEMBER = "member"
    OBSERVER = "observer"
    NON_MEMBER = "non-member"
    ORGANIZATION = "organization"
    FICTITIOUS = "fictitious"  # for demonstration; in no record that ships


class RegionalGroup(StrEnum):
    """The five regional groups, in their fixed order. Source: DOC-16."""

    AFRICA = "africa"
    ASIA_PACIFIC = "asia-pacific"
    EASTERN_EUROPE = "eastern-europe"
    LATIN_AMERICA_CARIBBEAN = "latin-america-caribbean"
    WESTERN_EUROPE_OTHER = "western-europe-other"


GROUP_NAMES = {
    RegionalGroup.AFRICA: _("African States"),
    RegionalGroup.ASIA_PACIFIC: _("Asia-Pacific States"),
    RegionalGroup.EASTERN_EUROPE: _("Eastern European States"),
    RegionalGroup.LATIN_AMERICA_CARIBBEAN: _("Latin American and Caribbean States"),
    RegionalGroup.WESTERN_EUROPE_OTHER: _("Western European and other States"),
}


class ActionKind(StrEnum):
    """What a State did about a treaty, as the depositary calls it."""

    SIGNATURE = "signature"
    SUCCESSION_TO_SIGNATURE = "succession to signature"
    RATIFICATION = "ratification"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    ACCEPTANCE = "acceptance"
    FORMAL_CONFIRMATION = "formal confirmation"
    DENUNCIATION = "denunciation"


ACTION_NAMES = {
    ActionKind.SIGNATURE: _("Signature"),
    ActionKind.SUCCESSION_TO_SIGNATURE: _("Succession to signature"),
    ActionKind.RATIFICATION: _("Ratification"),
    ActionKind.ACCESSION: _("Accession"),
    ActionKind.SUCCESSION: _("Succession"),
    ActionKind.ACCEPTANCE: _("Acceptance"),
    ActionKind.FORMAL_CONFIRMATION: _("Formal confirmation"),
    ActionKind.DENUNCIATION: _("Denunciation"),
}

SIGNINGS = frozenset({ActionKind.SIGNATURE, ActionKind.SUCCESSION_TO_SIGNATURE})
DEPOSITS = frozenset(
    {
        ActionKind.RATIFICATION,
        ActionKind.ACCESSION,
        ActionKind.SUCCESSION,
        ActionKind.ACCEPTANCE,
        ActionKind.FORMAL_CONFIRMATION,
    }
)


class ParticipationStatus(StrEnum):
    """How far a State takes part in a treaty on a day. Source: OPCAT-STATUS."""

    NONE = "none"
    SIGNATORY = "signatory"
    PARTY = "party"
    IN_FORCE = "in_force"
