"""Programs that a test starts: the command line as a person meets it, in a home of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AMPARO = [sys.executable, "-m", "amparo"]


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a program that runs in `home`, with the default database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AMPARO_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "AMPARO_HOME": str(home)}


def run_amparo(
    home: Path, *arguments: str, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end and return what it said and how it ended."""
    return subprocess.run(
        [*AMPARO, *arguments],
        env=environment_of(home),
        text=True,
        capture_output=True,
        timeout=timeout,
    )


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve a home by `amparo serve` in the body, which is given the address."""
    port = free_port()
    server = subprocess.Popen([*AMPARO, "serve", "--port", str(port)], env=environment_of(home))
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """Return a port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen[bytes], seconds: int = 30) -> None:
    """Return once the site answers; fail if its server ends or stays silent."""
    until = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"The site did not answer at {address}.")
