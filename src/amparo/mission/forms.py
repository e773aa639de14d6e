"""What is typed and chosen at the mission face: shape and length, and nothing decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from amparo.docket.procedure import Procedure
from amparo.registry.queries import sort_key

_MOST_PAGES = 10_000


class NarrowForm(forms.Form):
    """Which of the matters that are shared are listed, and on which page."""

    procedure = forms.ChoiceField(label=_("Procedure"), required=False)
    status = forms.ChoiceField(label=_("Standing"), required=False)
    asked = forms.BooleanField(label=_("Only where something is asked of you"), required=False)
    page = forms.IntegerField(min_value=1, max_value=_MOST_PAGES, required=False)

    def __init__(self, *args: Any, procedures: Iterable[Procedure], **options: Any) -> None:
        super().__init__(*args, **options)
        known = {one.name: one for one in procedures}
        chosen = known.get(self.data.get("procedure", ""))
        self.has_standings = chosen is not None
        titles = sorted(
            ((name, now(one.title)) for name, one in known.items()),
            key=lambda one: sort_key(one[1]),
        )
        standings = chosen.standings.items() if chosen else ()
        self._offer("procedure", titles)
        self._offer("status", [(name, now(title)) for name, title in standings])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer what depends on the language being spoken, and on what else was chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", now("all")), *choices]


class FileForm(forms.Form):
    """A file to be added to a matter."""

    file = forms.FileField(label=_("File"), max_length=255)
