"""Going to every address as everybody, and what must be the same afterwards."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from django.apps import apps
from django.test import Client

from amparo.access.models import Appointment, EmergencyRequest, Grant, Invitation, Session, User
from amparo.vault.models import File
from tests.house.ground import NOBODY, PEOPLE, Address, Ground


def visits(ground: Ground) -> Iterator[tuple[str, Address, str]]:
    """Yield who goes to which address, and one path there that opens to some of them."""
    for address in ground.addresses():
        for who in (NOBODY,) if address.is_public else (NOBODY, *PEOPLE):
            yield who, address, address.paths[0]


def in_turn(ground: Ground) -> Iterator[tuple[str, Address, str]]:
    """Yield the same, but of all who are signed in only two for each address, one after the other."""
    people = cycle(PEOPLE)
    for address in ground.addresses():
        signed_in = () if address.is_public else (next(people), next(people))
        for who in (NOBODY, *signed_in):
            yield who, address, address.paths[0]


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return what the tables about people, access and files hold, sealed or not."""
    tables = (User, Appointment, Grant, EmergencyRequest, Invitation, File)
    held = {model.__name__: [*model.objects.order_by("pk").values()] for model in tables}
    held["factors"] = [*apps.get_model("mfa.Authenticator").objects.order_by("pk").values()]
    # When somebody was last seen changes with every request; sessions of nobody come and go.
    signed_in = Session.objects.filter(user__isnull=False).order_by("pk")
    held["sessions"] = [*signed_in.values("pk", "user_id", "ends_at")]
    return {
        table: [{name: comparable(value) for name, value in row.items()} for row in listed]
        for table, listed in held.items()
    }


def comparable(value: object) -> object:
    """Return a value, or of what is sealed, which is itself alone, that it is there."""
    return type(value).__name__ if "sealed" in repr(value) else value


def strict(ground: Ground, who: str) -> Client:
    """Return the browser of somebody as a server meets it: forms are checked."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = copy.deepcopy(ground.browsers[who].cookies)
    return client
