from datetime import UTC, date, datetime

import pytest

from amparo.access.permissions import RECORD_LOADER
from amparo.docket.models import Matter
from amparo.docket.queries import docket_named
from amparo.npms.actions import open_from_deposits
from amparo.registry.actions import load_shipped
from tests.shipped import NOW


@pytest.mark.django_db
def test_a_docket_is_opened_for_each_party_known_from_the_day_of_its_deposit():
    load_shipped()

    opened = open_from_deposits(by=RECORD_LOADER, at=NOW)

    assert opened == 96
    act = docket_named("OPCAT/NPM/ISL").entries[0]
    assert act.on == date(2019, 2, 20)
    assert act.entered_at == datetime(2019, 2, 20, tzinfo=UTC)
    assert dict(act.fields) == {
        "state": "ISL",
        "instrument": "ratification",
        "in_force_on": "2019-03-22",
    }


@pytest.mark.django_db
def test_opening_again_changes_nothing():
    load_shipped()
    open_from_deposits(by=RECORD_LOADER, at=NOW)
    before = list(Matter.objects.order_by("reference").values_list("reference", "head"))

    assert open_from_deposits(by=RECORD_LOADER, at=NOW) == 0
    assert list(Matter.objects.order_by("reference").values_list("reference", "head")) == before


@pytest.mark.django_db
def test_a_deposit_that_is_not_known_yet_opens_nothing():
    load_shipped()

    assert open_from_deposits(by=RECORD_LOADER, at=datetime(2019, 12, 31, tzinfo=UTC)) == 90
