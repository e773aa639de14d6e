"""Matters as rows of a list, in the reader's language: each word is looked up once for a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from amparo.access.rules.need_to_know import is_within
from amparo.core.confidentiality import Confidentiality
from amparo.core.pages import share_gone
from amparo.core.wording import days, times_left
from amparo.desk.docket.lines import spoken_names
from amparo.docket.listing import Listed
from amparo.docket.openness import public_since
from amparo.docket.wording import title_in_words


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit that runs: what it is and its day, how long is left, how many per cent are gone."""

    says: Markup
    left: str
    is_late: bool
    gone: int


@dataclass(frozen=True, slots=True)
class Row:
    """
    A matter in a list, under its title.

    `due` is the time limit that ends first. `public` says since when the world may know of it;
    `is_sealed` that the reader does not read what is confidential in it.
    """

    matter: Listed
    title: str
    state_name: str
    standing: str
    kind: str
    last_act: Markup
    due: Due | None
    public: Markup | None
    is_sealed: bool


class Rows:
    """What makes rows of matters, in the language being spoken as it was made."""

    def __init__(self, today: date) -> None:
        self.names = spoken_names()
        self._today = today
        self._day, self._left = days(), times_left()
        self._titles: dict[str, str] = {"": ""}
        self._due = _("%(limit)s: due %(day)s")
        self._last_act = _("Last act: %(day)s")
        self._public = _("public since %(day)s")

    def of(self, found: Collection[Listed]) -> list[Row]:
        """Return matters as rows; what of them is public is asked of all at once."""
        public = public_since(found, self._today)
        return [self.row(one, public.get(one.reference)) for one in found]

    def row(self, one: Listed, public: date | None = None) -> Row:
        """Return a matter as a row."""
        return Row(
            matter=one,
            title=titled(one, self.names),
            state_name=self.names.get(one.state, ""),
            standing=self._titled(one.standing_title),
            kind=self._titled(one.procedure.title),
            last_act=self._dated(self._last_act, one.last_on),
            due=self._due_of(one),
            public=self._dated(self._public, public) if public else None,
            is_sealed=not is_within(Confidentiality.CONFIDENTIAL, one.level),
        )

    def _titled(self, text: str) -> str:
        if text not in self._titles:
            self._titles[text] = _(text)
        return self._titles[text]

    def _dated(self, sentence: str, day: date | None) -> Markup:
        said = {"day": self._day(day, "day") if day else ""}
        return Markup(sentence % said)  # noqa: S704  (of catalogs and of days)

    def _due_of(self, one: Listed) -> Due | None:
        if one.clock is None:
            return None
        on = one.clock.due_on
        title = self._titled(one.procedure.clock(one.clock.name).title)
        said = {"limit": escape(title), "day": self._day(on, "day")}
        return Due(
            says=Markup(self._due % said),  # noqa: S704  (of catalogs, and escaped)
            left=self._left(on, self._today),
            is_late=one.clock.is_late(self._today),
            gone=share_gone(one.clock.starts_on, on, self._today),
        )


def titled(one: Listed, names: dict[str, str]) -> str:
    """Return the title of a matter in a list."""
    return title_in_words(one.procedure, one.reference, one.naming, one.facts, one.opened_on, names)
