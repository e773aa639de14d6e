"""Access in an emergency as the auditor sees it: who asked, why, who decided, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amparo.audit.actions import Draft, record_many
from amparo.vault.fields import open_all, opened

from . import events
from .models import EmergencyRequest
from .permissions import Actor, Permission

PAGE = 50


@dataclass(frozen=True, slots=True)
class Emergency:
    """One request. Its reason is empty where the content of the matter was destroyed."""

    reference: str
    asked_by: str
    asked_at: datetime
    reason: str
    decided_by: str
    decided_at: datetime | None
    until: datetime | None

    @property
    def was_given(self) -> bool:
        """Whether access was given."""
        return self.until is not None


def emergencies(*, by: Actor, at: datetime, skip: int = 0, limit: int = PAGE) -> list[Emergency]:
    """Return what was asked for in emergencies, the newest first; each one read leaves a line."""
    rows = list(
        EmergencyRequest.objects.select_related("matter", "asked_by", "decided_by", "grant")
        .order_by("-asked_at", "-pk")
        .all()[skip : skip + limit]
    )
    open_all(rows)
    record_many(
        Draft(
            events.EMERGENCY_READ,
            by.name,
            about=one.matter.reference,
            permission=Permission.TRAIL_READ,
            at=at,
        )
        for one in rows
    )
    return [_shown(one) for one in rows]


def _shown(one: EmergencyRequest) -> Emergency:
    return Emergency(
        reference=one.matter.reference,
        asked_by=one.asked_by.code,
        asked_at=one.asked_at,
        reason=opened(one, "reason") or "",
        decided_by=one.decided_by.code if one.decided_by else "",
        decided_at=one.decided_at,
        until=one.grant.until if one.grant else None,
    )
