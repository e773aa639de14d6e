from datetime import timedelta, timezone
from typing import Any

import pytest

from amparo.audit.digests import line_digest

from .example import moment

LINE: dict[str, Any] = {
    "strand": 3,
    "number": 2,
    "at": moment("2026-01-02T09:00"),
    "by": "P-7KQ2M9",
    "face": "desk",
    "area": "door",
    "event": "door.opened",
    "about": "SPT/visit/MOZ/2024",
    "permission": "DOOR_OPEN",
    "outcome": "done",
    "details": '{"times":2}',
    "before": "0" * 64,
}


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("strand", 4),
        ("number", 3),
        ("at", moment("2026-01-02T09:00:00.000001")),
        ("by", "P-3XW8RT"),
        ("face", "api"),
        ("area", "gate"),
        ("event", "door.shut"),
        ("about", ""),
        ("permission", ""),
        ("outcome", "refused"),
        ("details", '{"times":3}'),
        ("before", "1" * 64),
    ],
)
def test_every_part_of_a_line_is_in_its_digest(part: str, other: object) -> None:
    assert line_digest(**LINE) != line_digest(**{**LINE, part: other})


def test_a_digest_is_the_same_in_every_zone_and_every_version() -> None:
    elsewhere = LINE["at"].astimezone(timezone(timedelta(hours=13)))

    assert line_digest(**{**LINE, "at": elsewhere}) == line_digest(**LINE)
    assert line_digest(**LINE) == (
        "8010ccc382fd5fa59cef4ab7652ec322e15946fe1083196b71e83f26db5340f3"
    )


def test_text_cannot_move_from_one_part_to_the_next() -> None:
    assert line_digest(**{**LINE, "about": "ab", "permission": "c"}) != line_digest(
        **{**LINE, "about": "a", "permission": "bc"}
    )
