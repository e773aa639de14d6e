"""What the log says, and above all what it does not."""

from __future__ import annotations

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.core.handlers.exception import response_for_exception
from django.test import Client, RequestFactory
from django.utils.log import log_response

from amparo.core import logs
from amparo.core.logs import REQUEST, JsonLines, OnStandardError, Readable, causes_of, place

SECRET = "Xiomara-Quetzalcoatl"


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    """The lines that are written while the body runs, read as a program reads them."""
    written, found = StringIO(), []
    handler = OnStandardError(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    handler.flush = (
        lambda: found.extend(  # type: ignore[method-assign]
            map(json.loads, written.getvalue().splitlines()[len(found) :])
        )
    )
    yield found
    root.removeHandler(handler)


def one(text: str, *values: object, name: str = "amparo.tests", **extra: object) -> dict:
    """Return the line of a record made here."""
    record = logging.LogRecord(name, logging.INFO, __file__, 1, text, values, None, "here")
    record.__dict__.update(extra)
    return json.loads(JsonLines().format(record))


# What ours say.


def test_an_event_is_told_with_its_time_level_and_number():
    before = REQUEST.set("7f" * 8)
    try:
        line = one("vault.scan_failed: %s", "TimeoutError")
    finally:
        REQUEST.reset(before)

    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "event": "vault.scan_failed",
        "said": "TimeoutError",
        "request": "7f" * 8,
    }


@pytest.mark.parametrize(
    ("text", "event", "said"),
    [
        ("access.session_unreadable", "access.session_unreadable", None),
        ("jobs.turn_done gate.release", "jobs.turn_done", "gate.release"),
        ("core.failed: a, b", "core.failed", "a, b"),
        ("request", "request", None),
    ],
)
def test_the_event_stands_apart_from_what_is_said_of_it(text: str, event: str, said: str | None):
    line = one(text)

    assert (line["event"], line.get("said")) == (event, said)


def test_of_what_a_record_carries_only_what_is_listed_is_told():
    line = one("request", view="public:home", status=200, path=f"/{SECRET}", user=SECRET)

    assert (line["view"], line["status"]) == ("public:home", 200)
    assert SECRET not in json.dumps(line)


def test_a_line_is_one_line_whatever_is_in_it():
    record = logging.LogRecord("amparo", 20, "x", 1, "core.x: a\nb\r\u2028\x1b[31m", (), None)

    assert JsonLines().format(record).splitlines() == [JsonLines().format(record)]
    assert JsonLines().format(record).isascii()


# What others say.


def test_the_words_of_others_are_told_only_as_their_program_has_them():
    record = logging.LogRecord(
        "django.security.csrf", 30, csrf_source(), 1, "Forbidden (%s): %s", (SECRET, SECRET), None
    )
    line = json.loads(JsonLines().format(record))

    assert line["event"] == "django.security.csrf"
    assert line["at"].startswith("django/middleware/csrf.py:1 ")
    assert line["said"] == "Forbidden (%s): %s"


def csrf_source() -> str:
    """Return the file of a program of others."""
    from django.middleware import csrf

    return str(csrf.__file__)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(f"Invalid HTTP_HOST header: '{SECRET}'.", id="made before it was logged"),
        pytest.param("Invalid HTTP_HOST header: %s", id="from another program"),
        pytest.param("%s: %s", id="nothing but values"),
        pytest.param("import", id="too short to be a sentence"),
    ],
)
def test_a_sentence_that_may_hold_anything_is_not_told(message: str):
    record = logging.LogRecord("others", 30, csrf_source(), 1, message, (), None)

    assert "said" not in json.loads(JsonLines().format(record))


def test_a_logger_with_a_made_up_name_is_not_told_by_it():
    assert one("x", name=f"django.security.{SECRET} é\n")["event"] == "other"


def test_values_that_do_not_fit_their_sentence_stop_nothing():
    assert one("%d %s %r", SECRET, name="others")["event"] == "others"


# Exceptions.


def broken() -> Exception:
    """Return an exception with a cause, both of which say too much."""
    try:
        try:
            {}[SECRET]
        except KeyError as cause:
            raise ValueError(f"no such person: {SECRET}") from cause
    except ValueError as error:
        return error
    raise AssertionError


def test_an_exception_is_told_by_its_class_and_the_places_it_came_through():
    told = causes_of(broken())

    assert [one["class"] for one in told] == ["builtins.ValueError", "builtins.KeyError"]
    assert told[0]["stack"] == [told[0]["stack"][0]]
    assert told[0]["stack"][0].startswith("test_logs.py:")
    assert told[0]["stack"][0].endswith(" broken")
    assert SECRET not in json.dumps(told)


def test_a_ring_of_causes_comes_to_an_end():
    first, second = ValueError(), TypeError()
    first.__cause__, second.__cause__ = second, first

    assert len(causes_of(first)) == logs.MOST_CAUSES


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "/srv/amparo/.venv/lib/python3.11/site-packages/django/urls/base.py",
            "django/urls/base.py",
        ),
        ("/srv/ferelith/amparo/src/amparo/core/logs.py", "amparo/core/logs.py"),
        ("/usr/lib/python3.11/json/decoder.py", "json/decoder.py"),
        ("/srv/ferelith/script.py", "script.py"),
        ("<string>", "<string>"),
    ],
)
def test_a_place_does_not_say_where_a_program_is_kept(path: str, expected: str):
    assert place(path) == expected


# Each way in which a request could get into the log.


def test_nothing_that_a_visitor_sends_is_in_any_line(lines: list, settings):
    client = Client(raise_request_exception=False, headers={"user-agent": SECRET})
    client.cookies["amparo"] = SECRET
    for path, host in ((f"/{SECRET}/?q={SECRET}", "testserver"), ("/", f"{SECRET}.example")):
        client.get(path, HTTP_HOST=host, HTTP_X_REQUEST_ID=SECRET, HTTP_REFERER=SECRET)
        client.post(path, {SECRET: SECRET}, HTTP_HOST=host)
        client.generic(SECRET.upper(), path, HTTP_HOST=host)
    forged = Client(enforce_csrf_checks=True).post(f"/sign-in/?{SECRET}", {"email": SECRET})
    request = RequestFactory().get(f"/{SECRET}")
    for error in (DisallowedHost(SECRET), SuspiciousOperation(SECRET), broken()):
        response_for_exception(request, error)
    log_response("%s: %s", SECRET, request.path, response=forged, request=request)

    told = json.dumps(lines).casefold()
    assert {line["event"] for line in lines} >= {
        "request",
        "django.request",
        "django.security.DisallowedHost",
        "django.security.SuspiciousOperation",
        "django.security.csrf",
    }
    assert SECRET.casefold() not in told
    assert "quetzalcoatl" not in told


def test_how_the_framework_says_that_a_request_was_answered_is_left_out():
    def passes(name: str, error: Exception | None = None) -> bool:
        info = (type(error), error, None) if error else None
        record = logging.LogRecord(name, 40, "x", 1, "%s: %s", (), info)
        return all(bool(one.filter(record)) for one in configured_handlers())

    assert passes("django.request") is False
    assert passes("django.request", ValueError()) is True
    assert passes("django.security.csrf") is True


def test_each_logger_of_others_speaks_in_our_form():
    """None has a handler of its own, so that all come to the one that is ours."""
    names = (
        "django",
        "django.request",
        "django.security",
        "django.server",
        "allauth",
        "django_tasks",
    )
    with_own = [one for one in (*names, "_granian", "granian.access") if own_handlers(one)]

    assert with_own == []
    assert [type(one).__name__ for one in configured_handlers()] == ["OnStandardError"]


def own_handlers(name: str) -> list[logging.Handler]:
    logger = logging.getLogger(name)
    return logger.handlers if logger.propagate else [logging.NullHandler()]


def configured_handlers() -> list[logging.Handler]:
    return [one for one in logging.getLogger().handlers if isinstance(one, OnStandardError)]


def test_the_settings_choose_programs_or_people(monkeypatch):
    import runpy

    from tests.house.places import ROOT

    def formatter(value: str) -> str:
        monkeypatch.setenv("AMPARO_LOG", value)
        read = runpy.run_path(str(ROOT / "config" / "settings.py"))
        return read["LOGGING"]["formatters"]["lines"]["()"]

    # Where nothing is said, and nobody watches a terminal, it is for programs.
    assert [formatter(one) for one in ("text", "json", "")] == [
        "amparo.core.logs.Readable",
        "amparo.core.logs.JsonLines",
        "amparo.core.logs.JsonLines",
    ]
    assert settings.LOGGING["root"]["handlers"] == ["console"]


def test_somebody_at_a_terminal_reads_the_same():
    error = broken()
    record = logging.LogRecord(
        "amparo.core", 40, "x", 1, "core.uncaught", (), (type(error), error, error.__traceback__)
    )
    record.status = 500
    text = Readable().format(record)

    assert "ERROR" in text.upper()
    assert "core.uncaught status=500" in text
    assert "\n  builtins.ValueError\n    test_logs.py:" in text
    assert SECRET not in text


# What Python itself would print.


@pytest.fixture
def taken_over() -> Iterator[None]:
    """Python's own ways of printing, replaced, and put back afterwards."""
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    logs.take_over()
    yield
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def test_what_nobody_caught_is_told_without_its_message(taken_over: None, lines: list):
    error = broken()
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=lambda: {}[SECRET])
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"naive datetime of {SECRET}", RuntimeWarning, stacklevel=1)

    assert [line["event"] for line in lines] == ["core.uncaught", "core.uncaught", "py.warnings"]
    assert lines[1]["error"][0]["class"] == "builtins.KeyError"  # type: ignore[index]
    assert SECRET not in json.dumps(lines)


def test_a_line_that_cannot_be_written_is_not_shown_otherwise(capfd):
    closed = StringIO()
    closed.close()
    handler = OnStandardError(closed)
    handler.setFormatter(JsonLines())

    handler.handle(logging.LogRecord("amparo", 20, "x", 1, "core.x: %s", (SECRET,), None))

    assert capfd.readouterr() == ("", "")
