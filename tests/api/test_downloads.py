"""The files of the snapshot: whole, in ranges, and what stays when another takes their place."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from amparo.publication import datasets, snapshot
from amparo.registry.models import State
from tests.gate import publish

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DATABASE = "/data/amparo-public.sqlite3"


@pytest.fixture
def taken(db: None, settings, tmp_path: Path) -> snapshot.Taken:
    """A snapshot of a store with two States."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    for iso3, iso2, m49 in (("PER", "PE", "604"), ("MOZ", "MZ", "508")):
        State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
    publish(NOW)
    return snapshot.take(NOW)


def body(answer) -> bytes:  # type: ignore[no-untyped-def]
    """Return all that was sent."""
    return b"".join(answer) if answer.streaming else answer.content


def test_the_database_opens_as_it_was_sent(taken, client: Client, tmp_path: Path):
    answer = client.get(DATABASE)
    (tmp_path / "mine.sqlite3").write_bytes(body(answer))

    with closing(sqlite3.connect(tmp_path / "mine.sqlite3")) as connection:
        names = connection.execute("SELECT iso3 FROM registry_state ORDER BY iso3").fetchall()
    assert names == [("MOZ",), ("PER",)]
    assert answer["Content-Type"] == "application/vnd.sqlite3"
    assert answer["Content-Disposition"] == 'attachment; filename="amparo-public.sqlite3"'
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_index_names_every_file_with_its_size_and_digest(taken, client: Client):
    said = client.get("/data/index.json").json()

    for file in (said["database"], *(one["parquet"] for one in said["datasets"])):
        held = body(client.get(file["path"]))
        assert (len(held), hashlib.sha256(held).hexdigest()) == (file["size"], file["sha256"])
    assert said["version"] == taken.version


def test_a_download_that_was_cut_off_goes_on(taken, client: Client):
    whole = client.get(DATABASE)
    held = body(whole)

    first = client.get(DATABASE, headers={"Range": "bytes=0-999"})
    rest = client.get(DATABASE, headers={"Range": "bytes=1000-", "If-Range": first["ETag"]})

    assert (first.status_code, first["Content-Range"]) == (206, f"bytes 0-999/{len(held)}")
    assert (rest.status_code, rest["Content-Length"]) == (206, str(len(held) - 1000))
    assert body(first) + body(rest) == held


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        pytest.param("bytes=0-0", 206, slice(0, 1), id="the first byte"),
        pytest.param("bytes=-5", 206, slice(-5, None), id="the last five"),
        pytest.param("bytes=-999999999", 206, slice(None), id="more at the end than there are"),
        pytest.param("bytes=5-999999999", 206, slice(5, None), id="beyond the end"),
        pytest.param("bytes=0-1,5-6", 200, slice(None), id="two at once, which is passed over"),
        pytest.param("bytes=-", 200, slice(None), id="nothing"),
        pytest.param("pages=1-2", 200, slice(None), id="another unit"),
        pytest.param("bytes=x-y", 200, slice(None), id="no numbers"),
    ],
)
def test_what_a_range_gives(taken, client: Client, asked, status, span):
    held = body(client.get(DATABASE))

    answer = client.get(DATABASE, headers={"Range": asked})

    assert (answer.status_code, body(answer)) == (status, held[span])


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=5-4", "bytes=-0"])
def test_a_range_that_is_not_there_is_refused_with_the_size(taken, client: Client, asked):
    answer = client.get(DATABASE, headers={"Range": asked})

    assert (answer.status_code, answer["Content-Range"]) == (
        416,
        f"bytes */{datasets.files()[datasets.DATABASE].size}",
    )


def test_a_range_of_a_file_that_was_replaced_is_the_whole_of_the_new_one(taken, client: Client):
    first = client.get(DATABASE, headers={"Range": "bytes=0-99"})
    State.objects.create(iso3="FRA", iso2="FR", m49="250", kind="member")
    publish(NOW)
    snapshot.take(NOW + timedelta(days=1))

    answer = client.get(DATABASE, headers={"Range": "bytes=100-", "If-Range": first["ETag"]})

    assert answer.status_code == 200
    assert hashlib.sha256(body(answer)).hexdigest() == datasets.files()[datasets.DATABASE].sha256


def test_whoever_has_the_file_is_told_so(taken, client: Client):
    etag = client.get(DATABASE)["ETag"]

    answer = client.get(DATABASE, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)


def test_a_head_says_how_large_it_is(taken, client: Client):
    answer = client.head(DATABASE)

    assert answer["Content-Length"] == str(datasets.files()[datasets.DATABASE].size)
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "path",
    ["/data/parquet/access_user.parquet", "/data/parquet/index.parquet"],
)
def test_nothing_else_is_given_out(taken, client: Client, path):
    assert client.get(path).status_code == 404


def test_before_the_first_snapshot_there_is_nothing(db, client: Client, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "none"

    paths = (DATABASE, "/data/index.json", "/data/parquet/registry_state.parquet")
    assert [client.get(one).status_code for one in paths] == [404, 404, 404]
    assert client.get("/api/v1/datasets").json() == {"items": [], "next": None}
    assert client.get("/api/v1/snapshot").status_code == 404


def test_the_api_says_what_every_column_means(taken, client: Client):
    said = client.get("/api/v1/datasets").json()["items"]
    one = client.get("/api/v1/datasets/registry_state", {"lang": "en"}).json()

    assert [table["name"] for table in said] == sorted(
        datasets.dataset(t["name"]).name for t in said
    )
    assert one["rows"] == 2
    assert {column["name"] for column in one["columns"]} == {"iso3", "iso2", "m49", "kind"}
    assert all(column["meaning"] for table in said for column in table["columns"])
    assert client.get("/api/v1/snapshot").json()["version"] == taken.version


def test_the_list_of_datasets_changes_with_the_snapshot(taken, client: Client):
    first = client.get("/api/v1/snapshot")
    unchanged = client.get("/api/v1/snapshot", headers={"If-None-Match": first["ETag"]})
    snapshot.take(NOW + timedelta(days=1))
    after = client.get("/api/v1/snapshot", headers={"If-None-Match": first["ETag"]})

    assert (unchanged.status_code, after.status_code) == (304, 200)
