"""What the accessibility checker finds on a page that a browser shows."""

from __future__ import annotations

import importlib.resources

from playwright.sync_api import Page

_CHECKER = (
    importlib.resources.files("axe_playwright_python")
    .joinpath("axe.min.js")
    .read_text(encoding="utf-8")
)


def faults(page: Page) -> list[str]:
    """
    Return in words what breaks a rule of accessibility on the page, once nothing moves any more.

    A color halfway to another is not what people read. The page's context lets the checker's
    script past the content security policy (`bypass_csp`).
    """
    page.evaluate(
        "() => Promise.allSettled(document.getAnimations().map(motion => motion.finished))"
    )
    page.evaluate(_CHECKER)
    # What is well is not told: it takes most of the time.
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    return [
        f"{one['id']}: {one['help']} ({', '.join(str(node['target']) for node in one['nodes'])})"
        for one in found
    ]
