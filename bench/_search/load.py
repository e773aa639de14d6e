"""The site served as it is in earnest, and the load of sixteen clients on it (wrk)."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus

from .asked import Asked

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 16
_THREADS = 2
_SITE = {"en": "", "zh": "/zh-hans", "ar": "/ar", "fr": "/fr", "es": "/es", "ru": "/ru"}
_SCRIPT = """
local paths, at, step = {}, 0, 1
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
local count = 0
function setup(thread) thread:set("first", count); count = count + 1 end
function init(args) at = first; step = tonumber(os.getenv("BENCH_THREADS")) end
function request()
    local path = paths[at % #paths + 1]
    at = at + step
    return wrk.format("GET", path)
end
function done(summary, latency, requests)
    local bad = summary.errors.status + summary.errors.timeout + summary.errors.read
    io.write(string.format("RESULT %d %d %d %.3f %.3f\\n", summary.requests, summary.duration, bad,
        latency:percentile(50) / 1000, latency:percentile(95) / 1000))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What came back: answers a second, and how long one took, in milliseconds."""

    requests: int
    a_second: float
    p50: float
    p95: float
    failed: int


def path_of(one: Asked) -> str:
    """Return the path of a question on the site, in its own language."""
    return f"{_SITE[one.language]}/search/?q={quote_plus(one.text)}"


def loaded(address: str, paths: Iterable[str], seconds: int, folder: Path) -> Load:
    """Ask for the paths, one after the other, by sixteen clients for some seconds."""
    subprocess.run([ROOT / "scripts" / "system-packages", "load", "wrk"], check=True)
    script, file = folder / "load.lua", folder / "paths.txt"
    script.write_text(_SCRIPT)
    file.write_text("\n".join(paths) + "\n", encoding="utf-8")
    said = subprocess.run(
        [
            *("wrk", "--threads", str(_THREADS), "--connections", str(CLIENTS)),
            *("--duration", f"{seconds}s", "--timeout", "60s", "--script", script, address),
        ],
        env={**os.environ, "BENCH_PATHS": str(file), "BENCH_THREADS": str(_THREADS)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+)", said)
    assert found is not None, said
    requests, microseconds, failed = (int(one) for one in found.groups()[:3])
    p50, p95 = (float(one) for one in found.groups()[3:])
    return Load(requests, requests * 1e6 / microseconds, p50, p95, failed)


@contextmanager
def served(home: Path, *, pages: int = 0) -> Iterator[str]:
    """
    Serve the public face of a home with two processes; the body is given the address.

    Each keeps so many pages as they were made: with none, every page is made again.
    """
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "amparo", "serve", "--faces", "public", "--workers", "2"),
            *("--no-worker", "--port", str(port)),
        ],
        env={
            **os.environ,
            "AMPARO_HOME": str(home),
            "AMPARO_LIMITS_STORE": "none",
            "AMPARO_PAGES_KEPT": str(pages),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/search/?q=prison", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    """Return a port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes], seconds: int = 180) -> None:
    """Return once something answers there."""
    until = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=30).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"Nothing answered at {address}.")
