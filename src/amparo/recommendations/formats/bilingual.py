"""Recommendations to one State in French and Arabic, as a table that a State keeps for follow-up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..drafts import Draft
from .reading import Content, Found, Known, rows_of, words

_REVIEW = "UPR"
# Who speaks, by words of the name in French, where the table has no code.
_SPEAKERS = (
    ("torture", "SR-TORTURE"),
    ("droit à l’éducation", "SR-EDUCATION"),
    ("alimentation", "SR-FOOD"),
    ("racisme", "SR-RACISM"),
    ("migrants", "SR-MIGRANTS"),
    ("traite des êtres humains", "SR-TRAFFICKING"),
    ("détention arbitraire", "WGAD"),
    ("discrimination à l’égard des femmes", "WG-WOMEN"),
    ("droits culturels", "SR-CULTURE"),
    ("disparitions forcées", "WGEID"),
    ("solidarité internationale", "IE-SOLIDARITY"),
)
_THEMES = re.compile(r";\s*")


def is_it(content: Content) -> bool:
    """Test whether a file is in this form."""
    return content.has("id", "sur_iso3", "mechanism", "body_fr", "text_fr", "text_ar", "theme_fr")


def read(content: Content, known: Known) -> Found:
    """Return what a file in this form holds. What it says of follow-up is not an answer."""
    found = Found()
    for line, row in rows_of(content, found):
        wordings = {"fr": words(row["text_fr"]), "ar": words(row["text_ar"])}
        label = row.get("subtheme_fr") or row["theme_fr"]
        found.keep(
            Draft(
                line,
                f"Follow-up database ({row['sur_iso3']})",
                row["id"],
                row["sur_iso3"],
                {language: text for language, text in wordings.items() if text},
                by_body=_speaker(row, known),
                by_state=known.states.named(row.get("recommending_state_fr", "")),
                topics=tuple(known.labels.codes("theme", _THEMES.split(label))),
            ),
            known,
        )
    return found


def _speaker(row: Mapping[str, str], known: Known) -> str:
    code = row.get("body", "")
    if code == _REVIEW or code in known.bodies:
        return code
    name = row["body_fr"].replace("'", "’").lower()
    return next(
        (one for words_of, one in _SPEAKERS if words_of in name and one in known.bodies), ""
    )
