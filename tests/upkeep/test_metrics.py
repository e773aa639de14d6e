"""What is measured, who may read it, and that nothing of a visitor is in it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from amparo.access import events
from amparo.audit.actions import Draft, record_many
from amparo.docket.models import Matter, Release
from amparo.jobs import workers
from amparo.upkeep import gathering, inside, metrics

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TOKEN = "a token that nobody guesses, of no value"
SECRET = "Xiomara-Quetzalcoatl"
WORKER = "00000000-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def settled(settings, monkeypatch) -> None:
    """A token, and a clock that stands."""
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr("amparo.upkeep.metrics.timezone.now", lambda: NOW)


def measured() -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Return what is measured, by name and labels."""
    text = metrics.as_text().decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(name: str, **labels: str) -> float | None:
    """Return one of the values."""
    return measured().get((name, tuple(sorted(labels.items()))))


# Requests.


def test_a_request_is_counted_by_its_view_and_what_became_of_it(db: None):
    live = {"face": "upkeep", "view": "upkeep:live", "method": "GET", "status": "2xx"}
    nowhere = {"face": "none", "view": "none", "method": "GET", "status": "4xx"}
    before = [value("amparo_requests_total", **one) or 0 for one in (live, nowhere)]

    for path in ("/health/live", "/health/live", "/nowhere/"):
        Client().get(path)

    after = [value("amparo_requests_total", **one) for one in (live, nowhere)]
    assert after == [before[0] + 2, before[1] + 1]


def test_how_long_an_answer_took_is_counted_by_its_view(db: None):
    words = {"face": "upkeep", "view": "upkeep:live"}
    before = value("amparo_request_seconds_count", **words) or 0
    Client().get("/health/live")

    assert value("amparo_request_seconds_count", **words) == before + 1
    assert value("amparo_request_seconds_bucket", le="+Inf", **words) == before + 1


def test_a_request_that_was_one_too_many_is_counted_by_its_limit(db: None):
    def refusing(_request: object) -> HttpResponse:
        response = HttpResponse(status=429)
        response.limited_by = "pages"  # type: ignore[attr-defined]
        return response

    before = value("amparo_requests_limited_total", limit="pages") or 0
    metrics.MetricsMiddleware(refusing)(RequestFactory().get("/"))

    assert value("amparo_requests_limited_total", limit="pages") == before + 1


def test_nothing_that_a_visitor_sends_becomes_a_label(db: None):
    client = Client(raise_request_exception=False, headers={"user-agent": SECRET})
    client.cookies["amparo"] = SECRET
    for host in ("testserver", f"{SECRET}.example"):
        for path in (f"/{SECRET}/?q={SECRET}", f"/states/{SECRET}/", f"/dockets/{SECRET}.json"):
            client.get(path, HTTP_HOST=host, HTTP_REFERER=SECRET, HTTP_X_REQUEST_ID=SECRET)
            client.post(path, {SECRET: SECRET}, HTTP_HOST=host)
            client.generic(SECRET.upper(), path, HTTP_HOST=host)
    client.get("/health/ready", HTTP_AUTHORIZATION=f"Bearer {SECRET}")

    text = metrics.as_text().decode().casefold()
    assert "amparo_requests_total" in text
    assert SECRET.casefold() not in text


# What is read of the inside.


def test_what_was_done_and_what_waits_is_read_from_the_tables(db: None):
    for number, entered in ((1, 3), (2, 4)):
        matter = Matter.objects.create(
            procedure="visit", reference=f"SPT/{SECRET}/{number}", acts_entered=entered
        )
        Release.objects.create(matter=matter, due_at=NOW - timedelta(minutes=10 * number))
    record_many(Draft(events.SIGN_IN_REFUSED, "nobody") for _ in range(3))
    record_many(Draft(event, "P-7KQ2M9") for event in (events.SIGNED_IN, events.REFUSED))
    workers.show_life(WORKER, NOW)

    assert {
        name: value(name)
        for name in (
            "amparo_acts_entered_total",
            "amparo_sign_in_failures_total",
            "amparo_sign_ins_total",
            "amparo_refusals_total",
            "amparo_workers",
            "amparo_releases_waiting",
            "amparo_release_lag_seconds",
            "amparo_jobs_oldest_seconds",
            "amparo_backup_age_seconds",
            "amparo_readings",
        )
    } == {
        "amparo_acts_entered_total": 7,
        "amparo_sign_in_failures_total": 3,
        "amparo_sign_ins_total": 1,
        "amparo_refusals_total": 1,
        "amparo_workers": 1,
        "amparo_releases_waiting": 2,
        "amparo_release_lag_seconds": 1_200,
        "amparo_jobs_oldest_seconds": 0,
        "amparo_backup_age_seconds": None,
        "amparo_readings": 1,
    }
    assert value("amparo_jobs", status="waiting") == 0
    text = metrics.as_text().decode()
    assert SECRET not in text
    assert "P-7KQ2M9" not in text


def test_the_age_of_the_last_backup_is_read_from_the_trail(db: None, monkeypatch):
    monkeypatch.setattr(inside, "_BACKED_UP", events.SIGNED_OUT.name)
    record_many(
        Draft(events.SIGNED_OUT, "keeper", at=NOW - timedelta(hours=one)) for one in (30, 6)
    )

    assert value("amparo_backup_age_seconds") == 6 * 3_600


def test_each_schedule_says_when_it_was_last_done(db: None):
    from amparo.jobs import turns
    from amparo.jobs.models import Turn

    turns.declare(NOW)
    name = Turn.objects.order_by("name")[0].name
    Turn.objects.filter(name=name).update(done_at=NOW - timedelta(hours=1))

    expected = (NOW - timedelta(hours=1)).timestamp()
    assert value("amparo_schedule_done_timestamp_seconds", schedule=name) == expected
    assert value("amparo_schedule_faults", schedule=name) == 0


def test_tables_that_cannot_be_read_leave_the_rest(db: None, monkeypatch):
    def refuse(_now: datetime) -> None:
        raise OperationalError(SECRET)

    monkeypatch.setattr(inside, "readings", refuse)

    assert value("amparo_readings") == 0
    assert value("amparo_acts_entered_total") is None
    assert (value("amparo_disk_free_bytes") or 0) > 0


def test_a_process_without_an_inside_reads_nothing_of_it(settings):
    # This test has no database: a question to it would fail.
    settings.INSIDE = False

    assert value("amparo_readings") is None
    assert (value("amparo_disk_free_bytes") or 0) > 0


def test_the_memory_of_each_process_is_told(db: None):
    held = value("amparo_process_memory_bytes", process=str(os.getpid()))

    assert held is not None
    assert held > 10_000_000


# Who may read it.


@pytest.mark.parametrize(
    ("address", "headers", "expected"),
    [
        pytest.param("127.0.0.1", {}, 200, id="this machine"),
        pytest.param("::1", {}, 200, id="this machine, in the other way of writing it"),
        pytest.param("203.0.113.9", {}, 404, id="elsewhere"),
        pytest.param("203.0.113.9", {"authorization": f"Bearer {TOKEN}"}, 200, id="the token"),
        pytest.param("203.0.113.9", {"authorization": f"Bearer {TOKEN}x"}, 404, id="another token"),
        pytest.param("127.0.0.1", {"x-forwarded-for": "203.0.113.9"}, 404, id="through a proxy"),
        pytest.param("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 404, id="as if from here"),
        pytest.param("127.0.0.1", {"forwarded": "for=127.0.0.1"}, 404, id="as if from here, newer"),
        pytest.param("127.0.0.1", {"via": "1.1 proxy"}, 404, id="by way of something"),
        pytest.param("", {}, 404, id="from nowhere"),
    ],
)
def test_metrics_are_for_this_machine_and_the_token(
    db: None, address: str, headers: dict[str, str], expected: int
):
    answer = Client(REMOTE_ADDR=address, headers=headers).get("/metrics")

    assert answer.status_code == expected
    assert ("amparo_requests" in answer.text) is (expected == 200)


def test_without_a_token_set_no_token_opens(db: None, settings):
    settings.METRICS_TOKEN = ""

    for sent in ("Bearer ", "Bearer", "bearer None"):
        answer = Client(REMOTE_ADDR="203.0.113.9").get("/metrics", HTTP_AUTHORIZATION=sent)
        assert answer.status_code == 404


@pytest.mark.parametrize(("proxies", "expected"), [(0, 404), (1, 200)])
def test_with_https_this_machine_counts_only_where_the_proxy_is_named(
    db: None, settings, proxies: int, expected: int
):
    settings.IN_SECRET, settings.PROXIES = True, proxies

    assert Client().get("/metrics").status_code == expected


def test_what_may_not_be_read_is_answered_like_what_is_not_there(db: None):
    client = Client(REMOTE_ADDR="203.0.113.9")
    hidden, absent = client.get("/metrics"), client.get("/nowhere")

    assert hidden.status_code == absent.status_code == 404
    assert hidden.text.replace("/metrics", "/nowhere") == absent.text


# The folder that the processes of a server share.


def test_a_server_makes_its_folder_and_removes_those_of_the_dead(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.delenv(gathering.VARIABLE, raising=False)
    living, dead = tmp_path / "metrics" / str(os.getppid()), tmp_path / "metrics" / "999999999"
    for one in (living, dead, tmp_path / "metrics" / str(os.getpid())):
        one.mkdir(parents=True)
        (one / "counter_1.db").touch()

    monkeypatch.setenv(gathering.VARIABLE, "")
    gathering.open_folder()

    ours = tmp_path / "metrics" / str(os.getpid())
    assert os.environ[gathering.VARIABLE] == str(ours)
    assert sorted(one.name for one in (tmp_path / "metrics").iterdir()) == sorted(
        {living.name, ours.name}
    )
    assert [*ours.iterdir()] == []


def test_where_nothing_is_written_to_the_home_the_folder_is_elsewhere(
    settings, tmp_path, monkeypatch
):
    settings.HOME, settings.INSIDE = tmp_path / "home", False
    settings.HOME.mkdir()
    monkeypatch.setattr(gathering.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv(gathering.VARIABLE, "")
    gathering.open_folder()

    assert [*settings.HOME.iterdir()] == []
    assert Path(os.environ[gathering.VARIABLE]).parent == tmp_path


def test_no_home_is_made_where_there_is_none(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path / "home"
    monkeypatch.setenv(gathering.VARIABLE, "left over")
    gathering.open_folder()

    assert gathering.VARIABLE not in os.environ
    assert [*tmp_path.iterdir()] == []


def test_files_are_laid_out_at_their_full_size(tmp_path, monkeypatch):
    monkeypatch.setenv(gathering.VARIABLE, str(tmp_path))

    gathering.take_place()

    blocks = [(tmp_path / f"{kind}_{os.getpid()}.db").stat().st_blocks for kind in gathering.KINDS]
    assert [one * 512 >= 1 << 20 for one in blocks] == [True, True]
    assert gathering.processes() == [os.getpid()]


def test_without_room_for_its_files_a_process_tells_of_itself_alone(tmp_path: Path, monkeypatch):
    monkeypatch.setenv(gathering.VARIABLE, str(tmp_path / "gone"))

    gathering.take_place()

    assert gathering.VARIABLE not in os.environ
    assert gathering.processes() == [os.getpid()]


def test_where_no_folder_can_be_made_each_process_tells_of_itself(settings, tmp_path, monkeypatch):
    (tmp_path / "metrics").write_text("a file in its place")
    settings.HOME = tmp_path
    monkeypatch.setenv(gathering.VARIABLE, "left over")

    gathering.open_folder()

    assert gathering.VARIABLE not in os.environ
