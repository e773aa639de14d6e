"""Visits for benchmarks: the procedure of the house, and the same with nothing of it sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

from amparo.access.permissions import RECORD_LOADER, Actor, Post, Role
from amparo.core.confidentiality import Confidentiality
from amparo.docket import actions
from amparo.docket.models import Matter
from amparo.docket.procedure import Content, Procedure, register
from amparo.visits.procedures.visit import VISIT

FIRST_DAY = date(2026, 3, 2)
KNOWN = datetime(2026, 3, 3, 12, tzinfo=UTC)

OFFICER = Actor("P-000001", (Post(Role.SECRETARIAT, "SPT"),), account=uuid4())
CUSTODIAN = Actor("P-000002", (Post(Role.CUSTODIAN_OF_IDENTITIES, "SPT"),), account=uuid4())
STATISTICIAN = Actor("P-000003", (Post(Role.STATISTICIAN, "SPT"),), account=uuid4())

# As long as a page of notes.
_ACCOUNT = "Said to have been kept standing for two nights, without water, in the corridor. " * 25


def in_clear(procedure: Procedure, name: str) -> Procedure:
    """Return the same procedure with every field open: the same without."""
    acts = tuple(
        replace(
            act,
            fields=tuple(
                replace(one, confidentiality=Confidentiality.PUBLIC, indexed=False)
                for one in act.fields
            ),
        )
        for act in procedure.acts
    )
    return register(replace(procedure, name=name, acts=acts))


VISIT_IN_CLEAR = in_clear(VISIT, "visit_in_clear")


def under_way(
    procedure: Procedure, prefix: str, count: int, *, interviews: int = 0
) -> list[Matter]:
    """Load so many visits that have begun, with so many interviews each."""
    references = [f"{prefix}/{number}" for number in range(count)]
    actions.load(_drafts(procedure, references, interviews), by=RECORD_LOADER)
    return list(Matter.objects.filter(reference__in=references).order_by("pk"))


def interviewed(procedure: Procedure, number: int, *, named: bool = True) -> Content:
    """Return an interview of two thousand characters, with the name of the person or without."""
    said = {"where": "Wing B", "account": f"{number}. {_ACCOUNT}", "may_be_named": False}
    return procedure.act("interviewed")(
        **said, **({"person": [f"Rosa Quispe Mamani {number}"]} if named else {})
    )


def _drafts(
    procedure: Procedure, references: list[str], interviews: int
) -> Iterator[actions.Draft]:
    for place, reference in enumerate(references):
        acts = [
            procedure.act("programmed")(state="PER", year=FIRST_DAY.year),
            procedure.act("begun")(),
            *(interviewed(procedure, place * interviews + number) for number in range(interviews)),
        ]
        for content in acts:
            yield actions.Draft(procedure, reference, content, FIRST_DAY, KNOWN)
