"""The Universal Human Rights Index, as JSON: one record for each annotation of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from amparo.core.words import gettext_noop as _
from amparo.registry.imports import problem

from ..drafts import Draft
from .reading import Content, Found, Known, words

SOURCE = "UHRI"
_NEEDED = {"_id", "symbol", "annotation_type", "countries", "themes", "text"}
_PARAGRAPH = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3})?)[.\s]", re.MULTILINE)
_LANGUAGE = re.compile(r"[a-z]{2}")


def is_it(content: Content) -> bool:
    """Test whether a file is in this form."""
    records = _records(content)
    return bool(records) and isinstance(records[0], dict) and set(records[0]) >= _NEEDED


def read(content: Content, known: Known) -> Found:
    """Return the recommendations of a file in this form; concerns are passed over."""
    found = Found()
    for number, record in enumerate(_records(content), start=1):
        if not isinstance(record, dict) or not set(record) >= _NEEDED:
            found.problems.append(
                problem(number, _("This record lacks fields that all others have."))
            )
        elif "recommendation" not in str(record["annotation_type"]).lower():
            found.passed_over += 1
        else:
            _take(number, record, known, found)
    return found


def _records(content: Content) -> list[Any]:
    return content.values if isinstance(content.values, list) else []


def _take(number: int, record: Mapping[str, Any], known: Known, found: Found) -> None:
    states = [(name, known.states.named(str(name))) for name in record["countries"] or [""]]
    text = words(str(record["text"]))
    paragraph = _PARAGRAPH.search(text)
    others = [known.states.named(str(one)) for one in record.get("upr_recommending_country") or ()]
    for name, state in states:
        if not state:
            found.problems.append(problem(number, _("There is no State {code}."), code=name))
            continue
        found.keep(
            Draft(
                number,
                SOURCE,
                str(record["_id"]) + (f" {state}" if len(states) > 1 else ""),
                state,
                {_language(record): text},
                by_body=_body(record),
                by_state=others[0] if len(others) == 1 else "",
                symbol=str(record["symbol"] or ""),
                paragraph=paragraph[1] if paragraph is not None else "",
                on=_day(record.get("date")),
                response=str(record.get("response") or ""),
                topics=tuple(_topics(record, known)),
            ),
            known,
        )


def _topics(record: Mapping[str, Any], known: Known) -> list[str]:
    labels = known.labels
    codes = [
        *labels.codes("theme", map(str, record["themes"] or ())),
        *labels.codes("person", map(str, record.get("affected_persons") or ())),
        *labels.goals(map(str, record.get("sdgs") or ())),
    ]
    return list(dict.fromkeys(codes))


def _body(record: Mapping[str, Any]) -> str:
    return str(record.get("body") or "").removeprefix("- ").strip()


def _language(record: Mapping[str, Any]) -> str:
    language = str(record.get("language") or "en")[:2].lower()
    return language if _LANGUAGE.fullmatch(language) else "en"


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said)[:10])
    except ValueError:
        return None
