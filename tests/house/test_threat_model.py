"""What the documents about threats say of the code is so: tests exist, places exist, sums are right."""

import ast
import re
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from amparo.access.accounts import lockout
from tests.house.places import ROOT

THREATS = ROOT / "docs/explanation/threat-model.md"
SECURITY = ROOT / "SECURITY.md"
REQUIREMENTS = ROOT / "docs/reference/asvs.md"

A_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
A_PLACE = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.\w+)(?::([A-Za-z_]\w*))?`")
STANDINGS = ("met", "not met", "not applicable")
# How many requirements of level 1 and 2 each chapter of ASVS 5.0.0 has.
CHAPTERS = dict(enumerate([27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7], start=1))


def rows_of(path: Path, first: str) -> list[list[str]]:
    """Return the cells of each row of the tables whose first column has this heading."""
    rows, inside = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells[0] == first:
            inside = True
        elif inside and set(cells[0]) != {"-"}:
            rows.append(cells)
    return rows


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return what a module of Python names at its top and in its classes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    scopes = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    return frozenset(name for scope in scopes for node in scope.body for name in _named(node))


def _named(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [one.id for one in node.targets if isinstance(one, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def is_there(path: str, name: str = "") -> bool:
    """Test whether a file is in the project and names what it is said to name."""
    file = ROOT / path
    return file.is_file() and (not name or name in names_in(file))


@pytest.mark.parametrize("path", [THREATS, SECURITY], ids=lambda path: path.name)
def test_every_promise_names_a_test_that_exists(path: Path):
    promises = rows_of(path, "Promise")

    assert promises != []
    assert [row[0] for row in promises if not A_TEST.search(row[-1])] == []
    assert [
        named
        for named in sorted(set(A_TEST.findall(path.read_text(encoding="utf-8"))))
        if not is_there(*named)
    ] == []


def test_every_place_that_the_threat_model_names_exists():
    named = A_PLACE.findall(THREATS.read_text(encoding="utf-8"))
    in_folders = [one for one in named if "/" in one[0]]

    assert in_folders != []
    assert [one for one in in_folders if not is_there(*one)] == []


def test_the_table_of_tries_says_what_is_counted():
    kinds = (
        lockout.KNOWN_BROWSER,
        lockout.UNKNOWN_BROWSERS,
        lockout.NETWORK,
        lockout.SECOND_FACTOR,
        lockout.LINKS,
    )
    expected = [
        [
            str(one.free),
            f"{one.longest // timedelta(minutes=1)} min",
            f"{one.forgotten_after // timedelta(hours=1)} h",
        ]
        for one in kinds
    ]

    assert [row[1:] for row in rows_of(THREATS, "Who tries")] == expected


def test_every_requirement_is_listed_once_and_in_order():
    listed = [tuple(int(part) for part in row[0][1:].split(".")) for row in requirements()]

    assert listed == sorted(set(listed))
    assert Counter(chapter for chapter, _section, _number in listed) == CHAPTERS
    assert Counter(row[1] for row in requirements()) == {"1": 70, "2": 183}


def test_every_requirement_has_a_standing_and_a_place_or_a_reason():
    rows = requirements()

    assert [row[0] for row in rows if row[3] not in STANDINGS] == []
    assert [row[0] for row in rows if row[3] == "met" and not A_PLACE.search(row[4])] == []
    assert [row[0] for row in rows if row[3] != "met" and len(row[5]) < 7] == []


def test_every_place_that_a_requirement_names_exists():
    assert [
        (row[0], *named)
        for row in requirements()
        for named in A_PLACE.findall(row[4])
        if not is_there(*named)
    ] == []


def test_the_sums_of_the_standings_are_right():
    counted = Counter((row[1], row[3]) for row in requirements())
    expected = [
        [f"Level {level}", *(str(counted[level, one]) for one in STANDINGS), str(total)]
        for level, total in (("1", 70), ("2", 183))
    ]

    assert rows_of(REQUIREMENTS, "Level") == expected


def requirements() -> list[list[str]]:
    """Return the rows of the table of requirements: id, level, words, standing, place, note."""
    return rows_of(REQUIREMENTS, "Id")


@pytest.mark.parametrize(
    ("path", "name", "expected"),
    [
        pytest.param("tests/house/places.py", "kept_files", True, id="a function"),
        pytest.param("tests/house/places.py", "SOURCE", True, id="a constant"),
        pytest.param("config/settings.py", "", True, id="a file"),
        pytest.param("src/amparo/core/refusals.py", "process_exception", True, id="a method"),
        pytest.param("tests/house/places.py", "kept", False, id="a name that is not there"),
        pytest.param("tests/house/nowhere.py", "", False, id="a file that is not there"),
    ],
)
def test_what_counts_as_being_there(path: str, name: str, expected: bool):
    assert is_there(path, name) is expected
