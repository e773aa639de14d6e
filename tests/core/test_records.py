"""Records as plain data."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from amparo.core.calendar import Span
from amparo.core.records import plain


class Kind(StrEnum):
    VISIT = "visit"


@dataclass(frozen=True)
class Small:
    name: str
    on: date
    _inside: str = "not for the world"


@dataclass(frozen=True)
class Large:
    kind: Kind
    small: tuple[Small, ...]
    amount: Decimal
    when: Span
    at: datetime
    also: dict[Kind, None]


def test_a_record_becomes_what_json_can_say():
    record = Large(
        kind=Kind.VISIT,
        small=(Small("first", date(2025, 2, 3)),),
        amount=Decimal("1200.50"),
        when=Span(date(2025, 2, 3), date(2025, 2, 9)),
        at=datetime(2025, 2, 3, 12, tzinfo=UTC),
        also={Kind.VISIT: None},
    )

    assert json.loads(json.dumps(plain(record))) == {
        "kind": "visit",
        "small": [{"name": "first", "on": "2025-02-03"}],
        "amount": "1200.50",
        "when": {"first": "2025-02-03", "last": "2025-02-09"},
        "at": "2025-02-03T12:00:00+00:00",
        "also": {"visit": None},
    }


def test_what_has_no_form_is_refused():
    with pytest.raises(TypeError):
        plain(object())
