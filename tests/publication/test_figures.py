"""Every figure is the same whether it is counted inside or at the public store."""

import pytest
from django.db import transaction

from amparo.core.measures import MEASURES
from amparo.core.stores import at_public_store
from amparo.stats import figures
from amparo.stats.loading import load_everything
from amparo.stats.report import spt
from tests.gate import publish
from tests.shipped import NOW

REPORT = 2025


@pytest.fixture(scope="module")
def loaded(django_db_setup, keys, django_db_blocker):
    """All that ships, loaded and let out once for both; undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic("public"):
        load_everything(now=NOW)
        publish()
        yield
        for store in ("default", "public"):
            transaction.set_rollback(True, using=store)


@pytest.fixture
def whole_record(loaded, db):
    """The record, for a test that undoes its own writes."""


def test_the_published_figures_are_counted_alike_at_the_store(whole_record):
    inside = figures.check()
    with at_public_store():
        outside = figures.check()

    assert outside == inside
    assert sum(one.outcome is figures.Outcome.EQUAL for one in outside) > 100
    assert len(MEASURES) > 50


def test_the_annual_report_is_the_same_at_the_store(whole_record):
    options = {"today": NOW.date(), "known_on": None, "language": "en"}
    inside = spt.build(REPORT, **options)
    with at_public_store():
        outside = spt.build(REPORT, **options)

    assert outside == inside
