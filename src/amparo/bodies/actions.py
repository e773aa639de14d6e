"""Writes of the bodies: the mechanisms, people, terms and offices that ship."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from amparo.core.words import gettext_noop as _
from amparo.registry.imports import FileRow, read_csv

from .models import Mechanism, MechanismName, Office, Person, Term

Progress = Callable[[str, int], None]

HELD = ("person", "mechanism", "from_on", "from_is", "until_on", "until_is", "source", "note")


@transaction.atomic
def load_shipped(progress: Progress = lambda _step, _rows: None, data: Path | None = None) -> None:
    """
    Load the mechanisms and their people that ship in `data/`; a second time changes nothing.

    The tables follow the files: what a file corrects is brought up to date. Needs the treaties of
    the registry. `progress` is told each step and its number of rows.
    """
    folder = (data or settings.DATA) / "bodies"
    rows = read_csv(
        folder / "mechanisms.csv",
        ("code", "kind", "treaty", "seats", "term_years", "established_by", "source"),
    ).checked()
    _put(Mechanism, ["code"], (_mechanism(row) for row in rows))
    progress(_("Mechanisms"), len(rows))
    rows = read_csv(folder / "mechanism_names.csv", ("code", "language", "name", "short")).checked()
    _put(
        MechanismName,
        ["mechanism", "language"],
        (
            {
                "mechanism_id": row["code"],
                "language": row["language"],
                "name": row["name"],
                "short": row["short"],
            }
            for row in rows
        ),
    )
    progress(_("Names of mechanisms"), len(rows))
    rows = read_csv(
        folder / "people.csv", ("slug", "name", "family_name", "aliases", "nationality")
    ).checked()
    _put(Person, ["slug"], (_person(row) for row in rows))
    progress(_("Office holders"), len(rows))
    rows = read_csv(folder / "terms.csv", (*HELD, "began")).checked()
    _put(
        Term,
        ["person", "mechanism", "from_on"],
        ({**_held(row), "began": row["began"]} for row in rows),
    )
    progress(_("Terms"), len(rows))
    rows = read_csv(folder / "offices.csv", (*HELD, "office", "portfolio")).checked()
    _put(
        Office,
        ["person", "mechanism", "office", "portfolio", "from_on"],
        ({**_held(row), "office": row["office"], "portfolio": row["portfolio"]} for row in rows),
    )
    progress(_("Offices"), len(rows))


def _mechanism(row: FileRow) -> dict[str, object]:
    return {
        "code": row["code"],
        "kind": row["kind"],
        "treaty_id": row["treaty"] or None,
        "seats": int(row["seats"]) if row["seats"] else None,
        "term_years": int(row["term_years"]) if row["term_years"] else None,
        "established_by": row["established_by"],
        "source": row["source"],
    }


def _person(row: FileRow) -> dict[str, object]:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "family_name": row["family_name"],
        "aliases": [alias for alias in row["aliases"].split("|") if alias],
        "nationality_id": row["nationality"] or None,
    }


def _held(row: FileRow) -> dict[str, object]:
    """Return what terms and offices share; it is taken as known on its first day."""
    first = date.fromisoformat(row["from_on"])
    return {
        "person_id": row["person"],
        "mechanism_id": row["mechanism"],
        "from_on": first,
        "from_is": row["from_is"],
        "until_on": date.fromisoformat(row["until_on"]),
        "until_is": row["until_is"],
        "entered_at": datetime.combine(first, time(), UTC),
        "source": row["source"],
        "note": row["note"],
    }


def _put(model: type[models.Model], key: list[str], rows: Iterable[dict[str, object]]) -> None:
    """Insert rows, or bring those with the same key up to date."""
    fields = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in key
    ]
    model._default_manager.bulk_create(
        [model(**row) for row in rows],
        update_conflicts=True,
        unique_fields=key,
        update_fields=fields,
    )
