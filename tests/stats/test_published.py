from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from amparo.core.errors import Refused
from amparo.core.measures import MEASURES, AsAt
from amparo.stats import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]

YEAR_2025 = AsAt.year(2025, datetime(2026, 3, 11, 23, tzinfo=UTC))


def test_every_measure_says_what_it_counts_and_by_which_rule():
    found = published.measures()

    assert [one.name for one in found] == sorted(MEASURES)
    assert [one.name for one in found if not (one.title and one.unit and one.counts)] == []
    assert [one.name for one in found if not one.rule] == []


def test_a_figure_comes_with_its_definition_and_its_rows():
    record = published.figure("npms.listed", YEAR_2025)

    assert record.value == 12
    assert len(record.rows) == 12
    assert record.measure.rule == "A17-4"
    assert (record.on, record.since) == (date(2025, 12, 31), date(2025, 1, 1))


def test_a_figure_of_no_measure_or_with_another_choice_is_refused():
    with pytest.raises(Refused, match="There is no figure of that name"):
        published.figure("npms.unknown", YEAR_2025)
    with pytest.raises(Refused, match="This figure does not have that choice"):
        published.figure("npms.listed", YEAR_2025, region="africa")


def test_the_rows_are_where_the_figure_says():
    path = published.figure_path(
        "participation.parties", YEAR_2025, {"region": "africa"}, "2026-03-11"
    )
    assert path == (
        "/figures/participation.parties/?on=2025-12-31&known_at=2026-03-11&region=africa"
    )

    path = published.figure_path("visits.conducted", YEAR_2025, {})
    assert path == "/figures/visits.conducted/?on=2025-12-31&since=2025-01-01"


def test_published_totals_are_shared_subtracted_and_added_up():
    choices = {"part": "visits.published.states", "whole": "visits.transmitted.states"}

    share = published.figure("published.share", YEAR_2025, **choices)
    assert (share.value, share.numerator, share.denominator) == (Decimal("61.05"), 58, 95)
    assert published.figure("published.difference", YEAR_2025, **choices).value == 37
    places = published.figure("published.sum", YEAR_2025, topic="visits.places.")
    assert (places.value, len(places.rows)) == (102, 9)


def test_a_published_total_is_not_known_before_it_was_published():
    before = AsAt.year(2025, datetime(2026, 3, 10, 23, tzinfo=UTC))

    with pytest.raises(Refused, match="No such figure was published for that time"):
        published.figure("published.total", before, topic="visits.interviews")
    assert published.figure("published.sum", before, topic="visits.places.").rows == ()
