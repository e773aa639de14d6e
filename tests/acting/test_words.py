"""What becomes known of an act is said before it is entered, as its procedure has it."""

from __future__ import annotations

import pytest

from amparo.access.permissions import Role
from amparo.acting.words import Mark, outlook, period_in_words
from amparo.core.calendar import days, months, weeks, years
from amparo.core.confidentiality import Confidentiality
from amparo.docket.entries import NOTHING
from amparo.docket.procedure import (
    FACT_ONLY,
    PUBLIC,
    SEALED,
    ActType,
    Disclosure,
    Field,
    Kind,
    Procedure,
    Share,
)

FIELDS = (
    Field("state", "State", Kind.STATE),
    Field("recipient", "Recipient", Kind.CHOICE, choices={"npm": "Mechanism"}),
    Field("internal", "Number", confidentiality=Confidentiality.INTERNAL),
    Field("account", "Account", confidentiality=Confidentiality.CONFIDENTIAL),
    Field("from_on", "Not before", Kind.DAY, required=False),
)


def known(discloses: Disclosure, *shares: Share, **facts: str) -> tuple[str, ...]:
    """Return what is said of an act that is disclosed and shared so."""
    found = outlook(_procedure(discloses, *shares), _act(discloses, *shares), facts)
    return (*found.world, *found.outsiders)


def _act(discloses: Disclosure, *shares: Share) -> ActType:
    return ActType(
        "sent",
        "Sent",
        after=(NOTHING,),
        leads_to="open",
        rule="TEST",
        fields=FIELDS,
        shared_with=shares,
        discloses=discloses,
    )


def _procedure(discloses: Disclosure, *shares: Share) -> Procedure:
    later = ActType("later", "Published", after=("open",), rule="TEST", discloses=PUBLIC)
    return Procedure(
        "test",
        "Test",
        "TEST",
        {"open": "Open"},
        (_act(discloses, *shares), later),
        naming="Test",
    )


ALL = (
    "The world then sees what was done, its day and its source, and:"
    " State, Recipient and Not before."
)


@pytest.mark.parametrize(
    ("discloses", "said"),
    [
        pytest.param(SEALED, ("The world is not told of this act.",), id="sealed"),
        pytest.param(PUBLIC, ("It becomes public at once.", ALL), id="public"),
        pytest.param(
            FACT_ONLY,
            (
                "It becomes public at once.",
                "The world then sees what was done, its day and its source, and nothing more.",
            ),
            id="the fact only",
        ),
        pytest.param(
            Disclosure(public=True, fields=("state",), delay=days(7)),
            (
                "It becomes public 7 days after the day on which it took effect.",
                "The world then sees what was done, its day and its source, and: State.",
            ),
            id="later",
        ),
        pytest.param(
            Disclosure(public=True, once="later"),
            ("It becomes public as soon as the act “Published” is public.", ALL),
            id="once another is there",
        ),
        pytest.param(
            Disclosure(public=True, once="later", delay=days(7)),
            (
                "It becomes public 7 days after the day on which it took effect.",
                "But not before the act “Published” is public.",
                ALL,
            ),
            id="later, and once another is there",
        ),
        pytest.param(
            Disclosure(public=True, runs_from="from_on"),
            (
                "It becomes public on the day given as “Not before”,"
                " or at once where none is given.",
                ALL,
            ),
            id="from a day that is given",
        ),
        pytest.param(
            Disclosure(public=True, runs_from="from_on", delay=weeks(1)),
            (
                "It becomes public 1 week after the day given as “Not before”,"
                " or else after the day on which it took effect.",
                ALL,
            ),
            id="some time after that day",
        ),
    ],
)
def test_what_the_world_learns(discloses: Disclosure, said: tuple[str, ...]):
    assert known(discloses) == said


def test_each_field_bears_its_mark():
    def marks(discloses: Disclosure) -> dict[str, Mark]:
        return dict(outlook(_procedure(discloses), _act(discloses), {}).marks)

    assert marks(PUBLIC) == {
        "state": Mark.PUBLIC,
        "recipient": Mark.PUBLIC,
        "internal": Mark.INSIDE,
        "account": Mark.SEALED,
        "from_on": Mark.PUBLIC,
    }
    assert set(marks(SEALED).values()) == {Mark.INSIDE, Mark.SEALED}


def test_to_which_outsiders_it_is_made_known():
    always = Share(Role.STATE_FOCAL_POINT)
    by_this = Share(Role.NPM_FOCAL_POINT, "recipient", "npm")
    by_another = Share(Role.APPLICANT, "asked", "yes")

    assert known(SEALED, always, by_this, by_another)[1:] == (
        "It is made known to: State focal point.",
        "It is made known to: NPM focal point, where “Recipient” is “Mechanism”.",
    )
    assert known(SEALED, by_another, asked="yes")[1:] == ("It is made known to: Applicant.",)
    assert known(SEALED, by_another, asked="no")[1:] == ()


@pytest.mark.parametrize(
    ("period", "words"),
    [(days(1), "1 day"), (weeks(6), "6 weeks"), (months(2), "2 months"), (years(1), "1 year")],
)
def test_a_length_of_time_in_words(period, words: str):
    assert period_in_words(period) == words
