"""A site that can be killed, and somebody who enters acts there without pause."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from tests.programs import AMPARO, environment_of, free_port

ENOUGH = 60  # seconds, after which whoever waits gives up
TESTS = Path(__file__).parent
ROOT = TESTS.parent.parent


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a home in which one person may ask as often as a thousand."""
    return {**environment_of(home), "AMPARO_LIMITS_STORE": "none", "AMPARO_LOG": "json", **more}


def run_in(home: Path, *arguments: str, **more: str) -> str:
    """Run a program of these tests in a home, and return what it says."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**environment(home, **more), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=ENOUGH,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def inhabited(home: Path, visits: int) -> dict[str, Any]:
    """Put people and visits into a home, and return how to act there."""
    return json.loads(run_in(home, str(TESTS / "inhabit.py"), str(visits)))


def read_back(home: Path, dockets: list[str]) -> dict[str, list[list[Any]]]:
    """Return what dockets hold: of each act its number and what it says."""
    return json.loads(run_in(home, str(TESTS / "reading_back.py"), *dockets))


@dataclass
class Site:
    """A home that is served by processes of their own group, on the same port each time."""

    home: Path
    arguments: tuple[str, ...] = ("--no-worker",)
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None
    log: Path | None = None

    def start(self) -> None:
        """Serve, and return once somebody answers."""
        self.log = self.log or self.home.with_suffix(".log")
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                [*AMPARO, "serve", "--port", str(self.port), *self.arguments],
                env=environment(self.home, **self.settings),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + ENOUGH
        while True:
            try:
                self.status("/sign-in/")
            except OSError:
                assert self.server.poll() is None, self.log.read_text()
                assert time.monotonic() < until
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """Kill every process of the site at once: none has time for anything."""
        assert self.server is not None
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(ENOUGH)

    def processes(self) -> list[int]:
        """Return the processes of the site."""
        assert self.server is not None
        return [
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if _group_of(folder) == self.server.pid
        ]

    def stop(self) -> None:
        """End the site as people do, if it is there."""
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            self.server.wait(ENOUGH)

    def status(self, path: str, cookies: Mapping[str, str] | None = None) -> int:
        """Return how a page is answered."""
        return self.ask("GET", path, cookies=cookies)[0]

    def ask(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        connection: http.client.HTTPConnection | None = None,
    ) -> tuple[int, str, str]:
        """Return the status, where the answer leads, and what it says."""
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=ENOUGH)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        }
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            own.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = own.getresponse()
            said = answer.read().decode()
            return answer.status, answer.getheader("Location") or "", said
        finally:
            if connection is None:
                own.close()


class Clerk(threading.Thread):
    """
    Somebody who enters one act after the other into a docket, through the page of the desk.

    What is not answered is sent again, with the same token. `known` is what was acknowledged:
    the number of each act and what it says.
    """

    def __init__(self, site: Site, ways: Mapping[str, Any], docket: str, acts: int) -> None:
        super().__init__()
        self.site, self.docket, self.acts = site, docket, acts
        mark = secrets.token_hex(16)
        self.cookies = {**ways["cookies"], ways["form_cookie"]: mark}
        self.mark = mark
        self.last = ways["acts"]
        self.known: list[tuple[int, str]] = []
        self.waited: list[float] = []
        self.sent_again = 0
        self.refused: list[str] = []
        self._ending = threading.Event()

    def run(self) -> None:
        """Enter every act, whatever becomes of the site meanwhile."""
        while len(self.known) < self.acts and not self._ending.is_set():
            said = f"{self.docket} said {len(self.known)}: {secrets.token_hex(8)}"
            number = self._enter(said, str(uuid4()))
            if number is None:
                return
            self.known.append((number, said))
            self.last = number

    def end(self) -> None:
        """Enter no more."""
        self._ending.set()

    def _enter(self, said: str, token: str) -> int | None:
        began = time.monotonic()
        while not self._ending.is_set() and time.monotonic() < began + ENOUGH:
            try:
                status, leads_to, page = self.send(said, token)
            except (OSError, http.client.HTTPException):
                self.sent_again += 1
                time.sleep(0.02)
                continue
            entered = re.search(r"entered=(\d+)", leads_to)
            if status == 303 and entered:
                self.waited.append(time.monotonic() - began)
                return int(entered[1])
            self.refused.append(f"{status} {page[:3000]}")
            return None
        return None

    def send(self, said: str, token: str) -> tuple[int, str, str]:
        """Send the form of an interview once, and return how it is answered."""
        fields = {
            "csrfmiddlewaretoken": self.mark,
            "token": token,
            "seen": str(self.last),
            "on": "2025-03-02",
            "precision": "day",
            "source": "",
            "says_account": said,
        }
        path = f"/desk/enter/interviewed/{quote(self.docket)}/"
        return self.site.ask("POST", path, fields, self.cookies)


def _group_of(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except OSError:
        return None  # it has ended meanwhile
