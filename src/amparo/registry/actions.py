"""
Writes of the registry: taking in files of treaty actions, and the reference data that ships.

Both go the same way: read strictly, check against the record, write in one transaction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from amparo.core.words import gettext_noop as _

from .imports import FileRefused, Sheet, importer, read_csv
from .models import (
    ProcedureDeclaration,
    State,
    StateGroup,
    StateName,
    Treaty,
    TreatyAction,
    TreatyTitle,
)
from .queries import actions as actions_on_record
from .rules import treaty_file
from .rules.participation import Step

Progress = Callable[[str, int], None]

AT_ONCE = 1_000


@importer(
    "treaty-actions",
    title=_("Signatures, ratifications, accessions, successions and denunciations of treaties"),
    columns=treaty_file.COLUMNS,
    optional=treaty_file.OPTIONAL,
)
def import_treaty_actions(path: Path, now: datetime) -> int:
    """
    Take in a file of treaty actions; return how many were new.

    :raises FileRefused: if anything in it is wrong; then nothing of it was imported.
    """
    return _take_in(read_csv(path, treaty_file.COLUMNS, treaty_file.OPTIONAL), now=now)


def load_shipped(progress: Progress = lambda _step, _rows: None, data: Path | None = None) -> None:
    """
    Load the States and treaties that ship in `data/`; a second time changes nothing.

    Names, codes and groups follow the files. Treaty actions are only ever added: one that a file
    corrects names the day it `rectifies`. `progress` is told each step and its number of rows.
    """
    folder = data or settings.DATA
    with transaction.atomic():
        _load_states(folder / "states", progress)
        _load_groups(folder / "states", progress)
        _load_treaties(folder / "treaties", progress)


@transaction.atomic
def load_fictitious_states(folder: Path) -> None:
    """Load States that do not exist, for demonstration, with their names in six languages."""
    _load_states(folder, lambda _step, _rows: None)


@transaction.atomic
def _take_in(sheet: Sheet, *, now: datetime, known_then: bool = False) -> int:
    entries, problems = treaty_file.check_rows(sheet.rows, _known(now, known_then=known_then))
    if problems or sheet.problems:
        raise FileRefused(sheet.path, [*sheet.problems, *problems])
    for entry in entries:
        if entry.rectifies:
            TreatyAction.objects.filter(
                treaty=entry.treaty,
                state=entry.state,
                kind=entry.step.kind,
                on=entry.rectifies,
                rectified_at=None,
            ).update(rectified_at=entry.entered_at)
    TreatyAction.objects.bulk_create(
        [
            TreatyAction(
                treaty_id=entry.treaty,
                state_id=entry.state,
                kind=entry.step.kind,
                on=entry.step.on,
                takes_effect_on=entry.step.takes_effect_on,
                entered_at=entry.entered_at,
                source=entry.source,
                note=entry.note,
            )
            for entry in entries
        ],
        batch_size=AT_ONCE,
    )
    return len(entries)


def _known(now: datetime, *, known_then: bool) -> treaty_file.Known:
    steps: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for action in actions_on_record(known_at=now):
        steps[action.treaty, action.iso3].append(action.step)
    return treaty_file.Known(
        states=frozenset(State.objects.values_list("iso3", flat=True)),
        treaties=dict(Treaty.objects.values_list("code", "adopted_on")),
        steps=steps,
        now=now,
        known_then=known_then,
    )


def _load_states(folder: Path, progress: Progress) -> None:
    rows = read_csv(folder / "states.csv", ("iso3", "iso2", "m49", "kind")).checked()
    _put(State, ["iso3"], (dict(row.cells) for row in rows))
    progress(_("States"), len(rows))
    rows = read_csv(
        folder / "names.csv", ("iso3", "language", "short", "article", "formal", "source")
    ).checked()
    _put(
        StateName,
        ["state", "language"],
        (
            {
                "state_id": row["iso3"],
                "language": row["language"],
                "short": row["short"],
                "article": row["article"],
                "formal": row["formal"],
            }
            for row in rows
        ),
    )
    progress(_("Names of States"), len(rows))


def _load_groups(folder: Path, progress: Progress) -> None:
    rows = read_csv(
        folder / "groups.csv", ("iso3", "group", "valid_from", "valid_until", "source", "note")
    ).checked()
    _replace(
        StateGroup,
        (
            {
                "state_id": row["iso3"],
                "group": row["group"],
                "valid_from": _day(row["valid_from"]),
                "valid_until": _day(row["valid_until"]),
                "source": row["source"],
                "note": row["note"],
            }
            for row in rows
        ),
    )
    progress(_("Regional groups"), len(rows))


def _load_treaties(folder: Path, progress: Progress) -> None:
    columns = (
        "code",
        "mtdsg",
        "adopted_on",
        "adopted_at",
        "in_force_on",
        "in_force_article",
        "registration",
    )
    printed = ("printed_signatories", "printed_parties", "printed_as_at", "source")
    rows = read_csv(folder / "treaties.csv", (*columns, *printed)).checked()
    _put(
        Treaty,
        ["code"],
        (
            {column: row[column] for column in columns}
            | {"adopted_on": _day(row["adopted_on"]), "in_force_on": _day(row["in_force_on"])}
            for row in rows
        ),
    )
    progress(_("Treaties"), len(rows))
    rows = read_csv(folder / "titles.csv", ("code", "language", "title", "short")).checked()
    _put(
        TreatyTitle,
        ["treaty", "language"],
        (
            {
                "treaty_id": row["code"],
                "language": row["language"],
                "title": row["title"],
                "short": row["short"],
            }
            for row in rows
        ),
    )
    progress(_("Titles of treaties"), len(rows))
    for name in ("actions.csv", "denunciations.csv"):
        added = _take_in_new(folder / name)
        progress(_("Treaty actions"), added)
    progress(_("Declarations"), _load_declarations(folder / "declarations.csv"))


def _take_in_new(path: Path) -> int:
    """Take in the rows of a shipped file that are not on record yet, rectified ones included."""
    on_record = {
        (treaty, state, kind, on.isoformat())
        for treaty, state, kind, on in TreatyAction.objects.values_list(
            "treaty_id", "state_id", "kind", "on"
        )
    }
    sheet = read_csv(path, treaty_file.COLUMNS, treaty_file.OPTIONAL)
    fresh = tuple(
        row
        for row in sheet.checked()
        if (row["treaty"], row["state"], row["action"], row["on"]) not in on_record
    )
    return _take_in(replace(sheet, rows=fresh), now=timezone.now(), known_then=True)


def _load_declarations(path: Path) -> int:
    rows = read_csv(path, ("treaty", "state", "article", "on", "source", "note")).checked()
    ProcedureDeclaration.objects.bulk_create(
        [
            ProcedureDeclaration(
                treaty_id=row["treaty"],
                state_id=row["state"],
                article=row["article"],
                on=date.fromisoformat(row["on"]),
                entered_at=datetime.combine(date.fromisoformat(row["on"]), time(), UTC),
                source=row["source"],
                note=row["note"],
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    return len(rows)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _put(model: type[models.Model], key: list[str], rows: Iterable[dict[str, object]]) -> None:
    """Insert rows, or bring those with the same key up to date."""
    objects = [model(**row) for row in rows]
    fields = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in key
    ]
    model._default_manager.bulk_create(
        objects, update_conflicts=True, unique_fields=key, update_fields=fields
    )


def _replace(model: type[models.Model], rows: Iterable[dict[str, object]]) -> None:
    """Make a table hold exactly these rows; nothing refers to them. Unchanged rows stay."""
    wanted = [tuple(sorted(row.items())) for row in rows]
    columns = [name for name, _value in wanted[0]] if wanted else []
    present = {
        tuple(zip(columns, values, strict=True)): pk
        for pk, *values in model._default_manager.values_list("pk", *columns)
    }
    gone = [pk for row, pk in present.items() if row not in set(wanted)]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    model._default_manager.bulk_create([model(**dict(row)) for row in wanted if row not in present])
