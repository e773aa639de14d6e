"""A worker beside the server: started with it, started again if it dies, ended with it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time

_log = logging.getLogger(__name__)
_LONG_LIFE_SECONDS = 60
_LONGEST_WAIT_SECONDS = 30
_PATIENCE_SECONDS = 30


class WorkerBeside:
    """One process of `amparo work`, kept alive."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Start the worker, and see to it that there is one until `end`."""
        threading.Thread(target=self._keep, daemon=True).start()

    def end(self) -> None:
        """Let the worker finish what it has in hand, for a while, and end."""
        with self._starting:
            self._ended.set()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            # What it had in hand is taken again by the next.
            self._process.kill()
            self._process.wait()

    def _keep(self) -> None:
        wait = 1
        while (process := self._begin()) is not None:
            began = time.monotonic()
            code = process.wait()
            if time.monotonic() - began >= _LONG_LIFE_SECONDS:
                wait = 1
            if not self._ended.is_set():
                _log.error("upkeep.worker_died %s", code)
            self._ended.wait(wait)
            wait = min(2 * wait, _LONGEST_WAIT_SECONDS)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self._starting:
            if self._ended.is_set():
                return None
            # It watches over the server too: should that be killed, it ends by itself.
            command = [sys.executable, "-m", "amparo", "work", "--beside", str(os.getpid())]
            self._process = subprocess.Popen(command)  # noqa: S603  (our own program)
            return self._process
