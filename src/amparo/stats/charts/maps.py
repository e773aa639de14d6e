"""The world with what each State is to a treaty, in colour and in pattern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from .geography import World
from .pen import Pen

# What a State may be on a map, and how it is painted; every other State is plain land.
PAINTS = ("a", "b")
RADIUS = 3.2


def world_map(
    world: World,
    painted: Mapping[str, Iterable[str]],
    *,
    title: str,
    desc: str,
    identifier: str,
    names: Mapping[str, str] | None = None,
    standalone: bool = False,
) -> str:
    """
    Return the map with the States of `painted["a"]` filled and of `painted["b"]` hatched.

    `names`, by ISO 3166-1 alpha-3 code, appear where the pointer rests. `identifier` names the
    drawing's pattern and is used once on a page.
    """
    pen = Pen(world.height, world.width, standalone=standalone)
    inks = {code: ink for ink in PAINTS for code in painted.get(ink, ())}
    parts = [_hatching(f"{identifier}-b", pen), f'<path d="{world.neutral}" {_land(pen)}/>']
    for ink in ("", *PAINTS):
        outlines = [
            _named(f'<path d="{path}"/>', names, code)
            for code, path in world.shapes.items()
            if inks.get(code, "") == ink
        ]
        points = [
            _named(f'<circle cx="{x}" cy="{y}" r="{RADIUS}"/>', names, code)
            for code, (x, y) in world.small.items()
            if inks.get(code, "") == ink
        ]
        if outlines or points:
            parts.append(f"<g {_paint(ink, identifier, pen)}>{''.join(outlines + points)}</g>")
    size = f'viewBox="0 0 {world.width} {world.height}"'
    if standalone:
        size += f' xmlns="http://www.w3.org/2000/svg" width="{world.width}" height="{world.height}"'
    label = escape(f"{title}. {desc}")
    return (
        f'<svg {size} role="img" aria-label="{label}" stroke-width=".6" stroke-linejoin="round">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>{''.join(parts)}</svg>"
    )


def key(ink: str, identifier: str) -> str:
    """Return a small sample of a paint, to stand before its words beside the map of that name."""
    pen = Pen(16)
    return (
        '<svg viewBox="0 0 24 16" aria-hidden="true">'
        f'<rect x=".5" y=".5" width="23" height="15" {_paint(ink, identifier, pen)}/></svg>'
    )


def _paint(ink: str, identifier: str, pen: Pen) -> str:
    if ink == "b":
        return f'fill="url(#{identifier}-b)" {pen.stroke("b")}'
    return pen.both(ink, "paper") if ink else pen.both("land", "paper")


def _land(pen: Pen) -> str:
    return pen.both("rule", "rule")


def _named(shape: str, names: Mapping[str, str] | None, code: str) -> str:
    if names is None or code not in names:
        return shape
    element = "path" if shape.startswith("<path") else "circle"
    return shape.replace("/>", f"><title>{escape(names[code])}</title></{element}>")


def _hatching(name: str, pen: Pen) -> str:
    return (
        f'<defs><pattern id="{name}" width="3.5" height="3.5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="3.5" height="3.5" {pen.fill("paper")}/>'
        f'<line y2="3.5" stroke-width="3.4" {pen.stroke("b")}/></pattern></defs>'
    )
