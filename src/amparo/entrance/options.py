"""What a browser needs for a passkey, as it stands in an attribute of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any


def in_a_page(options: Mapping[str, Any]) -> str:
    """Return the options as JSON; the engine gives bytes in base64url already."""
    return json.dumps(_plain(options))


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case Mapping():
            return {key: _plain(one) for key, one in value.items() if one is not None}
        case str() | bytes():
            return value
        case Sequence():
            return [_plain(one) for one in value]
    return value
