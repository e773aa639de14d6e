"""What the worker does in a running house, done when a test wants it: the gate, and browsers behind it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from amparo.publication import gate, reference, wholes


def publish(now: datetime | None = None) -> gate.Passed:
    """Let out what is due, and copy the reference tables and what goes out whole."""
    reference.copy()
    wholes.copy(now)
    return gate.release(now)


class Reader(Client):
    """A browser of somebody outside, who comes when the gate has done its work."""

    def request(self, **request: Any) -> HttpResponse:
        gate.release()
        wholes.copy()
        return super().request(**request)
