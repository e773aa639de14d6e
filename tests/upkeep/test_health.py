"""Whether the installation is well: what is asked, what is told, and to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connections
from django.test import Client

from amparo.docket.models import Matter, Release
from amparo.jobs import workers
from amparo.upkeep import health, inside, queries, views
from amparo.vault import masters

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOKEN = "a token that nobody guesses, of no value"
WORKER = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def well(db, settings, monkeypatch, tmp_path) -> None:
    """An installation in which everything is in order."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    settings.METRICS_TOKEN = TOKEN
    workers.show_life(WORKER, NOW)
    monkeypatch.setattr("amparo.upkeep.views.timezone.now", lambda: NOW)
    monkeypatch.setattr(views, "_last", None)


def unwell(at: datetime = NOW) -> dict[str, str]:
    """Return what is not in order, and what is said of it."""
    return {one.name: one.note for one in health.findings(at) if one.is_well is False}


def asked(path: str = "/health/ready", token: str = "", **meta: str):
    """Return the answer to somebody from elsewhere, with a token or without."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return Client(REMOTE_ADDR="203.0.113.9", headers=headers).get(path, **meta)


# What is found.


def test_an_installation_in_order_is_found_to_be(well: None):
    assert unwell() == {}
    assert {one.name for one in health.findings(NOW)} >= {
        "database default",
        "database keys",
        "database public",
        "keys",
        "static files",
        "disk",
        "limits",
        "worker",
        "gate",
    }


def test_a_database_older_than_the_program_is_found(well: None, monkeypatch):
    monkeypatch.setattr(queries, "_migrations", lambda: frozenset({("docket", "9999_to_come")}))

    assert unwell() == dict.fromkeys(
        ("database default", "database keys", "database public", "database followers"),
        "The database is older than the program. Run `amparo init`.",
    )


def test_a_database_that_is_gone_is_found_by_its_kind_of_error_alone(well: None, monkeypatch):
    def refuse(*_args: object) -> None:
        raise OperationalError("could not connect to 10.0.0.1 as amparo, password hunter2")

    monkeypatch.setattr(connections["keys"], "ensure_connection", refuse)
    monkeypatch.setattr(connections["keys"], "cursor", refuse)

    assert unwell()["database keys"] == "OperationalError"


def test_a_master_key_that_does_not_fit_is_found(well: None, settings, tmp_path):
    settings.MASTER_KEY_FILE = tmp_path / "master.key"

    assert "There is no master key" in unwell()["keys"]
    settings.MASTER_KEY = masters.new_line()
    assert "keys" not in unwell()


def test_pages_without_their_files_are_found(well: None, settings):
    (settings.STATIC_ROOT / "staticfiles.json").unlink()

    assert [*unwell()] == ["static files"]


def test_a_disk_that_is_nearly_full_is_found(well: None, settings):
    settings.DISK_FREE_MB = queries.disk_free() // (1024 * 1024) + 10_000

    assert [*unwell()] == ["disk"]


def test_a_worker_not_seen_for_a_while_is_found(well: None):
    assert unwell(NOW + timedelta(days=1)) == {
        "worker": "No worker was seen lately. `amparo work` starts one."
    }


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        pytest.param(-60, {}, id="not due yet"),
        pytest.param(0, {}, id="due now"),
        pytest.param(15, {}, id="a little late"),
        pytest.param(16, {"gate": "1 waiting, for 16 min"}, id="too late"),
    ],
)
def test_a_gate_that_falls_behind_is_found(well: None, minutes: int, expected: dict[str, str]):
    matter = Matter.objects.create(procedure="visit", reference="SPT/1")
    Release.objects.create(matter=matter, due_at=NOW - timedelta(minutes=minutes))

    assert unwell() == expected


def test_a_store_of_limits_that_does_not_answer_is_found(well: None, monkeypatch):
    class Gone:
        def is_there(self) -> bool:
            return False

    monkeypatch.setattr("amparo.core.limits.counter", lambda: Gone())

    assert [*unwell()] == ["limits"]


def test_a_process_without_an_inside_is_asked_for_nothing_of_it(well: None, settings):
    settings.INSIDE = False

    assert [one.name for one in health.findings(NOW)] == [
        "database default",
        "database keys",
        "database public",
        "static files",
        "disk",
        "limits",
    ]


def test_a_last_backup_of_long_ago_is_worth_knowing(well: None, monkeypatch):
    monkeypatch.setattr(inside, "backup_age", lambda _now: timedelta(days=9))
    found = {one.name: one for one in health.findings(NOW)}

    assert (found["backup"].is_well, found["backup"].note) == (None, "The last is 9 days old.")


def test_https_without_a_proxy_that_is_named_is_worth_knowing_and_stops_nothing(
    well: None, settings
):
    settings.IN_SECRET = True
    found = {one.name: one.is_well for one in health.findings(NOW)}

    assert found["proxy"] is None
    assert health.is_ready(health.findings(NOW))


# What the command line says.


def test_the_command_says_how_each_thing_is(well: None, capsys):
    call_command("health")

    said = capsys.readouterr().out
    assert [line.split()[:2] for line in said.splitlines()[1:3]] == [
        ["database", "default"],
        ["database", "keys"],
    ]
    assert "not in order" not in said


def test_the_command_fails_when_something_is_not_in_order(well: None, settings, capsys):
    settings.DISK_FREE_MB = 10**12

    with pytest.raises(CommandError) as refusal:
        call_command("health")

    said = capsys.readouterr().out
    assert str(refusal.value) == "Not everything is in order."
    assert [line.split()[0] for line in said.splitlines() if "not in order" in line] == ["disk"]


# What is told.


def test_that_it_lives_is_answered_without_a_database():
    # This test has none: a question to it would fail.
    answer = asked("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"live": True})


def test_outsiders_are_told_yes_or_no_and_nothing_more(well: None, settings, monkeypatch):
    assert (asked().status_code, asked().json()) == (200, {"ready": True})

    settings.DISK_FREE_MB = 10**12
    monkeypatch.setattr(views, "_last", None)
    assert (asked().status_code, asked().json()) == (503, {"ready": False})


def test_whoever_asks_again_at_once_is_told_what_was_found_last(well: None, settings):
    asked()
    settings.DISK_FREE_MB = 10**12

    assert asked().status_code == 200


def test_the_holder_of_the_token_is_told_what_was_found_now(well: None, settings):
    asked(token=TOKEN)
    settings.DISK_FREE_MB = 10**12
    answer = asked(token=TOKEN)

    assert answer.status_code == 503
    assert [one["name"] for one in answer.json()["findings"] if one["well"] is False] == ["disk"]


@pytest.mark.parametrize(
    ("header", "set_to"),
    [
        pytest.param(f"Bearer {TOKEN[:-1]}", TOKEN, id="another token"),
        pytest.param(f"Basic {TOKEN}", TOKEN, id="another scheme"),
        pytest.param(TOKEN, TOKEN, id="no scheme"),
        pytest.param("Bearer ", "", id="none, where none is set"),
        pytest.param("Bearer", "", id="nothing, where none is set"),
        pytest.param("Bearer é", TOKEN, id="letters from elsewhere"),
    ],
)
def test_what_is_not_the_token_tells_no_more(well: None, settings, header: str, set_to: str):
    settings.METRICS_TOKEN = set_to
    answer = Client(REMOTE_ADDR="203.0.113.9").get("/health/ready", HTTP_AUTHORIZATION=header)

    assert answer.json() == {"ready": True}


def test_nothing_is_done_at_these_addresses(well: None):
    client = Client()

    assert [client.post(f"/health/{one}").status_code for one in ("live", "ready")] == [405, 405]
