from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from amparo.core.measures import AsAt
from amparo.stats.actions import load_shipped as load_published
from amparo.stats.measures import published_share_of_parties
from tests.shipped import shipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

END_2019 = AsAt(date(2019, 12, 31), datetime(2020, 3, 16, 23, tzinfo=UTC))


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The parties to the Protocol and the published aggregates."""
    with shipped(django_db_blocker):
        load_published()
        yield


def test_thirteen_of_twenty_three_african_parties_are_not_55_per_cent():
    share = published_share_of_parties(END_2019, figure="S-2019-47-03", region="africa")

    assert (share.value, share.numerator, share.denominator) == (Decimal("56.52"), 13, 23)
    assert [row.reference for row in share.rows] == ["S-2019-47-03"]
