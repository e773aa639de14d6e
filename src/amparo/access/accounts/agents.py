"""What a browser is called on the page of sessions: coarse enough to tell nothing else."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: each later browser also claims to be one of those after it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def coarse(header: str) -> str:
    """Return browser and system of a `User-Agent` header: "Firefox on Linux", or an empty text."""
    browser = _first(_BROWSERS, header)
    system = _first(_SYSTEMS, header)
    return f"{browser} on {system}" if browser and system else browser or system


def said(agent: str) -> str:
    """Return what `coarse` gave, in the language being spoken."""
    browser, on, system = agent.partition(" on ")
    if not agent:
        return _("a browser that does not say what it is")
    return _("{browser} on {system}").format(browser=browser, system=system) if on else agent


def _first(table: tuple[tuple[str, str], ...], header: str) -> str:
    return next((name for mark, name in table if mark in header), "")
