from datetime import timedelta, timezone
from typing import Any

import pytest

from amparo.docket.digests import act_digest, canonical, checkpoint_digest

from .example import day, moment

ACT: dict[str, Any] = {
    "procedure": "petition",
    "reference": "PETITION/1",
    "number": 2,
    "kind": "petition.sent",
    "on": day("2025-08-31"),
    "precision": "day",
    "entered_at": moment("2025-08-31T09:00"),
    "recorded_at": moment("2025-08-31T09:00"),
    "by": "amina",
    "fields": '{"state":"PER"}',
    "sealed": b"ciphertext",
    "rectifies": None,
    "source": "",
    "before": "0" * 64,
}


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("procedure", "letter"),
        ("reference", "PETITION/2"),
        ("number", 3),
        ("kind", "petition.noted"),
        ("on", day("2025-09-01")),
        ("precision", "month"),
        ("entered_at", moment("2025-08-31T09:00:00.000001")),
        ("recorded_at", moment("2025-08-31T09:00:00.000001")),
        ("by", "bruno"),
        ("fields", '{"state":"SRB"}'),
        ("sealed", b"ciphertexu"),
        ("sealed", None),
        ("rectifies", 1),
        ("source", "s"),
        ("before", "1" * 64),
    ],
)
def test_every_part_of_an_act_is_in_its_digest(part: str, other: object) -> None:
    assert act_digest(**ACT) != act_digest(**{**ACT, part: other})


def test_a_digest_does_not_depend_on_the_zone_a_moment_is_written_in() -> None:
    elsewhere = ACT["entered_at"].astimezone(timezone(timedelta(hours=13)))

    assert act_digest(**ACT) == act_digest(**{**ACT, "entered_at": elsewhere})


def test_text_cannot_move_from_one_part_to_the_next() -> None:
    assert act_digest(**{**ACT, "fields": "ab", "source": "c"}) != act_digest(
        **{**ACT, "fields": "a", "source": "bc"}
    )


def test_canonical_text_has_one_form() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'


def test_a_checkpoint_covers_each_head_whatever_their_order() -> None:
    heads = [("A", 1, "x"), ("B", 2, "y")]
    taken = {"number": 1, "taken_at": moment("2026-01-01T00:00"), "before": ""}

    digest = checkpoint_digest(heads=heads, **taken)

    assert checkpoint_digest(heads=reversed(heads), **taken) == digest
    assert checkpoint_digest(heads=[("A", 1, "x"), ("B", 3, "y")], **taken) != digest
