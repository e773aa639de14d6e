"""What dockets need at its time: checkpoints when something changed, disposal as it was set."""

from collections.abc import Callable
from typing import Any

import pytest

from amparo.access.permissions import DISPOSER
from amparo.core.errors import Refused
from amparo.docket import actions, disposal
from amparo.docket.models import Checkpoint, Matter
from amparo.docket.tasks import dispose_of_what_is_due, take_checkpoint
from amparo.vault import keystore
from amparo.vault.keystore import KeyDestroyed

from .example import AMINA, ANSWERED, PETITION, PUBLISHED, RECEIVED, SENT, day, moment

pytestmark = pytest.mark.django_db(transaction=True)
LATER = moment("2030-06-01T02:30")


@pytest.fixture
def closed(db: None) -> Matter:
    """A petition that was closed in 2013; its content is due for disposal since 2018."""
    at = moment("2012-01-02T09:00")
    content = RECEIVED(state="PER", author="Xiomara Quetzalcoatl")
    matter = actions.open_docket(
        PETITION, "PETITION/1", content, on=day("2012-01-02"), by=AMINA, at=at
    )
    for step, on in (
        (SENT(), "2012-02-01"),
        (ANSWERED(text="Read."), "2012-05-01"),
        (PUBLISHED(), "2013-01-01"),
    ):
        actions.enter(matter, step, on=day(on), by=AMINA, at=moment(f"{on}T09:00"))
    matter.refresh_from_db()
    return matter


def test_a_checkpoint_is_taken_when_something_has_changed(sent: Callable[..., Matter]) -> None:
    sent()

    assert take_checkpoint(LATER) == "checkpoint 1"
    assert take_checkpoint(LATER) is None
    sent("PETITION/2")
    assert take_checkpoint(LATER) == "checkpoint 2"

    assert Checkpoint.objects.count() == 2


def test_what_is_due_is_told_and_left_to_people(closed: Matter) -> None:
    assert dispose_of_what_is_due(LATER) == "finished 0, due 1"

    assert keystore.key_of(closed.key)
    closed.refresh_from_db()
    assert closed.disposed_on is None


def test_what_is_due_is_destroyed_where_that_was_set(closed: Matter, settings: Any) -> None:
    settings.DISPOSE_BY_ITSELF = True

    assert dispose_of_what_is_due(moment("2017-06-01T02:30")) == "finished 0, disposed 0, due 0"
    assert keystore.key_of(closed.key)
    assert dispose_of_what_is_due(LATER) == "finished 0, disposed 1, due 0"

    with pytest.raises(KeyDestroyed):
        keystore.key_of(closed.key)
    last = closed.acts.order_by("-number").first()
    assert last is not None
    assert (last.kind, last.by) == ("petition.disposed", "disposal")


def test_one_that_cannot_be_disposed_of_keeps_no_other_waiting(
    closed: Matter, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DISPOSE_BY_ITSELF = True
    (due,) = disposal.due(LATER.date())
    dispose, asked = disposal.dispose, []

    def refuse_the_first(matter: Matter, **options: Any) -> None:
        asked.append(matter.reference)
        if len(asked) == 1:
            raise Refused("It is still needed.")
        dispose(matter, **options)

    monkeypatch.setattr(disposal, "due", lambda _on: [due, due])
    monkeypatch.setattr(disposal, "dispose", refuse_the_first)

    assert dispose_of_what_is_due(LATER) == "finished 0, disposed 1, due 1"


def test_a_disposal_that_was_cut_short_is_finished_whatever_was_set(closed: Matter) -> None:
    actions.record_disposal(closed, by=DISPOSER, schedule="TEST schedule", at=LATER)
    assert keystore.key_of(closed.key)

    assert dispose_of_what_is_due(LATER) == "finished 1, due 0"

    with pytest.raises(KeyDestroyed):
        keystore.key_of(closed.key)
