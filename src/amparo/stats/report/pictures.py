"""Drawings as pictures, for forms that do not draw SVG, or not every script in it."""

from __future__ import annotations

import resvg_py

WIDTH = 1600  # in pixels: sharp on paper at the width of a page


def png(svg: str) -> bytes:
    """Return a drawing that stands alone as PNG."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH))
