"""Every act of every procedure has a form that a person can fill in, and what is typed is entered."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from amparo.access.models import Appointment, User
from amparo.access.permissions import RECORD_LOADER, Role
from amparo.docket import actions
from amparo.docket.attachments import attach
from amparo.docket.entries import NOTHING
from amparo.docket.models import Matter
from amparo.docket.procedure import PROCEDURES, ActType, Kind, Procedure
from amparo.docket.queries import opened_entries_of
from amparo.vault.models import File
from tests.acting.filling import held, sent, typed_into, wrong
from tests.people import acting, browser_of, make_person

REFERENCE = "TEST/2025/1"
BEGUN_ON, ON = date(2025, 1, 2), date(2025, 10, 1)


@dataclass(frozen=True)
class Wise:
    """What a guard asks of an act: what is to be said, and which acts are to be there before."""

    says: dict[str, Any] = field(default_factory=dict)
    after: tuple[str, ...] | None = None


# Only what the law asks beside fields of the right kind; everything else is made up.
WISE: dict[str, Wise] = {
    "npm.postponement_extended": Wise(after=("bound", "postponed")),
    "npm.list_decided": Wise({"decision": "listed"}),
    "election.invited": Wise({"meeting_on": "2026-03-15"}),
    "session.planned": Wise({"planned_last_day": "2024-12-24", "not_after": "2024-12-30"}),
    "vacancy.informed": Wise({"parties": "92"}),
    "vacancy.approved": Wise({"objections": "3"}),
    "vacancy.blocked": Wise({"objections": "60"}),
    "visit_report.cleared": Wise(after=("transmitted", "publication_requested")),
    "visit_report.published": Wise(
        {"symbol": "CAT/OP/PER/1", "public_on": "2025-10-15"},
        after=("transmitted", "publication_requested", "cleared"),
    ),
    "visit_report.reply_cleared": Wise(
        after=("transmitted", "reply_received", "publication_requested")
    ),
    "visit_report.reply_published": Wise(
        {"reply_symbol": "CAT/OP/PER/CSPRO/1", "reply_public_on": "2025-10-15"},
        after=("transmitted", "reply_received", "publication_requested", "reply_cleared"),
    ),
    "visit_report.committee_decided": Wise(
        {"votes_in_favour": "8"}, after=("transmitted", "committee_asked", "state_heard")
    ),
}
EVERY_ACT = [
    pytest.param(procedure, act, id=f"{procedure.name}.{act.name}")
    for procedure in PROCEDURES.values()
    for act in procedure.acts
]


def wise(procedure: Procedure, act: ActType) -> dict[str, Any]:
    """Return what is typed into the form of an act."""
    says = WISE.get(f"{procedure.name}.{act.name}", Wise()).says
    return typed_into(act, **says)


def path_to(procedure: Procedure, act: ActType) -> list[ActType]:
    """Return the acts that are entered before this one may be: as few as there can be."""
    told = WISE.get(f"{procedure.name}.{act.name}", Wise()).after
    if told is not None:
        return [procedure.act(name) for name in told]
    reached: dict[str, list[ActType]] = {NOTHING: []}
    waiting = deque([NOTHING])
    while waiting:
        status = waiting.popleft()
        if status in act.after:
            return reached[status]
        for one in procedure.next_acts(status):
            after = one.leads_to if one.leads_to is not None else status
            if after not in reached:
                reached[after] = [*reached[status], one]
                waiting.append(after)
    raise AssertionError(f"Nothing leads to {procedure.name}.{act.name}.")


def said(procedure: Procedure, act: ActType, reference: str) -> dict[str, Any]:
    """Return what an act on the way says, as a program enters it."""
    typed = {name.removeprefix("says_"): value for name, value in wise(procedure, act).items()}
    kinds = {one.name: one.kind for one in act.fields}
    for one in act.fields:  # before there is a docket, none is asked for
        if one.kind is Kind.FILE and one.required:
            typed[one.name] = a_file_of(reference)
    return {
        name: {Kind.YES_NO: value == "yes", Kind.NAMES: str(value).splitlines()}.get(
            kinds[name], value
        )
        for name, value in typed.items()
    }


def a_file_of(reference: str) -> str:
    """Return the file of a docket in which nobody is named, added if there is none yet."""
    holder = Matter.objects.get(reference=reference).key
    file = File.objects.filter(holder=holder).first()
    if file is None:
        by = acting(User.objects.get(code=_code_of(Role.REGISTRAR)))
        file = attach(reference, "a.txt", b"Nobody is named.", by=by, at=timezone.now())
    return str(file.pk)


def _code_of(role: Role) -> str:
    return Appointment.objects.get(role=role.value).user.code


def opened(procedure: Procedure, way: list[ActType], reference: str = REFERENCE) -> Matter:
    """Return a docket with these acts in it, so far apart that no time limit stands in the way."""
    first, *others = way
    matter = actions.open_docket(
        procedure,
        reference,
        first(**said(procedure, first, reference)),
        by=RECORD_LOADER,
        **_days(0),
    )
    for number, one in enumerate(others, start=1):
        content = one(**said(procedure, one, reference))
        actions.enter(matter, content, by=RECORD_LOADER, **_days(number))
    return Matter.objects.get(reference=reference)


def _days(number: int) -> dict[str, Any]:
    on = BEGUN_ON + timedelta(days=50 * number)
    return {"on": on, "at": datetime(on.year, on.month, on.day, 12, tzinfo=UTC)}


@pytest.fixture
def people(db: None, states: None) -> dict[Role, User]:
    """Somebody in each role of the body that enters acts."""
    from amparo.registry.models import State

    for iso3, iso2, m49 in (("FRA", "FR", "250"), ("KEN", "KE", "404")):
        State.objects.create(iso3=iso3, iso2=iso2, m49=m49, kind="member")
    _named(("FRA", "France"), ("KEN", "Kenya"))
    return {role: make_person(role.name.lower(), role) for role in (Role.REGISTRAR, Role.PUBLISHER)}


def _named(*names: tuple[str, str]) -> None:
    from amparo.registry.models import StateName

    for iso3, name in names:
        StateName.objects.create(state_id=iso3, language="en", short=name)


@pytest.mark.django_db
@pytest.mark.parametrize(("procedure", "act"), EVERY_ACT)
def test_what_is_typed_into_the_form_of_an_act_is_entered(
    people: dict[Role, User], procedure: Procedure, act: ActType
):
    role = next(role for role in (Role.REGISTRAR, Role.PUBLISHER) if role in act.by)
    desk, by = browser_of(people[role]), acting(people[role])
    typed = {"on": ON.isoformat(), "source": "A note", **wise(procedure, act)}
    if NOTHING in act.after:
        path = f"/desk/open/{procedure.name}/{act.name}/"
        typed["reference"] = REFERENCE
    else:
        opened(procedure, path_to(procedure, act))
        path = f"/desk/enter/{act.name}/{REFERENCE}/"
    for one in act.fields:
        if one.kind is Kind.FILE:
            typed[f"says_{one.name}"] = a_file_of(REFERENCE)

    answer = sent(desk, path, typed)

    assert (answer.status_code, wrong(answer)) == (303, {"": ""})
    entry = opened_entries_of(Matter.objects.get())[-1]
    assert (entry.kind, entry.on, entry.by, entry.source) == (act.name, ON, by.name, "A note")
    assert set(entry.fields) == {one.name for one in act.fields}
    assert answer.headers["Location"] == (
        f"/desk/matters/{REFERENCE}/?entered={entry.number}#act-{entry.number}"
    )


@pytest.mark.django_db
def test_what_is_opened_again_to_be_rectified_is_what_was_entered(people: dict[Role, User]):
    """The acts of every procedure, each from the form that is filled with what it says."""
    desk = browser_of(people[Role.REGISTRAR])
    changed = []
    for number, (procedure, act) in enumerate(_that_the_registrar_enters()):
        way = [*path_to(procedure, act), act]
        matter = opened(procedure, way, f"TEST/2025/{number}")
        before = opened_entries_of(matter)[-1]
        path = f"/desk/rectify/{before.number}/{matter.reference}/"

        form = held(path, desk.get(path))
        answer = desk.post(path, {**form, **_several(act, before.fields), "reason": "A slip"})

        assert (answer.status_code, wrong(answer)) == (303, {"": ""}), (procedure.name, act.name)
        after = opened_entries_of(matter)[-1]
        assert (after.rectifies, after.reason) == (before.number, "A slip")
        if (json.dumps(after.fields), after.on) != (json.dumps(before.fields), before.on):
            changed.append((procedure.name, act.name, before.fields, after.fields))
    assert changed == []


def _several(act: ActType, says: Any) -> dict[str, Any]:
    # Of what is chosen several times, the reader of forms keeps the last.
    names = [one.name for one in act.fields if one.kind is Kind.STATES]
    return {f"says_{name}": says[name] for name in names if name in says}


def _that_the_registrar_enters() -> Iterator[tuple[Procedure, ActType]]:
    for procedure in PROCEDURES.values():
        for act in procedure.acts:
            if Role.REGISTRAR in act.by:
                yield procedure, act


def test_each_that_is_told_apart_is_an_act():
    known = {f"{one.name}.{act.name}" for one in PROCEDURES.values() for act in one.acts}

    assert set(WISE) - known == set()
