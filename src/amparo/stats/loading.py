"""Loading everything that ships, in the order in which one thing needs another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from amparo.access.permissions import RECORD_LOADER
from amparo.bodies import actions as bodies_actions
from amparo.docket import actions as docket_actions
from amparo.docket import checkpoints, records
from amparo.docket.actions import Draft, RecordRefused
from amparo.docket.models import Act, Matter
from amparo.npms.actions import open_from_deposits
from amparo.recommendations import actions as recommendations_actions
from amparo.registry import actions as registry_actions
from amparo.registry.enums import StateKind
from amparo.registry.importers import unknown_states
from amparo.registry.models import State, Treaty, TreatyAction

from . import actions
from .models import PublishedAggregate

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the system holds once everything that ships is loaded."""

    states: int
    treaties: int
    treaty_actions: int
    dockets: int
    acts: int
    aggregates: int


def rows_that_ship(folder: Path | None = None) -> int:
    """Return how many lines of data ship: how long loading will be."""
    return sum(_lines(path) for path in _files(folder or settings.DATA))


def load_everything(
    *, now: datetime, progress: Progress = lambda _rows: None, folder: Path | None = None
) -> Loaded:
    """
    Load what ships: States, treaties, bodies, topics, dockets and their acts, published aggregates.

    A second time changes nothing. A checkpoint is taken at the end if dockets have grown.

    :raises RecordRefused: naming every act of the record that cannot be entered; the reference
        data stays loaded.
    """
    data = folder or settings.DATA
    registry_actions.load_shipped(lambda _step, rows: progress(rows), data)
    bodies_actions.load_shipped(lambda _step, rows: progress(rows), data)
    recommendations_actions.load_topics(progress, folder=data)
    open_from_deposits(by=RECORD_LOADER, at=now)
    load_acts(data / "record", now=now, progress=progress)
    actions.load_shipped(progress, folder=data / "published")
    checkpoints.take(at=now)
    return held()


def load_acts(folder: Path, *, now: datetime, progress: Progress = lambda _acts: None) -> int:
    """
    Enter the acts of every record file in a folder, all or none, and return how many were new.

    A docket may be told in several files.

    :raises RecordRefused: naming file, line and reason for each act that cannot be entered.
    """
    drafts: list[Draft] = []
    problems = []
    for path in sorted(folder.glob("*.jsonl")):
        read, wrong = records.read(path, now=now)
        drafts += read
        problems += [(one.where, one.refusal) for one in wrong]
    problems += unknown_states(drafts)
    if problems:
        raise RecordRefused(problems)
    return docket_actions.load(drafts, by=RECORD_LOADER, at=now, progress=progress)


def held() -> Loaded:
    """Return how much there is of everything that ships."""
    return Loaded(
        states=State.objects.exclude(kind=StateKind.ORGANIZATION).count(),
        treaties=Treaty.objects.count(),
        treaty_actions=TreatyAction.objects.count(),
        dockets=Matter.objects.count(),
        acts=Act.objects.count(),
        aggregates=PublishedAggregate.objects.count(),
    )


def _files(folder: Path) -> Iterator[Path]:
    for name in ("states", "treaties", "bodies", "topics", "record", "published"):
        yield from (folder / name).glob("*.csv")
        yield from (folder / name).glob("*.jsonl")


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _line in file)
