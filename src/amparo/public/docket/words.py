"""What a docket and its acts say, in the reader's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.core import wording
from amparo.docket.entries import Stored
from amparo.docket.procedure import Field, Kind, procedure_named
from amparo.docket.published import PublicDocket


def title_of(docket: PublicDocket, names: Mapping[str, str]) -> str:
    """Return the title of a docket, filled from what its public acts say."""
    facts: dict[str, object] = defaultdict(str)
    for name, value in docket.facts.items():
        facts[name] = _said(_field_of(docket.procedure, name), value, names)
    if docket.opened_on is not None:
        facts.setdefault("year", docket.opened_on.year)
    title = _(docket.naming).format_map(facts).strip(" ,،，()（）")
    return title or f"{_(docket.procedure_title)} {docket.reference}"


def field_in_words(
    procedure: str, act: str, name: str, value: Stored, names: Mapping[str, str]
) -> str:
    """Return what a field of an act holds, as a reader reads it."""
    fields = {one.name: one for one in procedure_named(procedure).act(act).fields}
    return _said(fields.get(name), value, names)


def _said(field: Field | None, value: Stored, names: Mapping[str, str]) -> str:
    if field is None:
        return _in_words(None, value, names)
    if field.kind is Kind.CHOICE:
        return _(field.choices.get(str(value), str(value)))
    return _in_words(field.kind, value, names)


def _field_of(procedure: str, name: str) -> Field | None:
    acts = procedure_named(procedure).acts
    return next((field for act in acts for field in act.fields if field.name == name), None)


def _in_words(kind: Kind | None, value: Stored, names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return wording.listed([names.get(one, one) for one in value])
    match kind:
        case Kind.STATE:
            return names.get(str(value), str(value))
        case Kind.DAY:
            return wording.day(date.fromisoformat(str(value)))
        case Kind.AMOUNT:
            return wording.number(Decimal(str(value)))
    return str(value)


def docket_path(docket: PublicDocket) -> str:
    """Return where a docket's page is, from the root of the site."""
    return f"/dockets/{docket.reference}/"


def since_in_words(docket: PublicDocket) -> str:
    """Return since when it stands as it does, no more exactly than the record knows."""
    if docket.since is None:
        return ""
    found = [act.precision for act in docket.acts if act.on == docket.since and act.counts]
    return wording.dated(docket.since, found[-1] if found else "day")
