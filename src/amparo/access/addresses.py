"""Every address of the running system, with the mark of its view that says who may open it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from .describing import ACCOUNT, EVERYONE, Door
from .doors import FOR_OUTSIDERS


def views(resolver: Any = None, path: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield each address with the view behind it."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry.callback
        else:
            yield from views(entry, here)


def mark_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """Return to whom a view opens, or nothing where it does not say."""
    if getattr(view, "open_to_public", False) or getattr(view, "open_to_anyone", False):
        return (EVERYONE,)
    if getattr(view, "open_to_account", False):
        return (ACCOUNT,)
    return tuple(getattr(view, "requires", ()))


def doors() -> list[Door]:
    """Return every door of the system, by address."""
    return [
        Door(path, mark_of(view), FOR_OUTSIDERS.get(path.partition("/")[0]))
        for path, view in sorted(views(), key=lambda one: one[0])
    ]
