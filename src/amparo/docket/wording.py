"""What a docket and its acts say, in the reader's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from string import Formatter

from django.utils.translation import gettext as _

from amparo.core import wording

from .entries import Fields, Stored
from .procedure import Field, Kind, Procedure, procedure_named


def title_in_words(
    procedure: Procedure,
    reference: str,
    naming: str,
    facts: Fields,
    opened_on: date | None,
    names: Mapping[str, str],
) -> str:
    """Return the title of a docket, filled from what its acts say to this reader."""
    wanted = _(naming)
    said: dict[str, object] = defaultdict(str)
    for _text, name, *_rest in Formatter().parse(wanted):
        if name and name in facts:
            said[name] = _said(_field_of(procedure, name), facts[name], names)
    if opened_on is not None:
        said.setdefault("year", opened_on.year)
    title = wanted.format_map(said).strip(" ,،，()（）")
    return title or f"{_(procedure.title)} {reference}"


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


def _field_of(procedure: Procedure, name: str) -> Field | None:
    return next((one for act in procedure.acts for one in act.fields if one.name == name), None)


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
        case Kind.FILE:
            # Its number says nothing to anybody; whoever may have the file is given a link to it.
            return _("a file")
    return str(value)
