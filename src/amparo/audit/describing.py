"""The events of the trail in words, for docs/reference/."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .events import EventType


def events_page(events: Iterable[EventType]) -> str:
    """Return the list of everything that the trail remembers, by area."""
    parts = [
        "<!-- Written by `make docs` from the code; change the code, not this page. -->\n",
        "# Events of the trail",
        "Each line says when, who, from which face, what, about which reference, under which "
        "permission and whether it was done or refused; and these details.",
    ]
    ordered = sorted(events, key=lambda one: one.name)
    for area, group in groupby(ordered, key=lambda one: one.area):
        rows = [
            f"| {one.title} | `{one.name}` | {', '.join(f'`{name}`' for name in one.details)} |"
            for one in group
        ]
        head = ["| Event | Name | Details |", "| --- | --- | --- |"]
        parts.append("\n".join([f"## {area}", "", *head, *rows]))
    return "\n\n".join(parts) + "\n"
