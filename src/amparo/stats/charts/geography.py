"""The outlines of the States, as `data/geography/README.md` says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class World:
    """A path for each State, a point for those too small for one, a path for every other area."""

    width: int
    height: int
    shapes: Mapping[str, str]
    small: Mapping[str, tuple[int, int]]
    neutral: str


@cache
def read_world(path: Path) -> World:
    """Return the world in a file; read once."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return World(
        width=found["width"],
        height=found["height"],
        shapes=found["shapes"],
        small={code: (x, y) for code, (x, y) in found["small"].items()},
        neutral=found["neutral"],
    )
