"""What a page weighs on the way to whoever opens it."""

from __future__ import annotations

from playwright.sync_api import Page

_WEIGHED = """() => ["navigation", "resource"]
    .flatMap(kind => performance.getEntriesByType(kind))
    .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def weight_of(page: Page) -> int:
    """Return the bytes of a page and of all it is shown with, compressed, whether kept or fetched."""
    return int(page.evaluate(_WEIGHED))
