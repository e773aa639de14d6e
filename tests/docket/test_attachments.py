"""The files of a matter: who may add, list and read them, and the lines they leave."""

import uuid

import pytest
from django.utils import timezone

from amparo.access.permissions import Actor, Post, Role
from amparo.audit.models import Line
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible, Refused
from amparo.docket import actions, attachments
from amparo.vault.files import store

from .example import AMINA, PERU, PETITION, RECEIVED, SENT, day

pytestmark = pytest.mark.django_db

KEEPER = Actor("keeper", (Post(Role.CUSTODIAN_OF_IDENTITIES),))
PUBLISHER = Actor("publisher", (Post(Role.PUBLISHER),))
COUNTS = Actor("counts", (Post(Role.STATISTICIAN),))
OUTSIDER = Actor("chidi", (Post(Role.STATE_FOCAL_POINT, state="FRA"),))


@pytest.fixture(autouse=True)
def petition_sent(db: None) -> None:
    matter = actions.open_docket(
        PETITION, "P/1", RECEIVED(state="PER"), on=day("2025-01-02"), by=AMINA
    )
    actions.enter(matter, SENT(), on=day("2025-02-01"), by=AMINA)


def attach(name: str, level: Confidentiality, by: Actor = AMINA) -> uuid.UUID:
    file = attachments.attach("P/1", name, b"What it says.", level=level, by=by, at=timezone.now())
    return file.pk


def names(actor: Actor) -> set[str]:
    return {one.name for one in attachments.attached(actor, "P/1", at=timezone.now())}


def test_each_reader_sees_the_files_of_their_class() -> None:
    for level in attachments.LEVELS:
        attach(f"{level}.txt", level)

    # Whoever added a file reads it, whatever its class.
    assert names(AMINA) == {"internal.txt", "confidential.txt", "personal.txt"}
    assert names(KEEPER) == {"internal.txt", "confidential.txt", "personal.txt"}
    assert names(PUBLISHER) == {"internal.txt", "confidential.txt"}
    assert names(COUNTS) == set()
    assert names(PERU) == set()
    with pytest.raises(NotVisible):
        names(OUTSIDER)


def test_a_file_is_read_by_those_who_may_and_leaves_a_line() -> None:
    pk = attach("note.txt", Confidentiality.PERSONAL)

    file = attachments.file_for(KEEPER, "P/1", pk, at=timezone.now())
    assert b"".join(store.open_file(file)) == b"What it says."
    for actor in (PUBLISHER, COUNTS, PERU, OUTSIDER):
        with pytest.raises(NotVisible):
            attachments.file_for(actor, "P/1", pk, at=timezone.now())

    lines = Line.objects.filter(event="docket.file_read").values_list("by", "about", "permission")
    assert list(lines) == [("keeper", "P/1", "files.read")]


def test_a_file_of_another_matter_is_not_there() -> None:
    pk = attach("note.txt", Confidentiality.INTERNAL)
    actions.open_docket(PETITION, "P/2", RECEIVED(state="PER"), on=day("2025-01-02"), by=AMINA)

    for reference, file in (("P/2", pk), ("P/1", uuid.uuid4()), ("P/9", pk)):
        with pytest.raises(NotVisible):
            attachments.file_for(AMINA, reference, file, at=timezone.now())
    assert attachments.file_for(AMINA, "P/1", pk, at=timezone.now()).pk == pk


def test_who_may_not_add_files_is_refused_and_who_may_not_know_sees_nothing() -> None:
    with pytest.raises(Refused, match="may not add files"):
        attach("note.txt", Confidentiality.INTERNAL, by=COUNTS)
    with pytest.raises(NotVisible):
        attach("note.txt", Confidentiality.INTERNAL, by=OUTSIDER)
    with pytest.raises(Refused, match="may not add files"):
        attach("note.txt", Confidentiality.PUBLIC)

    attach("answer.txt", Confidentiality.CONFIDENTIAL, by=PERU)
    assert names(PERU) == {"answer.txt"}
