"""What a procedure awaits, and whose turn it is: as a rule, and as the database is asked."""

import json
from datetime import date, datetime

import pytest
from django.utils import timezone

from amparo.access.permissions import Role
from amparo.core.calendar import months
from amparo.docket import actions
from amparo.docket.awaiting import awaited, turn_of, waits_for
from amparo.docket.entries import NOTHING
from amparo.docket.models import Matter
from amparo.docket.procedure import PROCEDURES, ActType, ClockType, Field, Kind, Procedure
from amparo.docket.queries import running_clocks
from amparo.docket.waiting import waiting_for
from amparo.npms.procedures.mechanism import NPM
from amparo.visits.procedures.report import REPORT
from amparo.visits.procedures.visit import VISIT
from tests.docket.example import AMINA

STAFF = frozenset({Role.REGISTRAR, Role.SECRETARIAT})
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
            {"dialogue_held"},
            STAFF,
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
    assert {act.name for act in awaited(procedure, status, running, {})} == acts
    assert waits_for(procedure, status, running, {}) == roles


@pytest.mark.parametrize(
    ("facts", "turns"),
    [
        pytest.param({}, STAFF, id="nobody asked"),
        pytest.param({"report_requested": False}, STAFF, id="only the reply was asked for"),
        pytest.param({"report_requested": True}, STAFF | {Role.PUBLISHER}, id="it was asked for"),
    ],
)
def test_what_is_done_on_request_is_awaited_once_it_was_requested(facts, turns):
    assert waits_for(REPORT, "replied", set(), facts) == turns


def test_what_an_outsider_may_enter_is_the_outsiders_turn():
    assert turn_of(REPORT.act("reply_received")) == RECIPIENTS
    assert turn_of(REPORT.act("transmitted")) == STAFF


@pytest.mark.parametrize(
    "role",
    [Role.REGISTRAR, Role.HEAD_OF_DELEGATION, Role.STATE_FOCAL_POINT, Role.PUBLISHER],
)
def test_the_database_and_the_rule_agree(db, role: Role):
    _matters()
    expected = {
        one.reference
        for one in Matter.objects.all()
        if role
        in waits_for(
            PROCEDURES[one.procedure],
            one.status,
            {clock.name for clock in running_clocks(one)},
            json.loads(one.facts),
        )
    }

    found = waiting_for(role).of(Matter.objects.all())

    assert {one.reference for one in found} == expected
    rest = (~waiting_for(role)).of(Matter.objects.all())
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
        ("R/REQUESTED", ["reply_received", "report_requested"]),
        ("R/REPLY/REQUESTED", ["reply_received", "reply_requested"]),
    ):
        matter = actions.open_docket(REPORT, reference, sent, on=on, by=AMINA, at=at)
        for name in further:
            content = (
                REPORT.act("publication_requested")(**{name: True})
                if name.endswith("_requested")
                else REPORT.act(name)()
            )
            actions.enter(matter, content, on=on, by=AMINA, at=at)
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


def test_the_database_and_the_rule_agree_where_one_of_two_clocks_can_be_stopped(db, monkeypatch):
    monkeypatch.setitem(PROCEDURES, TWO_CLOCKS.name, TWO_CLOCKS)
    on = date(2026, 1, 10)
    steps = {
        "T/BOTH": [],
        "T/ONE": ["answered"],
        "T/OTHER": ["heard"],
        "T/NONE": ["answered", "heard"],
        "T/MOVED": ["moved"],
        "T/MOVED/ONE": ["answered", "moved"],
        "T/MOVED/OTHER": ["heard", "moved"],
        "T/MOVED/NONE": ["answered", "heard", "moved"],
    }
    for reference, names in steps.items():
        first = TWO_CLOCKS.act("opened")(state="PER")
        matter = actions.open_docket(TWO_CLOCKS, reference, first, on=on, by=AMINA)
        for name in names:
            actions.enter(matter, TWO_CLOCKS.act(name)(), on=on, by=AMINA)

    def wait_for(role: Role) -> set[str]:
        matters = Matter.objects.filter(procedure=TWO_CLOCKS.name)
        found = {one.reference for one in waiting_for(role).of(matters)}
        rest = {one.reference for one in (~waiting_for(role)).of(matters)}
        assert found == {
            one.reference
            for one in matters
            if role
            in waits_for(TWO_CLOCKS, one.status, {clock.name for clock in running_clocks(one)}, {})
        }
        assert rest == set(steps) - found
        return found

    assert wait_for(Role.STATE_FOCAL_POINT) == {"T/BOTH", "T/OTHER", "T/MOVED", "T/MOVED/OTHER"}
    assert wait_for(Role.REGISTRAR) == {
        "T/BOTH",
        "T/ONE",
        "T/NONE",
        "T/MOVED/ONE",
        "T/MOVED/NONE",
    }


def _act(name: str, *after: str, **said: object) -> ActType:
    return ActType(name, name.capitalize(), after=after, rule="TEST", **said)


# A State has to answer and the secretariat to hear; once moved, nobody can hear any more.
TWO_CLOCKS = Procedure(
    name="two_clocks",
    title="Two clocks",
    rule="TEST",
    standings={"open": "Open", "moved": "Moved", "closed": "Closed"},
    acts=(
        _act(
            "opened",
            NOTHING,
            leads_to="open",
            fields=(Field("state", "State", Kind.STATE),),
            starts=(
                ClockType("answer_due", "Answer", rule="TEST", period=months(2)),
                ClockType("hearing_due", "Hearing", rule="TEST", period=months(3)),
            ),
        ),
        _act(
            "answered", "open", "moved", stops=("answer_due",), by=(Role.STATE_FOCAL_POINT, *STAFF)
        ),
        _act("heard", "open", stops=("hearing_due",)),
        _act("moved", "open", leads_to="moved"),
        _act("closed", "open", "moved", leads_to="closed"),
    ),
    naming="Two clocks of {state}",
    final=frozenset({"closed"}),
)
