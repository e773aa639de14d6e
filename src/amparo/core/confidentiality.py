"""The four classes of field."""

from enum import StrEnum


class Confidentiality(StrEnum):
    """Who may see a field. Source: SPT-CONF-1."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"
