"""How far the record had come: what a restored copy is held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amparo.audit import queries as trail
from amparo.core.digesting import digest_of
from amparo.docket.models import Act, Checkpoint, Matter
from amparo.vault.models import File


def heads() -> dict[str, Any]:
    """Return the ends of all dockets as one digest, those of the trail, and the last checkpoint."""
    last = Checkpoint.objects.order_by("-number").first()
    return {
        "acts": Act.objects.count(),
        "dockets": Matter.objects.count(),
        "dockets_sha256": digest_of(_ends()),
        "checkpoint": last and {"number": last.number, "digest": last.digest},
        "trail": [list(one) for one in trail.heads()],
        "files": File.objects.filter(dropped_at=None).count(),
    }


def _ends() -> Iterator[str]:
    # By their keys and not their references: engines do not put texts in the same order.
    ends = Matter.objects.order_by("pk").values_list("reference", "acts_entered", "head")
    for one in ends.iterator(chunk_size=5_000):
        yield from map(str, one)
