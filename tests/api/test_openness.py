"""What the API cannot give away: it reads the public store, and needs nothing of the inside."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.test import Client

from amparo.api.urls import urlpatterns
from amparo.publication import datasets, snapshot
from tests.house.ground import OUT, SECRETS, Ground, make_ground
from tests.programs import AMPARO, environment_of, free_port, furnish, wait_for

PLACES = {
    "iso3": "PER",
    "code": "OPCAT",
    "name": "visits.conducted",
    "language": "en",
    "eid": "para_1",
    "form": "csv",
}
READ = ("api/v1/states", "api/v1/", "api/v1/openapi.json", "data/index.json")


@pytest.fixture
def ground(db: None, settings, tmp_path: Path) -> Ground:
    """Everybody, a secret in every drawer, and something that is out."""
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]
    settings.SNAPSHOTS = tmp_path / "snapshots"
    return make_ground()


def addresses() -> list[str]:
    """Return an address of every operation, in every form, and of every kind of docket."""
    found = []
    for one in urlpatterns:
        for reference in ("SPT/VISIT/PER/2025", "SPT/VISIT/MOZ/2025", OUT):
            for code in ("OPCAT", "SPT"):
                path = str(one.pattern)
                for name, value in {**PLACES, "reference": reference, "code": code}.items():
                    for kind in ("", "path:", "form:"):
                        path = path.replace(f"<{kind}{name}>", value)
                found.append(f"/{path}")
    return sorted(set(found))


def test_nothing_that_is_sealed_or_inside_comes_out_in_any_form(ground: Ground):
    snapshot.take(datetime(2026, 6, 1, tzinfo=UTC))
    said = {}
    for path in addresses():
        answer = Client().get(path)
        said[path] = b"".join(answer).decode() if answer.streaming else answer.text
    for name in datasets.files():
        place = datasets.place_of(name)[1]
        said[name] = (
            json.dumps(pq.read_table(place).to_pylist(), default=str, ensure_ascii=False)
            if name.endswith(".parquet")
            else place.read_bytes().decode("latin-1")
        )

    assert OUT in said["/api/v1/dockets"]
    assert OUT in said["parquet/docket_matter.parquet"]
    assert {
        (path, secret) for path, text in said.items() for secret in SECRETS if secret in text
    } == set()


def test_a_process_without_the_inside_and_its_keys_answers_everything(tmp_path: Path):
    home, apart = furnish(tmp_path / "home"), tmp_path / "apart"
    apart.mkdir()
    for name in ("public.sqlite3", "followers.sqlite3"):
        shutil.copy(home / name, apart)
    shutil.copytree(home / "static", apart / "static")
    port = free_port()
    server = subprocess.Popen(
        [*AMPARO, "serve", "--port", str(port), "--faces", "api"], env=environment_of(apart)
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api/v1/states", server)
        paths = ("states", "dockets.csv", "figures/participation.parties", "acts.xlsx", "")
        answered = [status_of(f"{address}/api/v1/{one}") for one in paths]
        sent = [status_of(f"{address}/{one}", b"{}") for one in READ]
        inside = [status_of(f"{address}/{one}/") for one in ("desk", "mission", "sign-in")]
        data = [status_of(f"{address}/{one}") for one in ("states.json", "states/")]
    finally:
        server.terminate()
        server.wait(timeout=20)

    assert (answered, inside, data) == ([200] * 5, [404] * 3, [200, 404])
    assert sent == [405] * len(READ)


def status_of(address: str, sent: bytes | None = None) -> int:
    """Return how an address is answered, when something is sent there or when it is read."""
    try:
        with urllib.request.urlopen(address, sent, timeout=20) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
