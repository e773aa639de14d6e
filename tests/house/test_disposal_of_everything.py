"""
Everything that is due is disposed of at once: no figure moves, and nothing sealed is read again.

Over the whole shipped record, with sealed content in its old visits and reports, in a copy of the
data made before and with a copy of the keys made before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command

from amparo.access.permissions import Actor, Post, Role
from amparo.core.errors import NotVisible, Refused
from amparo.core.measures import MEASURES, AsAt
from amparo.core.records import plain
from amparo.docket import actions, attachments, disposal, reading, sealing
from amparo.docket.models import Act, Matter
from amparo.docket.published import latest_acts, next_clocks, public_dockets
from amparo.docket.records import end_of
from amparo.docket.verification import verify
from amparo.stats import figures
from amparo.stats.loading import load_everything
from amparo.stats.report import as_json, spt
from amparo.vault import backups, keystore
from amparo.vault.envelope import Unreadable
from amparo.vault.files import store
from amparo.vault.keystore import KeyDestroyed
from amparo.vault.models import File, WrappedKey
from amparo.visits.procedures import report, visit

from . import copies
from .traces import Secret, found_in, sentence, words

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
# By then the thirty years of every visit and every report are over.
LATER = datetime(2070, 6, 1, 12, tzinfo=UTC)
AFTERWARDS = datetime(2070, 12, 31, 12, tzinfo=UTC)
YEARS = (2019, 2025)
FRAMES = [
    AsAt(date(2025, 12, 31), NOW, date(2025, 1, 1)),
    AsAt(date(2019, 12, 31), datetime(2020, 3, 16, 23, tzinfo=UTC), date(2019, 1, 1)),
    AsAt(AFTERWARDS.date(), AFTERWARDS, date(2007, 1, 1)),
]
# Measures that no report and no published figure asks for with the choices that they need.
NOWHERE_ASKED = [
    ("annual_report.committee_days", {"year": "2025"}),
    ("bodies.office_holders", {"office": "chair"}),
    ("cooperation.states_named", {"event": "SPT/EVENT/2019/DIALOGUES"}),
]
REGISTRAR = Actor("registrar", (Post(Role.REGISTRAR),))
KEEPER = Actor("keeper", (Post(Role.CUSTODIAN_OF_IDENTITIES),))
SECRETS = [Secret("the sealed content", one) for one in words("the sealed content")]


@dataclass(repr=False)
class Told:
    """What was so before everything was disposed of, and what is so afterwards."""

    sealed_acts: int
    disposed: list[str]
    before: dict[str, str]
    after: dict[str, str]
    readable_before: bytes
    readable_after: bytes
    findings: list[object]
    rebuilt: str
    keys_restored: list[backups.Restored]
    destroyed: tuple[int, int, int]
    old_copy: dict[str, object]


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, keys: Path, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Told]:
    """The whole story, written for good: copies are made of what is on the disk."""
    folder = tmp_path_factory.mktemp("copies")
    with django_db_blocker.unblock():
        copies.empty()
        try:
            yield _tell(folder)
        finally:
            copies.empty()


def _tell(folder: Path) -> Told:
    load_everything(now=NOW)
    for matter in Matter.objects.filter(procedure__in=("visit", "visit_report")):
        _seal_something_into(matter)
    before, readable = _counted(), _readable()
    data = copies.backup(folder)
    kept_keys, _count = backups.back_up(folder / "keys", at=NOW)

    disposed = [one.reference for one in disposal.due(LATER.date())]
    for reference in disposed:
        matter = Matter.objects.get(reference=reference)
        disposal.dispose(matter, by=REGISTRAR, at=LATER)
    after, rebuilt = _counted(), StringIO()
    call_command("rebuild", "--check", stdout=rebuilt)
    findings, readable_after = list(verify()), _readable()

    destroyed = [_destroyed()]
    restored = [backups.restore(kept_keys, at=AFTERWARDS)]
    destroyed.append(_destroyed())
    WrappedKey.objects.all().delete()  # the key store is lost, and brought back from the old copy
    restored.append(backups.restore(kept_keys, at=AFTERWARDS))
    destroyed.append(_destroyed())

    copies.put_back(data)
    return Told(
        sealed_acts=Act.objects.filter(sealed__isnull=False).count(),
        disposed=disposed,
        before=before,
        after=after,
        readable_before=readable,
        readable_after=readable_after,
        findings=findings,
        rebuilt=rebuilt.getvalue(),
        keys_restored=restored,
        destroyed=(destroyed[0], destroyed[1], destroyed[2]),
        old_copy=_read_from_the_old_copy(disposed),
    )


def _seal_something_into(matter: Matter) -> None:
    """Enter into an old docket what its procedure seals there, on days of its past, and a file."""
    said = sentence("the sealed content")
    if matter.procedure == "visit":
        conducted = matter.acts.filter(kind="visit.conducted").first()
        if conducted is None:
            return
        eve = conducted.on - timedelta(days=1)
        _enter(matter, visit.PREPARED(nationalities=["ABW", "AIA"], places=[said]), eve)
        if _enter(matter, visit.BEGUN(), eve):
            _enter(matter, visit.DEBRIEFED(observations=said), eve)
        interviewed = visit.INTERVIEWED(person=[said], where=said, account=said, may_be_named=False)
        assert _enter(matter, interviewed, matter.last_on)
    else:
        content = report.REPLY_RECEIVED if matter.next_due_on else report.DIALOGUE_HELD
        assert _enter(matter, content(content=said), matter.last_on)
    attachments.attach(matter.reference, f"{said}.txt", said.encode(), by=REGISTRAR, at=NOW)


def _enter(matter: Matter, content: Any, on: date | None) -> bool:
    """Enter an act if it may stand there; where the record knows no day before, it may not."""
    assert on is not None
    try:
        actions.enter(matter, content, on=on, by=REGISTRAR, at=NOW)
    except Refused:
        return False
    return True


# What is counted, and what is shown to the world.


def _counted() -> dict[str, str]:
    """Return every figure, both reports and every public docket, as text."""
    cache.clear()
    found = {f"report {year}": _report(year) for year in YEARS}
    for name, choices, frame in _asked("".join(found.values())):
        found[f"{name} {sorted(choices.items())} {frame}"] = _figure(name, choices, frame)
    references = list(Matter.objects.order_by("reference").values_list("reference", flat=True))
    for today in (NOW.date(), AFTERWARDS.date()):
        for shown in public_dockets(references, today=today):
            found[f"{shown.reference} on {today}"] = repr(plain(shown))
        latest = latest_acts(20, today=today, on=today, known_at=end_of(today))
        found[f"latest acts on {today}"] = repr(plain(latest))
        found[f"next clocks on {today}"] = repr(plain(next_clocks(20, today=today)))
    return found


def _report(year: int) -> str:
    return as_json.render(spt.build(year, today=NOW.date())).decode()


def _asked(reports: str) -> Iterator[tuple[str, dict[str, str], AsAt]]:
    """Yield every measure in every frame, with every choice that a report or a published figure makes."""
    asked: dict[str, list[dict[str, str]]] = {name: [{}] for name in MEASURES}
    for name, choices in (*_in_reports(reports), *_in_published_figures(), *NOWHERE_ASKED):
        if choices not in asked[name]:
            asked[name].append(choices)
    for name, all_choices in sorted(asked.items()):
        for choices in all_choices:
            for frame in FRAMES:
                yield name, choices, frame


def _in_reports(reports: str) -> Iterator[tuple[str, dict[str, str]]]:
    found = re.findall(r'"measure": "([^"]+)",\s*"choices": (\{[^}]*\})', reports)
    yield from ((name, json.loads(choices)) for name, choices in found)


def _in_published_figures() -> Iterator[tuple[str, dict[str, str]]]:
    for one in figures.mapped_figures().values():
        if one.measure:
            yield one.measure, dict(one.choices)


def _figure(name: str, choices: dict[str, str], frame: AsAt) -> str:
    try:
        return repr(plain(MEASURES[name](frame, **choices)))
    except (Refused, TypeError) as refusal:  # asked without a choice that it needs
        return f"refused: {refusal}"


# What is read.


def _readable() -> bytes:
    """Return all that whoever reads the most can read of these dockets and their files."""
    said: list[object] = []
    for matter in Matter.objects.filter(procedure__in=("visit", "visit_report")):
        seen = reading.docket_for(KEEPER, matter.reference, at=NOW)
        said += [seen.facts, [act.fields for act in seen.acts]]
        for one in attachments.attached(KEEPER, matter.reference, at=NOW):
            file = attachments.file_for(KEEPER, matter.reference, one.id, at=NOW)
            said += [one.name, b"".join(store.open_file(file)).decode()]
    return repr(said).encode()


def _destroyed() -> int:
    return WrappedKey.objects.filter(destroyed_at__isnull=False, wrapped=b"").count()


def _read_from_the_old_copy(disposed: list[str]) -> dict[str, object]:
    """Return what is read of the data as it was before, with the key store of today."""
    matters = list(Matter.objects.filter(reference__in=disposed))
    matters_by_key = {one.key: one.reference for one in matters}
    living = [keystore.key_of(holder) for holder in keystore.holders()]
    opened: list[object] = []
    refused = 0
    for matter in matters:
        for act in matter.acts.filter(sealed__isnull=False):
            for key in living:
                try:
                    opened.append(sealing.open_act(key, matter.key, act.number, bytes(act.sealed)))
                except Unreadable:
                    refused += 1
    for file in File.objects.filter(holder__in=[one.key for one in matters]):
        reference = matters_by_key[file.holder]
        for read in (
            lambda file=file: file.name,
            lambda file=file: store.open_file(file),
            lambda file=file, reference=reference: attachments.file_for(
                KEEPER, reference, file.pk, at=NOW
            ),
        ):
            try:
                opened.append(read())
            except (KeyDestroyed, NotVisible):
                refused += 1
    return {
        "sealed facts": sum(one.sealed is not None for one in matters),
        "marked as disposed of": sum(one.disposed_on is not None for one in matters),
        "shown": _shown(matters),
        "opened": opened,
        "refused": refused,
        "living keys": len(living),
    }


def _shown(matters: list[Matter]) -> bytes:
    said: list[object] = []
    for one in matters:
        said.append(reading.docket_for(KEEPER, one.reference, at=NOW).acts)
        said.append(attachments.attached(KEEPER, one.reference, at=NOW))
    return repr(said).encode()


def test_there_was_something_to_lose(told: Told):
    assert len(told.disposed) > 40
    assert told.sealed_acts > len(told.disposed)
    assert found_in(told.readable_before, SECRETS) == ["the sealed content"]
    assert told.readable_before.count(SECRETS[0].text.encode()) > 3 * len(told.disposed)  # type: ignore[union-attr]


def test_every_measure_gives_a_figure_in_some_frame(told: Told):
    counted = {
        name.partition(" ")[0] for name, said in told.before.items() if said[:8] != "refused:"
    }

    assert sorted(set(MEASURES) - counted) == []


def test_every_figure_both_reports_and_all_that_is_public_are_as_before_to_the_byte(told: Told):
    assert len(told.before) > 1_000
    assert told.after.keys() == told.before.keys()
    assert [name for name, said in told.before.items() if told.after[name] != said] == []


def test_dockets_verify_and_their_projections_are_those_of_their_acts(told: Told):
    assert told.findings == []
    assert told.rebuilt.endswith("0 differences.\n")


def test_what_was_sealed_can_be_read_no_more(told: Told):
    assert told.readable_after != b"[]"
    assert found_in(told.readable_after, SECRETS) == []


def test_a_copy_of_the_data_made_before_reads_nothing(told: Told):
    old = told.old_copy

    # It is the old copy: all that was sealed is there, and no word of a disposal.
    assert old["marked as disposed of"] == 0
    assert old["sealed facts"] == len(told.disposed)
    assert told.sealed_acts > len(told.disposed)
    assert old["living keys"] != 0
    assert old["refused"] > told.sealed_acts  # type: ignore[operator]
    assert old["opened"] == []
    assert found_in(old["shown"], SECRETS) == []  # type: ignore[arg-type]


def test_a_copy_of_the_keys_made_before_brings_none_back(told: Told):
    beside_the_store, after_its_loss = told.keys_restored

    assert told.destroyed == (len(told.disposed),) * 3
    assert (beside_the_store.restored, beside_the_store.kept_destroyed) == (0, 0)
    assert after_its_loss.kept_destroyed == len(told.disposed)
    assert after_its_loss.restored > 0
