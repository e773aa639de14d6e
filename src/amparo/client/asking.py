"""Asking over HTTP: again after a while where that helps, and never where it does not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from random import uniform
from typing import Any
from urllib.parse import urljoin

import requests

from .errors import AmparoError, NotFound, NotThere, Refused

# Too much asked, or something on the way that is not there just now.
AGAIN = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 120.0

Choices = Mapping[str, Any]


class Asker:
    """Asks one site, politely: it waits as long as it is told to, and longer each time."""

    def __init__(
        self,
        address: str,
        *,
        language: str,
        timeout: float,
        attempts: int,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address.rstrip("/") + "/"
        self._language, self._timeout, self._attempts = language, timeout, attempts
        self._wait = wait
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "amparo-client/1"

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def data(self, path: str, choices: Choices | None = None) -> dict[str, Any]:
        """Return what is at an address of the site, as data."""
        with self.opened(path, choices) as answer:
            found: dict[str, Any] = answer.json()
            return found

    @contextmanager
    def opened(
        self, path: str, choices: Choices | None = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[requests.Response]:
        """
        Open what is at an address, to be read in the body.

        :raises NotFound: if there is nothing public. :raises Refused: if the site refuses it.
        :raises NotThere: if the site cannot be reached, however often it was asked.
        """
        answer = self._asked(urljoin(self.address, path), self._said(choices), headers or {})
        with answer:
            if answer.status_code >= 400:
                raise _error(answer)
            yield answer

    def _said(self, choices: Choices | None) -> dict[str, Any] | None:
        """Return choices as they stand in an address, without those that are not made."""
        if choices is None:
            return None  # an address that the site gave is whole
        language = {"lang": self._language} if self._language else {}
        return {
            **language,
            **{
                name: one.isoformat() if isinstance(one, date) else one
                for name, one in choices.items()
                if one not in (None, "", ())
            },
        }

    def _asked(
        self, address: str, choices: dict[str, Any] | None, headers: Mapping[str, str]
    ) -> requests.Response:
        for attempt in range(1, self._attempts + 1):
            last = attempt == self._attempts
            try:
                answer = self._session.get(
                    address, params=choices, headers=headers, timeout=self._timeout, stream=True
                )
            except (requests.ConnectionError, requests.Timeout) as error:
                if last:
                    raise NotThere(f"{self.address} cannot be reached: {error}") from error
                self._wait(_pause(attempt, ""))
                continue
            if answer.status_code not in AGAIN or last:
                return answer
            told = answer.headers.get("Retry-After", "")
            answer.close()
            self._wait(_pause(attempt, told))
        raise NotThere(f"{self.address} was not asked at all.")


def _pause(attempt: int, told: str) -> float:
    """Return how many seconds to wait: as long as was told, else longer each time, never alike."""
    if told.isdecimal():
        return min(float(told), _LONGEST_WAIT)
    return min(_LONGEST_WAIT, 0.5 * 2**attempt * uniform(0.75, 1.25))  # noqa: S311


def _error(answer: requests.Response) -> AmparoError:
    try:
        told = answer.json()
        sentence, rule = str(told.get("detail", "")), str(told.get("rule", ""))
    except (ValueError, AttributeError):
        sentence, rule = "", ""
    status = answer.status_code
    kind = {404: NotFound}.get(status, NotThere if status in AGAIN or status >= 500 else Refused)
    return kind(sentence or f"The site answered {status}.", status=status, rule=rule)
