"""UPR Info's list of recommendations of the Universal Periodic Review, as a table."""

from __future__ import annotations

from ..drafts import Draft
from ..sessions import held_in
from .reading import Content, Found, Known, rows_of, words

SOURCE = "UPR Info"
BODY = "UPR"


def is_it(content: Content) -> bool:
    """Test whether a file is in this form."""
    return content.has("id", "sur_iso3", "recommending_iso3", "text", "issues", "upr_session")


def read(content: Content, known: Known) -> Found:
    """Return what a file in this form holds."""
    found = Found()
    for line, row in rows_of(content, found):
        session = row["upr_session"]
        found.keep(
            Draft(
                line,
                SOURCE,
                row["id"],
                row["sur_iso3"],
                {row.get("language") or "en": words(row["text"])},
                by_body=BODY,
                by_state=row["recommending_iso3"],
                on=held_in(int(session)) if session.isdecimal() else None,
                precision="year",
                response=row.get("response", ""),
                topics=tuple(known.labels.codes("theme", row["issues"].split(";"))),
            ),
            known,
        )
    return found
