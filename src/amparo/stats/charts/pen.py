"""What every drawing is made with: colours by name, places by share of the width, safe words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

# The light colours of tokens.css, for drawings that stand alone; a test keeps both the same.
COLOURS = {
    "ink": "#1c2024",
    "quiet": "#5a6068",
    "rule": "#e3dfd6",
    "paper": "#fdfcf9",
    "a": "#0b5c66",
    "b": "#9a5b13",
    "light": "#e9a23b",
    "late": "#a4262c",
    "land": "#d9d3c5",
}
FONTS = "Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, DejaVu Sans, sans-serif"


@dataclass(frozen=True, slots=True)
class Pen:
    """
    Draws on a ground of `height`; `width` is what a drawing that stands alone measures.

    `mirrored` turns left and right about, for charts without time in a language read from the right.
    """

    height: int
    width: int = 640
    standalone: bool = False
    mirrored: bool = False

    def fill(self, colour: str) -> str:
        """Return the attribute that fills with a colour by name."""
        return f'fill="{COLOURS[colour]}"' if self.standalone else f'class="f-{colour}"'

    def stroke(self, colour: str) -> str:
        """Return the attribute that draws a line in a colour by name."""
        return f'stroke="{COLOURS[colour]}"' if self.standalone else f'class="s-{colour}"'

    def both(self, fill: str, stroke: str) -> str:
        """Return the attributes of a filled shape with an edge."""
        if self.standalone:
            return f'fill="{COLOURS[fill]}" stroke="{COLOURS[stroke]}"'
        return f'class="f-{fill} s-{stroke}"'

    def across(self, share: float) -> str:
        """Return a place across the drawing, from 0 at the left to 1 at the right."""
        return self.wide(1 - share if self.mirrored else share)

    def wide(self, share: float) -> str:
        """Return a width as a share of the drawing's."""
        return short(share * self.width) if self.standalone else f"{short(share * 100)}%"

    def box(self, left: float, right: float, y: float, height: float, paint: str) -> str:
        """Return a rectangle between two shares of the width."""
        first = 1 - right if self.mirrored else left
        return (
            f'<rect x="{self.wide(first)}" y="{short(y)}" width="{self.wide(right - left)}" '
            f'height="{short(height)}" {paint}/>'
        )

    def level(self, y: float, colour: str = "rule") -> str:
        """Return a line from side to side."""
        return f'<line x2="{self.wide(1)}" y1="{short(y)}" y2="{short(y)}" {self.stroke(colour)}/>'

    def upright(self, share: float, top: float, bottom: float, colour: str = "rule") -> str:
        """Return a line from top to bottom at a share of the width."""
        x = self.across(share)
        return f'<line x1="{x}" x2="{x}" y1="{short(top)}" y2="{short(bottom)}" {self.stroke(colour)}/>'

    def words(
        self,
        share: float,
        y: float,
        text: object,
        *,
        anchor: str = "start",
        colour: str = "quiet",
        size: int = 13,
        bold: bool = False,
    ) -> str:
        """Return words at a place; `anchor` is as seen from where the reading begins."""
        if self.mirrored and anchor != "middle":
            anchor = "end" if anchor == "start" else "start"
        held = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="600"' if bold else ""
        return (
            f'<text x="{self.across(share)}" y="{short(y)}"{held}{weight} font-size="{size}" '
            f"{self.fill(colour)}>{escape(str(text))}</text>"
        )

    def drawing(self, title: str, desc: str, *parts: str) -> str:
        """Return the whole as an image with a name and a description."""
        head = f"<title>{escape(title)}</title>" + (f"<desc>{escape(desc)}</desc>" if desc else "")
        label = escape(f"{title}. {desc}" if desc else title)
        size = f'width="100%" height="{self.height}"'
        if self.standalone:
            size = (
                f'xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
                f'viewBox="0 0 {self.width} {self.height}" font-family="{FONTS}"'
            )
        return (
            f'<svg {size} direction="ltr" role="img" aria-label="{label}">{head}'
            f"{''.join(parts)}</svg>"
        )


def short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
