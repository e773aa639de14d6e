"""Programs that a test starts: the command line as a person meets it, in a home of its own."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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


def run_program(home: Path, *arguments: str, timeout: float = 120) -> None:
    """Run a program of the tests in a home to its end; fail with what it said if it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**environment_of(home), "PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
        timeout=timeout,
    )
    assert done.returncode == 0, done.stderr


def furnish(home: Path) -> Path:
    """
    Make a home as `amparo init` makes it, keys and all.

    Made once for a whole run of tests and copied from there; `tests/core/test_init.py` is about how.
    """
    first = _furnished()
    first.parent.mkdir(exist_ok=True)
    with (first.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            made = run_amparo(first.with_name("unfinished"), "init", timeout=300)
            assert (made.returncode, made.stderr) == (0, "")
            first.with_name("unfinished").rename(first)
    shutil.copytree(first, home)
    return home


def clear_away() -> None:
    """Throw away the home that others were copied from."""
    shutil.rmtree(_furnished().parent, ignore_errors=True)


def _furnished() -> Path:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    return Path(tempfile.gettempdir()) / f"amparo-furnished-{run}" / "home"


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
