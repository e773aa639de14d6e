"""Four eyes: what two people are to do is not done by one."""

from datetime import timedelta

import pytest

from amparo.core.errors import Refused
from amparo.docket.apart import check_apart
from amparo.docket.entries import Entry

from .dossier import DOSSIER
from .example import day, moment


def entry(number: int, kind: str, by: str, rectifies: int | None = None) -> Entry:
    entered_at = moment("2025-01-01T09:00") + timedelta(minutes=number)
    return Entry(number, kind, day("2025-01-01"), entered_at, {}, rectifies, by=by)


REQUEST = entry(1, "asked", "amina")


@pytest.mark.parametrize(
    ("before", "may_not"),
    [
        pytest.param([REQUEST], {"amina"}, id="asked"),
        pytest.param([REQUEST, entry(2, "asked", "grace")], {"grace"}, id="asked again"),
        pytest.param([REQUEST, entry(2, "asked", "grace", 1)], {"grace"}, id="asked anew"),
        pytest.param([REQUEST, entry(2, "struck", "grace", 1)], set(), id="struck"),
        pytest.param([entry(1, "heard", "amina")], set(), id="something else"),
        pytest.param([], set(), id="nothing yet"),
    ],
)
def test_the_act_is_entered_by_another_than_the_latest_in_force(
    before: list[Entry], may_not: set[str]
) -> None:
    said = []
    for by in ("amina", "grace", "publisher"):
        if by not in may_not:
            check_apart(DOSSIER, before, entry(9, "cleared", by))
            continue
        with pytest.raises(Refused) as refused:
            check_apart(DOSSIER, before, entry(9, "cleared", by))
        said.append((refused.value.rule, str(refused.value)))

    sentence = (
        'The act "Cleared" is entered by another person than the one who entered "Asked for".'
    )
    assert said == [("TEST-3", sentence)] * len(may_not)


def test_the_one_who_clears_does_not_replace_what_was_asked() -> None:
    acts = [REQUEST, entry(2, "cleared", "grace")]

    check_apart(DOSSIER, acts, entry(3, "asked", "amina", rectifies=1))
    with pytest.raises(Refused, match="another person"):
        check_apart(DOSSIER, acts, entry(3, "asked", "grace", rectifies=1))


def test_the_one_who_asked_does_not_replace_the_clearance_and_the_one_who_cleared_may() -> None:
    acts = [REQUEST, entry(2, "cleared", "grace")]

    check_apart(DOSSIER, acts, entry(3, "cleared", "grace", rectifies=2))
    with pytest.raises(Refused, match="another person"):
        check_apart(DOSSIER, acts, entry(3, "cleared", "amina", rectifies=2))


def test_an_act_that_stands_apart_from_none_is_entered_by_anybody() -> None:
    check_apart(DOSSIER, [REQUEST], entry(2, "asked", "amina"))
    check_apart(DOSSIER, [REQUEST], entry(2, "given_out", "amina"))
