"""The site as its readers meet it, with everything that ships."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from amparo.access.permissions import RECORD_LOADER
from amparo.bodies.models import Mechanism, MechanismName
from amparo.docket import actions as docket
from amparo.registry.models import State, StateName
from amparo.search import indexing
from amparo.stats.loading import load_everything
from amparo.visits.procedures.visit import PROGRAMMED, VISIT
from tests.gate import Reader, publish
from tests.papers import take_in

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, keys: Path, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Load what ships once; each test undoes its own writes."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        transaction.atomic(using=settings.PUBLIC_STORE),
    ):
        load_everything(now=NOW)
        publish()
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using=settings.PUBLIC_STORE)


@pytest.fixture
def client() -> Reader:
    """A browser of somebody outside, who comes when the gate has done its work."""
    return Reader()


@pytest.fixture
def get(shipped: None, db: None, client: Reader) -> Callable[..., HttpResponse]:
    """Ask for a page: `get("/states/FRA/", on="2025-12-31")`."""

    def asked(path: str, **choices: str) -> HttpResponse:
        return client.get(path, choices)

    return asked


@pytest.fixture(scope="module")
def findable(
    django_db_setup: None, keys: Path, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A few States, a body, their visits and the papers, findable; nothing here is written again."""
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_INDEX=tmp_path_factory.mktemp("index")),
        transaction.atomic(),
        transaction.atomic(using=settings.PUBLIC_STORE),
    ):
        _small_record()
        take_in()
        publish()
        indexing.make_anew()
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using=settings.PUBLIC_STORE)


def _small_record() -> None:
    for iso3, iso2, m49, name in (
        ("PER", "PE", "604", "Peru"),
        ("MOZ", "MZ", "508", "Mozambique"),
        ("SEN", "SN", "686", "Senegal"),
    ):
        state = State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
        StateName.objects.create(state=state, language="en", short=name)
    body = Mechanism.objects.create(code="SPT", kind="subcommittee")
    MechanismName.objects.create(mechanism=body, language="en", name="Subcommittee", short="SPT")
    for state, years in (("SEN", range(2000, 2025)), ("PER", range(2010, 2013))):
        for year in years:
            on = date(year, 1, 10)
            docket.open_docket(
                VISIT,
                f"SPT/VISIT/{state}/{year}",
                PROGRAMMED(state=state, year=year),
                on=on,
                by=RECORD_LOADER,
                at=datetime(year, 1, 10, 12, tzinfo=UTC),
            )


@pytest.fixture
def reader(findable: None, db: None) -> Client:
    """A browser of somebody outside."""
    return Client()
