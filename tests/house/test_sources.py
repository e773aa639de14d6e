"""Every rule says where it comes from."""

import ast
import re
from pathlib import Path

import pytest

from amparo.docket.procedure import PROCEDURES
from tests.house.places import ROOT, SOURCE, found

RULE_ID = re.compile(r"\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+[a-z]?\b")
RULES = [path for path in found(SOURCE, "*/rules/**/*.py") if path.name != "__init__.py"]
RULES += SOURCE.glob("*/rules.py")
# In a procedure it is the acts and the clocks that name their rules; see below.


def cites(docstring: str | None) -> bool:
    """Test whether a docstring names its source: in a line of its own, or by a rule's id."""
    return bool(docstring) and ("Source:" in docstring or bool(RULE_ID.search(docstring)))


def without_source(path: Path) -> list[str]:
    """Return the public functions of a module that do not say where they come from."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not cites(ast.get_docstring(node))
    ]


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_rule_cites_its_source(path: Path):
    assert without_source(path) == []


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Return the day. Source: OPCAT, art. 28 (2).", True),
        ("Return the day (OPCAT-28-2).", True),
        ("Return the day, A17-1 to A17-6.", True),
        ("Return the day.", False),
        ("Return the non-final ISO date.", False),
        (None, False),
    ],
)
def test_what_counts_as_a_citation(docstring: str | None, expected: bool):
    assert cites(docstring) is expected


def test_every_act_and_every_clock_of_a_procedure_cites_its_rule():
    silent = [
        f"{procedure.name}.{act.name} {what}"
        for procedure in PROCEDURES.values()
        for act in procedure.acts
        for what, rule in [
            ("(act)", act.rule),
            *((clock.name, clock.rule) for clock in act.starts),
            *((extension.clock, extension.rule) for extension in act.extends),
        ]
        if not cites(rule)
    ]

    assert silent == []
    assert [procedure.name for procedure in PROCEDURES.values() if not cites(procedure.rule)] == []


def test_every_standing_of_a_procedure_can_be_reached():
    unreachable = [
        f"{procedure.name}.{standing}"
        for procedure in PROCEDURES.values()
        for standing in set(procedure.standings) - {act.leads_to for act in procedure.acts}
    ]

    assert unreachable == []
