"""Acts that name files: which may be named, who reads them for it, and that they stay."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from amparo.access.permissions import RECORD_LOADER, Actor
from amparo.audit.models import Line
from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible, Refused
from amparo.docket import actions, attachments, reading
from amparo.docket.actions import Draft, RecordRefused
from amparo.docket.models import Act, Matter
from amparo.docket.procedure import PROCEDURES, ActType, Field, Kind
from amparo.docket.wording import field_in_words
from amparo.vault.files import store

from .dossier import (
    AMINA,
    ASKED,
    CLEARED,
    COUNTS,
    DOSSIER,
    FIRST,
    GIVEN_OUT,
    GRACE,
    HEARD,
    LIMA,
    OPENED,
    PERU,
    PUBLISHER,
    attach,
    entered,
    opened,
)
from .example import day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dossier() -> Iterator[None]:
    PROCEDURES["dossier"] = DOSSIER
    yield
    del PROCEDURES["dossier"]


@pytest.fixture
def matter(dossier: None, db: None) -> Matter:
    return opened()


def may_have(actor: Actor, file: object) -> bool:
    try:
        attachments.file_for(actor, "D/1", file, at=timezone.now())  # type: ignore[arg-type]
    except NotVisible:
        return False
    return True


def test_a_field_holds_the_number_of_a_file_and_nothing_else() -> None:
    number = uuid4()

    assert ASKED(letter=number).fields == ASKED(letter=str(number).upper()).fields
    assert GIVEN_OUT(text=number).fields == {"text": str(number)}
    for wrong in ("a.pdf", "", 7):
        with pytest.raises(Refused):
            CLEARED(text=wrong)


def test_an_act_names_a_file_of_its_matter(matter: Matter) -> None:
    file = attach()
    act = entered(matter, ASKED(letter=file))

    (seen,) = [one for one in seen_acts(AMINA) if one.number == act.number]
    assert dict(seen.files) == {"letter": file}
    assert str(file) not in act.fields  # sealed with the rest of its class


def seen_acts(actor: Actor) -> tuple[reading.SeenAct, ...]:
    return reading.docket_for(actor, "D/1", at=timezone.now()).acts


def test_a_file_that_is_not_among_those_of_the_matter_is_refused(matter: Matter) -> None:
    opened("D/2")
    elsewhere, gone = attach("D/2"), attach()
    store.files_of(matter.key).filter(pk=gone).update(dropped_at=timezone.now())

    for file in (uuid4(), elsewhere, gone):
        with pytest.raises(Refused, match="not among the files of this matter"):
            entered(matter, ASKED(letter=file))
    assert matter.acts.count() == 1
    entered(matter, ASKED(letter=attach()))


def test_nobody_names_a_file_that_they_may_not_read(matter: Matter) -> None:
    personal = attach(level=Confidentiality.PERSONAL)
    theirs, ours = attach(by=PERU), attach()

    for by, file in ((PUBLISHER, personal), (PERU, ours), (GRACE, personal)):
        with pytest.raises(Refused, match="not among the files of this matter"):
            entered(matter, ASKED(letter=file), by=by)
    entered(matter, ASKED(letter=personal), by=AMINA)  # who added it
    entered(matter, ASKED(letter=theirs), by=PERU)
    entered(matter, ASKED(letter=ours), by=PUBLISHER)
    entered(matter, ASKED(letter=personal), by=RECORD_LOADER)


def test_a_matter_does_not_open_with_a_file_for_none_is_there_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_file = replace(OPENED, fields=(*OPENED.fields, Field("annex", "Annex", Kind.FILE, False)))
    law = replace(DOSSIER, acts=(with_file, *DOSSIER.acts[1:]))
    monkeypatch.setitem(PROCEDURES, "dossier", law)

    def open_with(**fields: object) -> Matter:
        return actions.open_docket(law, "D/3", with_file(state="PER", **fields), on=FIRST, by=AMINA)

    with pytest.raises(Refused, match="not among the files"):
        open_with(annex=uuid4())
    assert not Matter.objects.filter(reference="D/3").exists()
    assert open_with().reference == "D/3"


def test_outsiders_read_the_files_that_an_act_shared_with_them_names(matter: Matter) -> None:
    letter, memo, unnamed, secret = attach(), attach(), attach(), attach()
    personal = attach(level=Confidentiality.PERSONAL)
    before = {one: may_have(PERU, one) for one in (letter, memo, unnamed, secret, personal)}
    entered(matter, ASKED(letter=letter, memo=memo))
    entered(matter, ASKED(letter=personal))
    entered(matter, CLEARED(text=secret), by=GRACE)

    assert set(before.values()) == {False}
    assert may_have(PERU, letter) is True
    assert may_have(PERU, memo) is True
    # Nothing shared with them names these; that one is of a class they do not read.
    assert [may_have(PERU, one) for one in (unnamed, secret, personal)] == [False] * 3
    assert {one.id for one in attachments.attached(PERU, "D/1", at=timezone.now())} == {
        letter,
        memo,
    }
    line = Line.objects.filter(event="docket.file_read", by="peru").latest("pk")
    assert (line.about, line.permission) == ("D/1", "files.read")


def test_of_an_act_that_is_only_public_outsiders_read_what_the_world_reads(matter: Matter) -> None:
    letter, text = attach(), attach()
    entered(matter, ASKED(letter=letter))
    entered(matter, GIVEN_OUT(text=text, symbol="A/1"))

    by_kind = {one.kind: one for one in seen_acts(LIMA)}
    assert dict(by_kind["asked"].fields) == {}
    assert dict(by_kind["given_out"].files) == {"text": text}
    assert (may_have(LIMA, letter), may_have(LIMA, text)) == (False, True)


def test_a_file_named_in_error_is_not_theirs_any_more(matter: Matter) -> None:
    wrong, right = attach(), attach()
    act = entered(matter, ASKED(letter=wrong))
    assert (may_have(PERU, wrong), may_have(PERU, right)) == (True, False)

    entered(matter, ASKED(letter=right), rectifies=act.number, reason="The wrong letter")
    assert (may_have(PERU, wrong), may_have(PERU, right)) == (False, True)


def test_only_those_who_read_a_field_are_told_of_its_file(matter: Matter) -> None:
    memo, letter = attach(level=Confidentiality.INTERNAL), attach()
    entered(matter, ASKED(letter=letter, memo=memo))

    (seen,) = [one for one in seen_acts(COUNTS) if one.kind == "asked"]
    assert dict(seen.files) == {"memo": memo}
    assert seen.withheld == ("Letter",)
    assert str(letter) not in repr(seen)


def test_what_an_act_names_is_not_swept_away(matter: Matter) -> None:
    file = attach()
    entered(matter, ASKED(letter=file))

    store.sweep(now=timezone.now() + timedelta(days=30), older_than=timedelta(0))
    found = attachments.file_for(AMINA, "D/1", file, at=timezone.now())
    assert b"".join(store.open_file(found)) == b"What it says."


def loaded(*acts: tuple[ActType, dict[str, object]], reference: str = "D/1") -> int:
    now = timezone.now()
    drafts = [
        Draft(
            DOSSIER, reference, act(**fields), on=day("2025-03-01"), entered_at=now, where=f"x:{n}"
        )
        for n, (act, fields) in enumerate(acts, start=1)
    ]
    return actions.load(drafts, by=RECORD_LOADER, at=now)


def test_a_record_that_names_files_is_refused_unless_they_are_there(matter: Matter) -> None:
    file = attach()

    for missing in (uuid4(), file):
        with pytest.raises(RecordRefused) as refused:
            loaded((OPENED, {"state": "PER"}), (ASKED, {"letter": missing}), reference="D/7")
        assert [where for where, _refusal in refused.value.problems] == ["x:2"]
    with pytest.raises(RecordRefused):
        loaded((ASKED, {"letter": uuid4()}))
    assert Act.objects.count() == 1
    assert loaded((ASKED, {"letter": file})) == 1


def test_four_eyes_are_asked_of_people_and_not_of_records(matter: Matter) -> None:
    entered(matter, ASKED(), by=AMINA)
    text = attach()

    with pytest.raises(Refused, match="by another person") as refused:
        entered(matter, CLEARED(text=text), by=AMINA)
    assert refused.value.rule == "TEST-3"
    act = entered(matter, CLEARED(text=text), by=GRACE)
    with pytest.raises(Refused, match="by another person"):
        entered(matter, ASKED(), by=GRACE, rectifies=2, reason="To slip through")
    with pytest.raises(Refused, match="by another person"):
        entered(matter, CLEARED(text=text), by=AMINA, rectifies=act.number, reason="The same")

    entered(matter, ASKED(), by=RECORD_LOADER)
    entered(matter, CLEARED(text=text), by=RECORD_LOADER)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"apart_from": ("nowhere",)}, id="an act that is not there"),
        pytest.param(
            {"fields": (replace(HEARD.fields[0], consent="nowhere"),)}, id="a consent not there"
        ),
        pytest.param(
            {"fields": (replace(HEARD.fields[0], consent="lawyer"), HEARD.fields[1])},
            id="a consent that is no yes or no",
        ),
    ],
)
def test_a_procedure_names_what_it_has(change: dict[str, object]) -> None:
    replace(DOSSIER, acts=(OPENED, HEARD))
    with pytest.raises(ValueError, match="dossier.heard"):
        replace(DOSSIER, acts=(OPENED, replace(HEARD, **change)))  # type: ignore[arg-type]


def test_a_field_with_a_file_says_so_and_never_its_number() -> None:
    with translation.override("en"):
        assert field_in_words("dossier", "asked", "letter", str(uuid4()), {}) == "a file"
