"""What a public docket is called, where its page is, and since when it stands as it does."""

from __future__ import annotations

from collections.abc import Mapping

from amparo.core import wording
from amparo.docket.procedure import procedure_named
from amparo.docket.published import PublicDocket
from amparo.docket.wording import title_in_words


def title_of(docket: PublicDocket, names: Mapping[str, str]) -> str:
    """Return the title of a docket, filled from what its public acts say."""
    procedure = procedure_named(docket.procedure)
    return title_in_words(
        procedure, docket.reference, docket.naming, docket.facts, docket.opened_on, names
    )


def docket_path(docket: PublicDocket) -> str:
    """Return where a docket's page is, from the root of the site."""
    return f"/dockets/{docket.reference}/"


def since_in_words(docket: PublicDocket) -> str:
    """Return since when it stands as it does, no more exactly than the record knows."""
    if docket.since is None:
        return ""
    found = [act.precision for act in docket.acts if act.on == docket.since and act.counts]
    return wording.dated(docket.since, found[-1] if found else "day")
