"""The public store as files: what is in them, and how one takes the place of another."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.conf import settings

from amparo.core.errors import NotVisible
from amparo.docket.models import Act, Matter
from amparo.publication import datasets, snapshot
from amparo.publication.routing import is_public_table
from amparo.publication.snapshot.columns import columns_of
from amparo.publication.tables import COLUMNS_STAYING, STAYING, TABLES
from amparo.recommendations.models import Topic
from amparo.registry.models import State, StateName, Treaty
from tests.gate import publish

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    """A folder for snapshots, of this test alone."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    return settings.SNAPSHOTS


@pytest.fixture
def states(db: None) -> Iterator[None]:
    """Two States in the store, one with a name in Arabic."""
    for iso3, iso2, m49 in (("PER", "PE", "604"), ("MOZ", "MZ", "508")):
        State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
    StateName.objects.create(state_id="PER", language="ar", short="بيرو")
    return publish(NOW)


def test_every_public_table_goes_out_or_is_said_to_stay():
    there = {
        one._meta.label
        for one in apps.get_models()
        if is_public_table(one._meta.app_label, one._meta.model_name)
    }

    named = {one.model for one in TABLES}
    assert named & STAYING == set()
    assert named | STAYING == there


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_every_column_is_described_or_said_to_stay(table):
    described = [one.name for one in columns_of(table)]
    fields = {one.attname for one in apps.get_model(table.model)._meta.concrete_fields}

    assert described == list(table.columns)
    assert set(described) | COLUMNS_STAYING.get(table.model, set()) == fields


def test_both_kinds_of_file_hold_the_same_rows(states):
    snapshot.take(NOW)

    _file, path = datasets.place_of(datasets.DATABASE)
    with closing(sqlite3.connect(path)) as connection:
        named = connection.execute("SELECT state_id, language, short FROM registry_statename")
        assert named.fetchall() == [("PER", "ar", "بيرو")]
        listed = connection.execute("SELECT * FROM registry_state").fetchall()
    _file, path = datasets.place_of("parquet/registry_state.parquet")
    rows = pq.read_table(path).to_pylist()
    assert [tuple(one.values()) for one in rows] == listed
    assert sorted(one[0] for one in listed) == ["MOZ", "PER"]


def test_values_of_every_kind_come_through(states):
    Treaty.objects.using(settings.PUBLIC_STORE).create(
        code="OPCAT",
        mtdsg="IV-9-b",
        adopted_on=NOW.date(),
        in_force_on=NOW.date(),
    )
    Topic.objects.using(settings.PUBLIC_STORE).create(code="theme:A", names={"zh": "酷刑"})
    matter = Matter.objects.using(settings.PUBLIC_STORE).create(
        procedure="visit", reference="SPT/VISIT/PER/2025", state="PER"
    )
    Act(
        matter_id=matter.pk, number=1, kind="visit.programmed", on=NOW.date(), entered_at=NOW,
        recorded_at=NOW, fields='{"state":"PER"}',
    ).save(using=settings.PUBLIC_STORE)  # fmt: skip

    snapshot.take(NOW)

    def of(table: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = pq.read_table(
            datasets.place_of(f"parquet/{table}.parquet")[1]
        ).to_pylist()
        return rows

    assert [one["adopted_on"] for one in of("registry_treaty")] == [NOW.date()]
    assert [json.loads(one["names"]) for one in of("recommendations_topic")] == [{"zh": "酷刑"}]
    assert [(one["entered_at"], one["rectifies"]) for one in of("docket_act")] == [(NOW, None)]
    with closing(sqlite3.connect(datasets.place_of(datasets.DATABASE)[1])) as connection:
        told = connection.execute(
            "SELECT reference, \"on\", entered_at, json_extract(fields, '$.state') FROM docket_act"
            " JOIN docket_matter ON docket_matter.id = matter_id"
        ).fetchall()
    assert told == [("SPT/VISIT/PER/2025", "2026-06-01", "2026-06-01T12:00:00+00:00", "PER")]


def test_what_stands_in_the_inside_alone_is_in_no_file(states, folder):
    Matter.objects.create(procedure="visit", reference="SPT/VISIT/MOZ/2031", state="MOZ")

    snapshot.take(NOW)

    files = [one for one in folder.rglob("*") if one.is_file()]
    assert len(files) == 2 + len(TABLES)
    assert [one.name for one in files if b"SPT/VISIT/MOZ/2031" in one.read_bytes()] == []


def test_the_index_says_what_the_files_are(states, folder):
    taken = snapshot.take(NOW)

    found = datasets.latest()
    assert found is not None
    assert (found.version, found.made_at) == (taken.version, NOW)
    for name, file in datasets.files().items():
        held = datasets.place_of(name)[1].read_bytes()
        assert (len(held), hashlib.sha256(held).hexdigest()) == (file.size, file.sha256)
        assert file.path == f"/data/{name}"
    assert datasets.dataset("registry_state").rows == 2
    assert json.loads(datasets.index())["version"] == taken.version


def test_one_takes_the_place_of_another_and_who_reads_the_first_reads_on(states, folder):
    first = snapshot.take(NOW)
    with datasets.place_of(datasets.DATABASE)[1].open("rb") as reading:
        begun = reading.read(100)
        versions = [snapshot.take(NOW + timedelta(days=day)).version for day in (1, 2)]
        rest = reading.read()

    kept = sorted(one.name for one in folder.iterdir())
    assert kept == [*versions, datasets.INDEX]
    assert first.version not in kept
    assert begun.startswith(b"SQLite format 3")
    assert len(begun + rest) > len(begun)


def test_the_same_store_gives_the_same_files(states):
    snapshot.take(NOW)
    first = datasets.files()
    snapshot.take(NOW + timedelta(days=1))

    assert datasets.files() == first


def test_a_snapshot_that_fails_leaves_the_one_before(states, folder, monkeypatch):
    taken = snapshot.take(NOW)

    def full(*_values: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("amparo.publication.snapshot.writing.ParquetFile.flush", full)
    with pytest.raises(OSError, match="No space"):
        snapshot.take(NOW + timedelta(days=1))

    assert datasets.version() == taken.version
    assert sorted(one.name for one in folder.iterdir()) == [taken.version, datasets.INDEX]


def test_before_the_first_there_is_none():
    assert (datasets.latest(), datasets.version(), datasets.files()) == (None, "", {})
    for asked in (lambda: datasets.dataset("registry_state"), lambda: datasets.place_of("x")):
        with pytest.raises(NotVisible):
            asked()


@pytest.mark.parametrize("name", ["../index.json", "index.json", "parquet/../x", "", "/etc/passwd"])
def test_only_files_of_a_snapshot_are_given_out(states, name):
    snapshot.take(NOW)

    with pytest.raises(NotVisible):
        datasets.place_of(name)
