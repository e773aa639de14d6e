"""Every figure is the same whether it is counted inside or at the public store."""

import pytest

from amparo.core.measures import MEASURES
from amparo.core.stores import at_public_store
from amparo.stats import figures
from amparo.stats.loading import load_everything
from amparo.stats.report import spt
from tests.gate import publish
from tests.shipped import NOW

REPORT = 2025


@pytest.fixture
def whole_record(db):
    load_everything(now=NOW)
    publish()


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
