"""
What operators measure: counts and times of requests, and how the work stands.

Labels are words of the code: a face, the name of a view, a schedule. Nothing that a visitor sends
becomes one, and nothing that tells which matter.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amparo import __version__
from amparo.core.requests import named

from . import gathering

# Before the library is loaded, for it looks at the folder only then.
gathering.take_place()

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest  # noqa: E402
from prometheus_client.core import (  # noqa: E402
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402
from prometheus_client.registry import Collector  # noqa: E402

from . import queries  # noqa: E402

if TYPE_CHECKING:
    from .inside import Readings as Read

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_OF_THIS_PROCESS = CollectorRegistry()
REQUESTS = Counter(
    "amparo_requests",
    "Requests answered.",
    ["face", "view", "method", "status"],
    registry=_OF_THIS_PROCESS,
)
TIMES = Histogram(
    "amparo_request_seconds",
    "How long it took until an answer began.",
    ["face", "view"],
    buckets=_SECONDS,
    registry=_OF_THIS_PROCESS,
)
LIMITED = Counter(
    "amparo_requests_limited",
    "Requests refused because too many came from one network or account.",
    ["limit"],
    registry=_OF_THIS_PROCESS,
)


class MetricsMiddleware:
    """Counts each request, once it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        taken = time.perf_counter() - began
        words = named(request)
        REQUESTS.labels(**words, status=f"{response.status_code // 100}xx").inc()
        TIMES.labels(face=words["face"], view=words["view"]).observe(taken)
        if limit := getattr(response, "limited_by", ""):
            LIMITED.labels(limit=limit).inc()
        return response


def as_text() -> bytes:
    """Return everything that is measured, as Prometheus reads it."""
    registry = CollectorRegistry()
    if gathering.VARIABLE in os.environ:
        MultiProcessCollector(registry)
    else:
        for one in (REQUESTS, TIMES, LIMITED):
            registry.register(one)
    registry.register(Readings())
    return generate_latest(registry)


class Readings(Collector):
    """What is read when it is asked for: of the machine, and of the tables of the inside."""

    def collect(self) -> Iterator[Metric]:
        """Yield what can be read; what cannot is left out, and that is said."""
        yield InfoMetricFamily("amparo", "The program.", value={"version": __version__})
        yield _memory()
        yield _gauge("amparo_disk_free_bytes", "Space left where the home is.", queries.disk_free())
        if settings.INSIDE:
            yield from _of_the_inside()


def _of_the_inside() -> Iterator[Metric]:
    from . import inside

    try:
        read = inside.readings(timezone.now())
    except DatabaseError:
        yield _gauge("amparo_readings", "Whether the tables could be read.", 0)
        return
    yield _gauge("amparo_readings", "Whether the tables could be read.", 1)
    yield from _told(read)


def _told(read: Read) -> Iterator[Metric]:
    yield _counter("amparo_acts_entered", "Acts entered into all dockets.", read.acts)
    yield _counter("amparo_refusals", "Refusals at a door, of people signed in.", read.refusals)
    yield _counter("amparo_sign_ins", "Sign-ins.", read.sign_ins)
    yield _counter("amparo_sign_in_failures", "Sign-ins refused.", read.sign_in_failures)
    yield _gauge("amparo_workers", "Workers seen lately.", read.work.workers)
    yield _labelled(
        "amparo_jobs",
        "Jobs in the queue, by how they stand.",
        "status",
        {
            "waiting": read.work.pending,
            "later": read.work.later,
            "running": read.work.running,
            "failed": read.work.failed,
        },
    )
    oldest = read.work.oldest_pending
    yield _gauge(
        "amparo_jobs_oldest_seconds",
        "How long the oldest job has waited.",
        oldest.total_seconds() if oldest else 0,
    )
    yield _labelled(
        "amparo_schedule_faults",
        "How often in a row the work of a schedule failed.",
        "schedule",
        {one.name: one.faults for one in read.work.schedules},
    )
    yield _labelled(
        "amparo_schedule_done_timestamp_seconds",
        "When the work of a schedule was last done.",
        "schedule",
        {one.name: one.done_at.timestamp() for one in read.work.schedules if one.done_at},
    )
    yield _gauge("amparo_releases_waiting", "Matters that the gate has to look at now.", read.late)
    yield _gauge(
        "amparo_release_lag_seconds",
        "How long the oldest of them has waited.",
        read.lag.total_seconds(),
    )
    yield _gauge("amparo_followers", "Addresses that follow something.", read.following.followers)
    yield _labelled(
        "amparo_followings",
        "Searches that are followed, by how they stand.",
        "standing",
        {one.value: count for one, count in read.following.by_standing.items()},
    )
    yield _gauge(
        "amparo_following_waiting",
        "What followers sent in that was not taken in yet.",
        read.following.waiting,
    )
    if read.backup_age is not None:
        yield _gauge(
            "amparo_backup_age_seconds", "Age of the last backup.", read.backup_age.total_seconds()
        )


def _memory() -> Metric:
    held = {str(one): gathering.memory_of(one) for one in gathering.processes()}
    return _labelled(
        "amparo_process_memory_bytes",
        "Memory that each process of the server holds.",
        "process",
        {process: size for process, size in held.items() if size is not None},
    )


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)


def _counter(name: str, says: str, value: float) -> Metric:
    return CounterMetricFamily(name, says, value=value)


def _labelled(name: str, says: str, label: str, values: dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, says, labels=[label])
    for word, value in values.items():
        family.add_metric([word], value)
    return family
