"""Opening the docket of a mechanism for every State that is bound."""

from __future__ import annotations

from datetime import UTC, datetime

from amparo.access.permissions import Actor
from amparo.docket import actions as dockets
from amparo.docket.actions import Draft
from amparo.registry import queries as registry
from amparo.registry.enums import DEPOSITS

from .procedures import NPM
from .procedures.mechanism import BOUND

TREATY = "OPCAT"


def reference_of(iso3: str) -> str:
    """Return the reference of the docket of a State's mechanism."""
    return f"{TREATY}/NPM/{iso3}"


def open_from_deposits(*, by: Actor, at: datetime | None = None) -> int:
    """
    Open a docket for each State party that has none, by its deposit; return how many were opened.

    Each deposit is known in the docket from the moment the registry knew of it. A second time
    changes nothing.
    """
    at = at or datetime.now(UTC)
    deposits = {
        (action.iso3, action.on): action
        for action in registry.actions(treaty=TREATY, known_at=at)
        if action.kind in DEPOSITS
    }
    drafts = []
    for party in registry.participation(TREATY, at.date(), at).parties:
        standing = party.standing
        if standing.since is None or standing.in_force_on is None:
            continue
        deposit = deposits[party.iso3, standing.since]
        drafts.append(
            Draft(
                procedure=NPM,
                reference=reference_of(party.iso3),
                content=BOUND(
                    state=party.iso3,
                    instrument=deposit.kind.value,
                    in_force_on=standing.in_force_on,
                ),
                on=deposit.on,
                entered_at=deposit.entered_at,
                source=deposit.source,
            )
        )
    return dockets.load(drafts, by=by, at=at)
