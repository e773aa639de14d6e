"""Disposal: recorded, then destroyed for good; nothing that counts or proves changes."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from amparo.access.permissions import DISPOSER, Actor, Post, Role
from amparo.core.errors import Refused
from amparo.docket import actions, attachments, disposal, queries, reading, rebuilding, sealing
from amparo.docket.models import Act, Matter
from amparo.docket.published import public_docket
from amparo.docket.verification import verify
from amparo.vault import blind, keystore
from amparo.vault.envelope import Unreadable
from amparo.vault.files import store
from amparo.vault.keystore import KeyDestroyed

from .example import AMINA, ANSWERED, NOTED, PETITION, PUBLISHED, RECEIVED, SENT, day, moment

pytestmark = pytest.mark.django_db(transaction=True)

REGISTRAR = Actor("registrar", (Post(Role.REGISTRAR),))
KEEPER = Actor("keeper", (Post(Role.CUSTODIAN_OF_IDENTITIES),))
SECRET = "Xiomara Quetzalcoatl"


@pytest.fixture
def closed(db: None) -> Matter:
    """A petition of 2012 with an author, a remark and a file, closed in 2013."""
    at = moment("2012-01-02T09:00")
    matter = actions.open_docket(
        PETITION,
        "PETITION/1",
        RECEIVED(state="PER", author=SECRET),
        on=day("2012-01-02"),
        by=AMINA,
        at=at,
    )
    for content, on in (
        (NOTED(remark="A scar."), "2012-01-03"),
        (SENT(), "2012-02-01"),
        (ANSWERED(text="Read."), "2012-05-01"),
        (PUBLISHED(), "2013-01-01"),
    ):
        actions.enter(matter, content, on=day(on), by=AMINA, at=moment(f"{on}T09:00"))
    attachments.attach("PETITION/1", "note.txt", b"A scar on the arm.", by=AMINA, at=timezone.now())
    matter.refresh_from_db()
    return matter


def test_only_what_is_over_for_long_enough_is_due(closed: Matter) -> None:
    actions.open_docket(
        PETITION, "PETITION/2", RECEIVED(state="PER", author="X"), on=day("2012-01-02"), by=AMINA
    )

    assert [one.reference for one in disposal.due(day("2017-12-31"))] == []
    (due,) = disposal.due(day("2018-01-01"))
    assert (due.reference, due.since, due.schedule) == (
        "PETITION/1",
        day("2018-01-01"),
        "TEST schedule",
    )


def test_what_is_still_needed_cannot_be_disposed_of(closed: Matter) -> None:
    with pytest.raises(Refused, match="kept until 2018-01-01"):
        disposal.dispose(closed, by=REGISTRAR, at=moment("2017-06-01T09:00"))
    with pytest.raises(Refused, match="You may not enter"):
        disposal.dispose(closed, by=AMINA)

    assert keystore.key_of(closed.key)
    disposal.dispose(closed, by=REGISTRAR)
    with pytest.raises(KeyDestroyed):
        keystore.key_of(closed.key)


def test_after_disposal_nothing_confidential_can_be_read(closed: Matter) -> None:
    before = reading.docket_for(KEEPER, "PETITION/1", at=timezone.now())
    assert before.acts[0].fields == {"state": "PER", "author": SECRET}
    (file,) = store.files_of(closed.key)
    assert b"".join(store.open_file(file)) == b"A scar on the arm."

    disposal.dispose(closed, by=REGISTRAR)

    after = reading.docket_for(KEEPER, "PETITION/1", at=timezone.now())
    assert after.acts[0].fields == {"state": "PER"}
    assert after.disposed_on == timezone.now().date()
    assert after.next_acts == ()
    assert list(blind.holders_of(SECRET)) == []
    assert list(store.files_of(closed.key)) == []
    with pytest.raises(KeyDestroyed):
        list(store.open_file(file))


def test_a_copy_made_before_cannot_be_read_either(closed: Matter) -> None:
    copy = {
        "facts": bytes(closed.sealed or b""),
        "acts": [(act.number, bytes(act.sealed)) for act in Act.objects.exclude(sealed=None)],
    }
    assert sealing.open_facts(closed.key, copy["facts"])["author"] == SECRET

    disposal.dispose(closed, by=REGISTRAR)
    # The data is put back as it was; its key is not in it.
    Matter.objects.filter(pk=closed.pk).update(sealed=copy["facts"])

    with pytest.raises(KeyDestroyed):
        sealing.open_facts(closed.key, copy["facts"])
    with pytest.raises(KeyDestroyed):
        keystore.make_key(closed.key)
    for number, sealed in copy["acts"]:
        for holder in keystore.holders():
            with pytest.raises(Unreadable):
                sealing.open_act(keystore.key_of(holder), closed.key, number, sealed)


def test_the_chain_and_the_projections_stay_true(closed: Matter) -> None:
    disposal.dispose(closed, by=REGISTRAR)

    assert list(verify()) == []
    assert list(rebuilding.rebuild(write=False)) == []
    assert Act.objects.count() == 6


def test_the_standing_and_what_is_public_stay_as_they_were(closed: Matter) -> None:
    before = public_docket("PETITION/1", today=day("2026-01-01"))
    standing = queries.docket_named("PETITION/1").standing(on=day("2013-06-01"))

    disposal.dispose(closed, by=REGISTRAR)

    assert public_docket("PETITION/1", today=day("2026-01-01")) == before
    assert queries.docket_named("PETITION/1").standing(on=day("2013-06-01")) == standing


def test_nothing_follows_a_disposal(closed: Matter) -> None:
    disposal.dispose(closed, by=REGISTRAR)

    for on in (timezone.now().date(), day("2012-06-01")):
        with pytest.raises(Refused, match="nothing more can be entered"):
            actions.enter(closed, NOTED(), on=on, by=AMINA)
    with pytest.raises(Refused, match="nothing more can be entered"):
        actions.strike(closed, 6, reason="Too early.", by=AMINA, on=timezone.now().date())
    with pytest.raises(Refused, match="nothing more can be entered"):
        attachments.attach("PETITION/1", "a.txt", b"Late.", by=AMINA, at=timezone.now())
    with pytest.raises(Refused, match="nothing more can be entered"):
        disposal.dispose(closed, by=REGISTRAR)


def test_a_disposal_that_was_cut_short_is_finished(
    closed: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(holder: UUID, **_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(keystore, "destroy", killed)
        with pytest.raises(KeyboardInterrupt):
            disposal.dispose(closed, by=REGISTRAR)
    assert keystore.key_of(closed.key)

    assert disposal.finish(by=DISPOSER, at=timezone.now()) == 1

    with pytest.raises(KeyDestroyed):
        keystore.key_of(closed.key)
    assert disposal.finish(by=DISPOSER, at=timezone.now()) == 0


def test_a_docket_brought_back_from_a_copy_says_again_that_it_was_disposed_of(
    closed: Matter,
) -> None:
    copy = Matter.objects.filter(pk=closed.pk).values(*Matter.PROJECTED).get()
    disposal.dispose(closed, by=REGISTRAR)
    Act.objects.filter(matter=closed, number=6).delete()
    Matter.objects.filter(pk=closed.pk).update(**copy)

    assert disposal.finish(by=DISPOSER, at=timezone.now()) == 1

    closed.refresh_from_db()
    assert closed.disposed_on == timezone.now().date()
    assert (closed.sealed, closed.acts_entered) == (None, 6)
    assert list(rebuilding.rebuild(write=False)) == []
    assert disposal.finish(by=DISPOSER, at=timezone.now()) == 0


def test_the_dockets_tell_the_key_store_what_must_not_come_back(closed: Matter) -> None:
    assert disposal.recorded() == set()

    disposal.dispose(closed, by=REGISTRAR)

    assert disposal.recorded() == {closed.key}


def test_disposal_leaves_its_lines(closed: Matter) -> None:
    from amparo.audit.models import Line

    disposal.dispose(closed, by=REGISTRAR)

    lines = Line.objects.filter(by="registrar").order_by("number").values_list("event", "about")
    assert list(lines) == [
        ("docket.act_entered", "PETITION/1"),
        ("docket.content_destroyed", "PETITION/1"),
    ]
    assert timedelta(0) <= timezone.now() - Line.objects.latest("at").at
