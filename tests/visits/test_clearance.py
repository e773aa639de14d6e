"""A report goes out as a second person cleared it, and names nobody of the visit."""

from uuid import UUID

import pytest
from django.utils import timezone

from amparo.access.permissions import RECORD_LOADER, Actor, Post, Role
from amparo.core.errors import Refused
from amparo.docket import actions, attachments
from amparo.docket.models import Act, Matter
from amparo.docket.procedure import Content
from amparo.visits.procedures.report import (
    CLEARED,
    PUBLICATION_REQUESTED,
    PUBLISHED,
    REPLY_CLEARED,
    REPLY_PUBLISHED,
    REPLY_RECEIVED,
    REPORT,
    TRANSMITTED,
)
from amparo.visits.procedures.visit import CONDUCTED, INTERVIEWED, PRESS_RELEASED, PROGRAMMED, VISIT
from tests.vault.files.printed import printed

from .procedures.folds import day

AMINA = Actor("amina", (Post(Role.REGISTRAR),))
PUBLISHER = Actor("publisher", (Post(Role.PUBLISHER),))
BOTH = Actor("both", (Post(Role.SECRETARIAT), Post(Role.PUBLISHER)))
CROATIA = Actor("croatia", (Post(Role.STATE_FOCAL_POINT, state="HRV"),))
VISITED, REFERENCE = "SPT/VISIT/HRV/2025", "SPT/REPORT/HRV/2025/STATE"
ON = day("2026-03-03")


@pytest.fixture
def visit(docket) -> Matter:
    """A visit on which two people were heard, one of whom consents to being named."""
    return docket(
        VISIT,
        VISITED,
        [
            (PROGRAMMED(state="HRV", year=2025), day("2025-01-10")),
            (CONDUCTED(), day("2025-06-14")),
            (INTERVIEWED(person=["Ana Petrova"], account="What she said."), day("2025-06-14")),
            (
                INTERVIEWED(person=["Bo Chang"], account="What he said.", may_be_named=True),
                day("2025-06-14"),
            ),
        ],
    )


@pytest.fixture
def report(visit: Matter, docket) -> Matter:
    """The report on it, sent to the State."""
    sent = TRANSMITTED(state="HRV", recipient="state", visit=VISITED)
    return docket(REPORT, REFERENCE, [(sent, day("2025-11-20"))])


def enter(matter: Matter, content: Content, by: Actor, **more: object) -> Act:
    return actions.enter(matter, content, on=ON, by=by, **more)  # type: ignore[arg-type]


def attach(*pages: str, by: Actor = AMINA) -> UUID:
    return attachments.attach(
        REFERENCE, "Ana Petrova.pdf", printed(*pages), by=by, at=timezone.now()
    ).pk


def test_a_state_asks_with_a_letter_a_publisher_clears_and_publishes(report: Matter) -> None:
    letter = attach("We ask for publication.", by=CROATIA)
    text = attach("What Bo Chang said.")
    asked = PUBLICATION_REQUESTED(report_requested=True, letter=letter)

    enter(report, asked, CROATIA)
    enter(report, CLEARED(document=text, names_masked=True), PUBLISHER)
    act = enter(report, PUBLISHED(document=text, symbol="CAT/OP/HRV/ROSP/1"), PUBLISHER)

    report.refresh_from_db()
    assert (report.status, act.number) == ("published", 4)
    # Theirs and ours alike: the State reads its letter, and what goes out.
    for file in (letter, text):
        assert attachments.file_for(CROATIA, REFERENCE, file, at=timezone.now()).pk == file


def test_a_text_that_names_somebody_of_the_visit_does_not_go_out(report: Matter) -> None:
    enter(report, PUBLICATION_REQUESTED(report_requested=True), AMINA)
    named, masked = attach("Nobody.", "Said PETROVA,\nAna."), attach("Nobody.", "A detainee.")

    with pytest.raises(Refused, match="Names: 1. Pages: 2.") as refused:
        enter(report, CLEARED(document=named, names_masked=True), PUBLISHER)
    assert refused.value.rule == "OPCAT-16-2"
    enter(report, CLEARED(document=masked, names_masked=True), PUBLISHER)


def test_a_name_sealed_after_the_clearance_stops_the_publication(
    visit: Matter, report: Matter
) -> None:
    enter(report, PUBLICATION_REQUESTED(report_requested=True), AMINA)
    text = attach("Said Dana Novak.")
    enter(report, CLEARED(document=text, names_masked=True), PUBLISHER)
    heard = INTERVIEWED(person=["Dana Novak"], account="What she said.")
    late = enter(visit, heard, RECORD_LOADER)

    with pytest.raises(Refused, match="Names: 1."):
        enter(report, PUBLISHED(document=text), PUBLISHER)
    actions.enter(
        visit,
        INTERVIEWED(person=["Dana Novak"], account="What she said.", may_be_named=True),
        on=ON,
        by=RECORD_LOADER,
        rectifies=late.number,
        reason="She consents",
    )
    enter(report, PUBLISHED(document=text), PUBLISHER)


def test_who_enters_the_request_does_not_clear(report: Matter) -> None:
    enter(report, PUBLICATION_REQUESTED(report_requested=True, reply_requested=True), BOTH)
    enter(report, REPLY_RECEIVED(), AMINA)
    text = attach("A detainee.")
    clearances = (
        CLEARED(document=text, names_masked=True),
        REPLY_CLEARED(reply_document=text, reply_names_masked=True),
    )

    for content in clearances:
        with pytest.raises(Refused, match="by another person") as refused:
            enter(report, content, BOTH)
        assert refused.value.rule == "OPCAT-16-2"
        enter(report, content, PUBLISHER)


def test_only_a_publisher_clears_and_publishes(report: Matter) -> None:
    enter(report, PUBLICATION_REQUESTED(report_requested=True, reply_requested=True), AMINA)
    enter(report, REPLY_RECEIVED(), AMINA)
    text = attach("A detainee.")

    for content in (
        CLEARED(document=text, names_masked=True),
        PUBLISHED(document=text),
        REPLY_CLEARED(reply_document=text, reply_names_masked=True),
        REPLY_PUBLISHED(reply_document=text),
    ):
        for by in (AMINA, CROATIA):
            with pytest.raises(Refused, match="may not enter"):
                enter(report, content, by)
        enter(report, content, PUBLISHER)


def test_a_press_release_names_nobody_of_the_visit(visit: Matter) -> None:
    with pytest.raises(Refused, match="names that are sealed"):
        enter(visit, PRESS_RELEASED(address="https://example.org/ana-petrova"), AMINA)
    enter(visit, PRESS_RELEASED(address="https://example.org/bo-chang"), AMINA)
