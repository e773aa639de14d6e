"""Which addresses are for programs anywhere: read from other sites' pages too, refused as data."""

from __future__ import annotations

import re

_LANGUAGE = r"^(?:/[a-z]{2}(?:-[a-z]+)?)?"
_API = re.compile(_LANGUAGE + r"/api/")
_FILES = re.compile(
    _LANGUAGE + r"/data/(?:index\.json$|amparo-public\.sqlite3$|parquet/\w+\.parquet$)"
)

# What a page of another site may read of an answer, beside its body.
EXPOSED = "Content-Range, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"


def is_of_the_api(path: str) -> bool:
    """Test whether an address is one of the open API, where refusals are problem details."""
    return _API.match(path) is not None


def is_open_data(path: str) -> bool:
    """Test whether pages of any other site may read what is at an address."""
    return is_of_the_api(path) or _FILES.match(path) is not None
