"""The client against a site that runs: records, lists to their end, refusals, files."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from amparo.client import Amparo, AmparoError, NotFound, Refused


def test_a_list_is_gone_through_to_its_end_with_days_as_days(amparo: Amparo):
    parties = list(amparo.participation("OPCAT", on="2025-12-31"))

    france = next(one for one in parties if one.iso3 == "FRA")
    assert (france.name, france.since) == ("France", date(2008, 11, 11))
    assert [one.iso3 for one in parties] == sorted({one.iso3 for one in parties})
    treaty = next(one for one in amparo.treaties(on="2025-12-31") if one.code == "OPCAT")
    assert len(parties) == treaty.parties + treaty.signatories
    assert treaty.parties > 90


def test_pages_of_any_size_are_the_same_list(amparo: Amparo, monkeypatch):
    whole = list(amparo.acts(procedure="visit"))
    monkeypatch.setattr("amparo.client.client._PAGE", 7)

    assert list(amparo.acts(procedure="visit")) == whole
    assert len(whole) > 7


def test_a_docket_holds_its_acts_and_a_figure_its_rows(amparo: Amparo):
    line = next(amparo.dockets(procedure="visit_report"))
    docket = amparo.docket(line.reference)
    figure = amparo.figure("participation.parties", on=date(2025, 12, 31))

    assert docket.line.reference == line.reference
    assert len(docket.acts) == line.acts
    assert figure.measure.title == "States parties"
    assert figure.value == len(list(amparo.rows("participation.parties", on="2025-12-31")))


def test_a_search_says_how_much_there_is_and_is_gone_through(amparo: Amparo, monkeypatch):
    monkeypatch.setattr("amparo.client.searching._PAGE", 3)
    found = amparo.search("France", kind=["state"])

    results = list(found)

    assert "France" in [one.title for one in results]
    assert len(results) == found.total > 0
    assert len({one.key for one in results}) == found.total
    assert {one.name for one in found.facets} >= {"kind", "state"}


def test_names_come_in_the_language_of_the_client(site: str):
    with Amparo(site, language="zh") as amparo:
        assert amparo.state("FRA").name == "法国"


@pytest.mark.parametrize(
    ("asked", "kind", "sentence"),
    [
        pytest.param(
            lambda one: one.state("XXX"),
            NotFound,
            "There is no page at this address, or none that is public.",
            id="not there",
        ),
        pytest.param(
            lambda one: one.state("FRA", on="soon"),
            Refused,
            "“soon” is not a day. Write a day as 2025-12-31.",
            id="not a day",
        ),
        pytest.param(
            lambda one: list(one.dockets(sate="FRA")),
            Refused,
            "There is no parameter “sate” here. There are: cursor, known_at, lang, limit, on,"
            " procedure, state.",
            id="misspelled",
        ),
    ],
)
def test_a_refusal_is_the_sites_own_sentence(amparo: Amparo, asked, kind, sentence):
    with pytest.raises(kind) as caught:
        asked(amparo)

    assert str(caught.value) == sentence


def test_a_list_is_saved_as_a_file(amparo: Amparo, tmp_path: Path):
    place = amparo.save("states.csv", tmp_path / "states.csv", on="2025-12-31")

    with place.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [one["iso3"] for one in rows] == [one.iso3 for one in amparo.states()]


def test_a_snapshot_is_downloaded_checked_and_gone_on_with(
    amparo: Amparo, snapshot_of_site: str, tmp_path: Path
):
    snapshot = amparo.snapshot()
    assert snapshot.version in snapshot_of_site

    # What an earlier attempt left behind.
    whole = amparo.download(snapshot.database, tmp_path).read_bytes()
    (tmp_path / "amparo-public.sqlite3.part").write_bytes(whole[:5_000])
    file = amparo.download(snapshot.database, tmp_path)

    assert file.read_bytes() == whole
    assert [one.name for one in tmp_path.iterdir()] == ["amparo-public.sqlite3"]
    with closing(sqlite3.connect(file)) as database:
        counted = database.execute("SELECT count(*) FROM registry_state").fetchone()[0]
    assert counted == len(list(amparo.states()))


def test_bytes_that_are_not_those_described_are_not_kept(
    amparo: Amparo, snapshot_of_site: str, tmp_path: Path
):
    file = replace(amparo.snapshot().database, sha256="0" * 64)

    with pytest.raises(AmparoError, match="not what the site describes"):
        amparo.download(file, tmp_path)

    assert list(tmp_path.iterdir()) == []
