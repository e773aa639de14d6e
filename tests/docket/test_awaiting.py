"""What a procedure awaits, and whose turn it is: as a rule, and as the database is asked."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from amparo.access.permissions import Role
from amparo.docket import actions
from amparo.docket.awaiting import awaited, turn_of, waits_for
from amparo.docket.models import Matter
from amparo.docket.procedure import PROCEDURES
from amparo.docket.queries import running_clocks
from amparo.docket.waiting import waiting, waiting_for, without
from amparo.npms.procedures.mechanism import NPM
from amparo.visits.procedures.report import REPORT
from amparo.visits.procedures.visit import VISIT
from tests.docket.example import AMINA

STAFF = {Role.REGISTRAR, Role.SECRETARIAT}
ON_MISSION = {*STAFF, Role.HEAD_OF_DELEGATION}
RECIPIENTS = {Role.STATE_FOCAL_POINT, Role.NPM_FOCAL_POINT}


@pytest.mark.parametrize(
    ("procedure", "status", "running", "acts", "roles"),
    [
        pytest.param(
            REPORT,
            "transmitted",
            {"reply_due"},
            {"reply_received"},
            RECIPIENTS,
            id="a reply is due",
        ),
        pytest.param(
            REPORT,
            "replied",
            set(),
            {"dialogue_held", "published"},
            {*STAFF, Role.PUBLISHER},
            id="no clock: what leads on",
        ),
        pytest.param(REPORT, "published", set(), set(), set(), id="nothing leads on"),
        pytest.param(
            VISIT,
            "under_way",
            set(),
            {"debriefed", "conducted", "suspended"},
            ON_MISSION,
            id="those on mission",
        ),
        pytest.param(VISIT, "conducted", set(), set(), set(), id="a final standing"),
        pytest.param(
            NPM,
            "notified",
            {"npm_due"},
            {"postponed", "accepted"},
            STAFF,
            id="of several acts, those that stop the clock",
        ),
    ],
)
def test_what_is_awaited_stops_a_clock_or_leads_on(procedure, status, running, acts, roles):
    assert {act.name for act in awaited(procedure, status, running)} == acts
    assert waits_for(procedure, status, running) == roles


def test_what_an_outsider_may_enter_is_the_outsiders_turn():
    assert turn_of(REPORT.act("reply_received")) == RECIPIENTS
    assert turn_of(REPORT.act("transmitted")) == STAFF


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.HEAD_OF_DELEGATION, Role.STATE_FOCAL_POINT])
def test_the_database_and_the_rule_agree(db, role: Role):
    _matters()
    expected = {
        one.reference
        for one in Matter.objects.all()
        if role
        in waits_for(
            PROCEDURES[one.procedure], one.status, {clock.name for clock in running_clocks(one)}
        )
    }

    found = waiting(Matter.objects.all(), {role})

    assert {one.reference for one in found} == expected
    rest = without(Matter.objects.all(), waiting_for({role}))
    assert {one.reference for one in rest} == {
        *Matter.objects.values_list("reference", flat=True)
    } - expected
    assert 0 < len(expected) < Matter.objects.count()


def _matters() -> None:
    """Open reports and visits, and lead each to another standing."""
    on = date(2026, 1, 10)
    at: datetime = timezone.now()
    sent = REPORT.act("transmitted")(state="PER", recipient="state")
    for reference, further in (
        ("R/SENT", []),
        ("R/REPLIED", ["reply_received"]),
        ("R/HELD", ["dialogue_held"]),
        ("R/HELD/REPLIED", ["reply_received", "dialogue_held"]),
    ):
        matter = actions.open_docket(REPORT, reference, sent, on=on, by=AMINA, at=at)
        for name in further:
            actions.enter(matter, REPORT.act(name)(), on=on, by=AMINA, at=at)
    planned = VISIT.act("programmed")(state="PER", year=2026)
    for reference, further in (
        ("V/PLANNED", []),
        ("V/BEGUN", ["begun"]),
        ("V/DONE", ["begun", "conducted"]),
        ("V/POSTPONED", ["postponed"]),
    ):
        matter = actions.open_docket(VISIT, reference, planned, on=on, by=AMINA, at=at)
        for name in further:
            actions.enter(matter, VISIT.act(name)(), on=on, by=AMINA, at=at)
