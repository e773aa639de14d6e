"""Importing acts from a record file (data/record/README.md describes it)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from amparo.access.permissions import RECORD_LOADER
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket import actions, records
from amparo.docket.actions import Draft, RecordRefused
from amparo.docket.procedure import Kind

from .imports import FileRefused, Problem, importer
from .models import State


@importer("acts", title=_("Acts of dockets, one a line as JSON"), columns=())
def load_acts(path: Path, now: datetime) -> int:
    """
    Enter the acts of a record file, all or none, and return how many were new.

    :raises FileRefused: naming each line that cannot be entered, and why.
    """
    if not path.is_file():
        raise Refused(_("There is no file {path}."), path=path)
    drafts, found = records.read(path, now=now)
    problems = [_at(one.where, one.refusal) for one in found]
    problems += [_at(where, refusal) for where, refusal in unknown_states(drafts)]
    if problems:
        raise FileRefused(path, problems)
    try:
        return actions.load(drafts, by=RECORD_LOADER, at=now)
    except RecordRefused as refused:
        raise FileRefused(path, [_at(where, one) for where, one in refused.problems]) from None


def unknown_states(drafts: Iterable[Draft]) -> Iterator[tuple[str, Refused]]:
    """Yield the place of every act that names a State which the registry does not know."""
    known = set(State.objects.values_list("iso3", flat=True))
    for draft in drafts:
        for field in draft.content.act.fields:
            said = draft.content.fields.get(field.name)
            codes = [said] if field.kind is Kind.STATE else said
            if field.kind not in {Kind.STATE, Kind.STATES} or not isinstance(codes, list):
                continue
            for code in codes:
                if code is not None and code not in known:
                    yield draft.where, Refused(_("There is no State {code}."), code=code)


def _at(where: str, refusal: Refused) -> Problem:
    return Problem(int(where.rpartition(":")[2]), refusal)
