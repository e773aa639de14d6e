"""Those who keep asking: over HTTP, one question after the other; beside the server, at a pace."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from typing import NamedTuple


class Answer(NamedTuple):
    """When an answer had come, how long it took, and whether it was the right one."""

    at: float
    seconds: float
    right: bool


class Asker:
    """One who asks in a thread for as long as the `with` lasts, and keeps what was answered."""

    def __init__(self, ask: Callable[[Asker], None]) -> None:
        self.answers: list[Answer] = []
        self.stopped = Event()
        self._thread = Thread(target=ask, args=(self,), daemon=True)

    def __enter__(self) -> Asker:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stopped.set()
        self._thread.join(30)


def over_http(port: int, path: str, expected: str, *, cookie: str = "") -> Asker:
    """Return one who asks the server for a page, over and over, and looks for a word in it."""

    def ask(asker: Asker) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Host": "localhost", "Cookie": cookie, "Accept-Language": "en"}
        while not asker.stopped.is_set():
            start = time.monotonic()
            try:
                connection.request("GET", path, headers=headers)
                response = connection.getresponse()
                right = expected in response.read().decode() and response.status == 200
            except (OSError, HTTPException):
                connection.close()
                right = False
            now = time.monotonic()
            asker.answers.append(Answer(now, now - start, right))

    return Asker(ask)


def beside(what: str) -> Asker:
    """Return one who reads or writes dockets in a process of its own, as another worker would."""

    def ask(asker: Asker) -> None:
        command = [sys.executable, "-m", "bench._vault.asking", what]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert program.stdout is not None
        for line in program.stdout:
            at, seconds, right = line.split()
            asker.answers.append(Answer(float(at), float(seconds), right == "True"))
            if asker.stopped.is_set():
                break
        program.kill()
        program.wait()

    return Asker(ask)


def _work(what: str) -> Iterator[Callable[[], bool]]:
    """Yield one piece of work after the other, each telling whether it came out right."""
    from datetime import UTC, datetime
    from itertools import count

    from amparo.docket import actions
    from amparo.docket.reading import docket_for
    from amparo.visits.procedures.visit import VISIT
    from bench._vault.rotation import DOCKETS
    from bench._visits import CUSTODIAN, FIRST_DAY, OFFICER, interviewed, under_way

    def read(number: int) -> bool:
        reference = f"BENCH/SERVED/{number % DOCKETS}"
        seen = docket_for(CUSTODIAN, reference, at=datetime.now(UTC))
        return sum("account" in act.fields for act in seen.acts) == 20

    if what == "read":
        yield from (lambda number=number: read(number) for number in count())  # type: ignore[misc]
    for matter in under_way(VISIT, "BENCH/WRITTEN", 2_000):
        yield lambda matter=matter: bool(  # type: ignore[misc]
            actions.enter(matter, interviewed(VISIT, 1), on=FIRST_DAY, by=OFFICER)
        )


def _main(what: str) -> None:
    import django

    django.setup()
    pause = {"read": 1 / 20, "write": 1 / 5}[what]
    for piece in _work(what):
        start = time.monotonic()
        try:
            right = piece()
        except Exception as error:
            print(error, file=sys.stderr)
            right = False
        now = time.monotonic()
        print(now, now - start, right, flush=True)
        time.sleep(max(0.0, pause - (now - start)))


if __name__ == "__main__":
    _main(sys.argv[1])
