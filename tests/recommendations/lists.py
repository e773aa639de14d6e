"""Lists of recommendations for tests, in the forms they come in; nobody ever made these."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

OWN = {
    "source": "Ruritania watch",
    "number": "1",
    "state": "MOZ",
    "language": "en",
    "text": "Light the lanterns.",
    "by_body": "CAT",
    "by_state": "",
    "symbol": "CAT/C/MOZ/CO/9",
    "paragraph": "14",
    "on": "2031-02-03",
    "precision": "day",
    "response": "",
    "topics": "theme:torture; person:children; sdg:16.3",
}
REVIEW = {
    "id": "X-1",
    "state_under_review": "Mozambique",
    "sur_iso3": "MOZ",
    "recommending_state": "Senegal",
    "recommending_iso3": "SEN",
    "text": "Light the lanterns.",
    "language": "en",
    "response": "Accepted",
    "action_category": "4",
    "issues": "Detention; Women's rights; Lanterns",
    "upr_session": "10",
    "upr_cycle": "1",
    "kind": "recommendation",
}
BILINGUAL = {
    "id": "MAR-1",
    "sur_iso3": "MAR",
    "mechanism": "UPR",
    "body": "UPR",
    "body_fr": "",
    "recommending_state_fr": "Suède",
    "text_fr": "Allumer les lanternes.",
    "text_ar": "إضاءة الفوانيس.",
    "theme_fr": "la protection et la promotion des droits civils et politiques",
    "subtheme_fr": "La promotion du statut des prisonniers",
    "status_fr": "En cours",
}
LISTED = {
    "sur_iso3": "SVN",
    "upr_session": "34",
    "document_symbol": "A/HRC/98/15",
    "number": "115.1",
    "text": "Light the lanterns (Mozambique);",
    "language": "en",
    "position": "Supported",
    "themes": "Children: definition; general principles; protection; Conditions of detention",
    "affected_persons": "Children; Women & girls",
    "sdgs": "5;16",
}
INDEXED: dict[str, Any] = {
    "_id": "0a0c",
    "symbol": "E/C.12/AUS/CO/99",
    "body": "CESCR",
    "annotation_type": "Recommendations",
    "countries": ["Australia"],
    "themes": ["Land & property rights"],
    "affected_persons": ["Indigenous peoples"],
    "sdgs": ["16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", "1.4 - Equal rights to ownership"],
    "text": "Lanterns\n17. The Committee recommends lanterns.",
    "date": "2031-03-23",
    "upr_recommending_country": [],
}


def table(folder: Path, *rows: dict[str, str], name: str = "list.csv") -> Path:
    """Write a table; one whose name says so is packed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]])
    writer.writeheader()
    writer.writerows(rows)
    data = text.getvalue().encode()
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def records(folder: Path, *values: object) -> Path:
    """Write records as JSON."""
    path = folder / "list.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return path
