"""Which lines are items of a list: those whose letters or numbers follow one another."""

from __future__ import annotations

from .openings import Opening, Style


class Lists:
    """The lists open at a place, the innermost last: of each its style, its sign and its last value."""

    def __init__(self) -> None:
        self.open: list[tuple[Style, str, int]] = []
        self.level = 0
        self.value = 0
        self.style = Style.BULLET
        self.is_new = False
        self.skipped = 0

    def takes(self, opening: Opening, *, is_sure: bool, after: Opening | None = None) -> bool:
        """
        Test whether this opens an item, and note its level, style and value if it does.

        The next in any open list, the innermost first; or the first of a new one. Where the layout
        says that something begins, an item may also be missing before it. `after` opens the item
        that comes next: an (i) after (h) is a numeral if (ii) follows.
        """
        if opening.style is Style.BULLET:
            return self._bullet(opening)
        is_numeral = opening.as_style(Style.SMALL_ROMAN) == 1 and _is_second(after)
        for depth in range(len(self.open), 0, -1):
            style, _sign, value = self.open[depth - 1]
            if opening.as_style(style) == value + 1 and not (is_numeral and style is Style.LOWER):
                return self._at(depth, style, value + 1)
        for style, value in opening.values:
            if value == 1:
                return self._begin(style)
        if not is_sure:
            return False
        for depth in range(len(self.open), 0, -1):
            style, _sign, value = self.open[depth - 1]
            told = opening.as_style(style)
            if told > value:
                self.skipped = told - value - 1
                return self._at(depth, style, told)
        return False

    def _bullet(self, opening: Opening) -> bool:
        for depth in range(len(self.open), 0, -1):
            if self.open[depth - 1][1] == opening.printed:
                return self._at(depth, Style.BULLET, self.open[depth - 1][2] + 1, opening.printed)
        self.open.append((Style.BULLET, opening.printed, 0))
        return self._at(len(self.open), Style.BULLET, 1, opening.printed, is_new=True)

    def _begin(self, style: Style) -> bool:
        """Begin a list: inside the innermost, or in the place of one of the same style."""
        for depth, (one, _sign, _value) in enumerate(self.open, 1):
            if one is style:
                return self._at(depth, style, 1, is_new=True)
        self.open.append((style, "", 0))
        return self._at(len(self.open), style, 1, is_new=True)

    def _at(
        self, depth: int, style: Style, value: int, sign: str = "", *, is_new: bool = False
    ) -> bool:
        del self.open[depth:]
        self.open[depth - 1] = (style, sign, value)
        self.level, self.style, self.value, self.is_new = depth, style, value, is_new
        return True


def _is_second(opening: Opening | None) -> bool:
    return opening is not None and opening.as_style(Style.SMALL_ROMAN) == 2
