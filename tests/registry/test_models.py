"""The promises that the database keeps by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from amparo.registry.enums import ActionKind
from amparo.registry.models import State, StateGroup, StateName, Treaty, TreatyAction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

ENTERED = datetime(2026, 6, 1, tzinfo=UTC)


def action(**changes: object) -> TreatyAction:
    """Enter an accession of Japan, with changes."""
    fields: dict[str, object] = {
        "treaty_id": "OPCAT",
        "state_id": "JPN",
        "kind": ActionKind.ACCESSION,
        "on": date(2026, 4, 1),
        "entered_at": ENTERED,
        "source": "A test.",
    }
    return TreatyAction.objects.create(**(fields | changes))


def twice(**changes: object) -> None:
    action(**changes)
    action(**changes)


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda: twice(), id="the same action twice"),
        pytest.param(lambda: action(kind="waving"), id="an unknown action"),
        pytest.param(
            lambda: action(takes_effect_on=date(2026, 5, 1)), id="an accession with an effect"
        ),
        pytest.param(
            lambda: action(kind=ActionKind.DENUNCIATION), id="a denunciation without effect"
        ),
        pytest.param(
            lambda: action(kind=ActionKind.DENUNCIATION, takes_effect_on=date(2026, 3, 1)),
            id="a denunciation in effect before its notice",
        ),
        pytest.param(
            lambda: action(rectified_at=datetime(2026, 5, 1, tzinfo=UTC)),
            id="rectified before it was entered",
        ),
        pytest.param(
            lambda: State.objects.create(iso3="XXA", iso2="FR", kind="member"),
            id="two States with one code",
        ),
        pytest.param(
            lambda: State.objects.create(iso3="XXA", iso2="XA", kind="planet"),
            id="an unknown kind of State",
        ),
        pytest.param(
            lambda: StateName.objects.create(state_id="FRA", language="en", short="Again"),
            id="two names in one language",
        ),
        pytest.param(
            lambda: StateName.objects.create(state_id="FRA", language="xx", short="Again"),
            id="a name in an unknown language",
        ),
        pytest.param(
            lambda: StateGroup.objects.create(state_id="FRA", group="africa", source="A test."),
            id="two groups without a first day",
        ),
        pytest.param(
            lambda: StateGroup.objects.create(
                state_id="FRA",
                group="africa",
                valid_from=date(2020, 1, 2),
                valid_until=date(2020, 1, 1),
                source="A test.",
            ),
            id="a group that ends before it begins",
        ),
        pytest.param(
            lambda: Treaty.objects.filter(code="CAT").update(in_force_on=date(1984, 12, 9)),
            id="in force before adoption",
        ),
    ],
)
def test_the_database_refuses(write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_a_rectified_action_leaves_room_for_the_same_again() -> None:
    action(rectified_at=ENTERED)

    assert action().pk
