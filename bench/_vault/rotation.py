"""
A new master key for many data keys, while a server answers and others read and write.

Beside it: the same load with nothing else, and with a program that only computes. The difference
between the two is what any work on the same cores would cost the others.
"""

from __future__ import annotations

import math
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from amparo.access.accounts.opening import make_account
from amparo.access.models import AccountState
from amparo.vault import keystore
from amparo.visits.procedures.visit import VISIT
from bench._ground import console, print_table, timed
from bench._vault.asking import Answer, Asker, beside, over_http
from bench._visits import under_way

DOCKETS = 50
PHASE_SECONDS = 15
NAME = "Rosa Quispe Mamani"
_PASSWORD = "four quiet lanterns drift"
_COMPUTE = "while True: sum(range(10_000))"
_AMPARO = [sys.executable, "-m", "amparo"]


def measure(keys: int, seconds: float = PHASE_SECONDS) -> None:
    """Rotate so many keys with nobody there, then while others ask; print what both noticed."""
    call_command("collectstatic", verbosity=0, interactive=False)
    under_way(VISIT, "BENCH/SERVED", DOCKETS, interviews=20)
    cookie = _signed_in()
    keystore.make_keys(uuid4() for _ in range(keys - sum(1 for _ in keystore.holders())))
    alone = timed(_rotate)
    phases: dict[str, tuple[float, float]] = {}
    with _served() as port, ExitStack() as stack:
        askers = {
            "public page of a docket": over_http(port, "/dockets/BENCH/SERVED/7/", "2026"),
            "one's own account, opened": over_http(port, "/account/", NAME, cookie=cookie),
            "reading 20 sealed acts, 20 a second": beside("read"),
            "first sealed act of a docket, 5 a second": beside("write"),
        }
        for asker in askers.values():
            stack.enter_context(asker)
        _wait_until_all_answer(askers)
        phases["before"] = _window(lambda: time.sleep(seconds))
        phases["rotating"] = _window(_rotate)
        phases["after"] = _window(lambda: time.sleep(seconds))
        with _computing():
            phases["computing"] = _window(lambda: time.sleep(seconds))
    _print(askers, phases)
    busy = phases["rotating"][1] - phases["rotating"][0]
    print_table(
        f"A new master key for {keys:,} data keys (`amparo keys rotate`, its start included)",
        ["meanwhile", "seconds", "keys a second"],
        [
            [title, f"{taken:.1f}", f"{keys / taken:,.0f}"]
            for title, taken in (("nothing", alone), ("all of the above", busy))
        ],
    )
    console.print(f"Not wrapped by the new master key at the end: {keystore.left_to_rotate()}.\n")


def _print(askers: dict[str, Asker], phases: dict[str, tuple[float, float]]) -> None:
    print_table(
        "While a master key is replaced: answers a second, 95 in 100 within so many ms",
        ["who asks", *(_TITLES[name] for name in phases), "errors"],
        [
            [
                title,
                *(_rate(asker.answers, *window) for window in phases.values()),
                str(sum(not one.right for one in asker.answers)),
            ]
            for title, asker in askers.items()
        ],
    )


_TITLES = {
    "before": "before",
    "rotating": "rotating",
    "after": "after",
    "computing": "computing instead",
}


def _rate(answers: Iterable[Answer], start: float, end: float) -> str:
    within = sorted(one.seconds for one in answers if start <= one.at - one.seconds <= end)
    if not within:
        return "none"
    p95 = within[math.ceil(0.95 * len(within)) - 1]
    return f"{len(within) / (end - start):,.0f}; {1_000 * p95:.0f} ms"


def _window(work: object) -> tuple[float, float]:
    start = time.monotonic()
    work()  # type: ignore[operator]
    return start, time.monotonic()


def _rotate() -> None:
    subprocess.run([*_AMPARO, "keys", "rotate"], check=True, capture_output=True)


def _signed_in() -> str:
    """Make an account, sign in, and return the cookie that the browser would keep."""
    user = make_account(email="bench@example.org", name=NAME)
    user.set_password(_PASSWORD)
    user.state = AccountState.ACTIVE
    user.save()
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"email": "bench@example.org", "password": _PASSWORD})
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _wait_until_all_answer(askers: dict[str, Asker]) -> None:
    for title, asker in askers.items():
        while not asker.answers:
            time.sleep(0.05)
        if not asker.answers[0].right:
            raise RuntimeError(f"Wrong before anything is rotated: {title}.")


@contextmanager
def _served() -> Iterator[int]:
    """Run `amparo serve` in the home, and give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*_AMPARO, "serve", "--port", str(port)], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        server.stdout.readline()  # it says so once it answers
        yield port
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def _computing() -> Iterator[None]:
    program = subprocess.Popen([sys.executable, "-c", _COMPUTE])
    try:
        yield
    finally:
        program.kill()
        program.wait()
