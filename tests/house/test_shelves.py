"""Every package stands on a shelf; see [tool.importlinter] in pyproject.toml."""

import re
import tomllib

import pytest

from tests.house.places import ROOT, SOURCE

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
SHELVES = CONTRACTS[0]["layers"]
INSIDE_AN_AREA = CONTRACTS[1]["containers"]
PLACED = [name for shelf in SHELVES for name in re.findall(r"\w+", shelf)]
PACKAGES = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
# These are not areas: what areas stand on, and the faces, which have no tables.
NOT_AREAS = {
    "core",
    "access",
    "audit",
    "vault",
    "docket",
    "desk",
    "entrance",
    "mission",
    "acting",
    "jobs",
    "upkeep",
    "portal",
    "public",
    "api",
    "client",
    "search",
    "publication",
}


def test_every_package_stands_on_exactly_one_shelf():
    assert [name for name in PACKAGES if PLACED.count(name) != 1] == []


def test_a_room_in_parentheses_is_not_built_yet():
    awaited = re.findall(r"\((\w+)\)", " ".join(SHELVES))

    assert sorted(set(awaited) & set(PACKAGES)) == []
    assert sorted(set(PLACED) - set(awaited)) == PACKAGES


@pytest.mark.parametrize("area", [name for name in PACKAGES if name not in NOT_AREAS])
def test_every_area_keeps_the_order_within(area: str):
    assert f"amparo.{area}" in INSIDE_AN_AREA


def test_every_module_stands_in_a_package():
    assert sorted(path.name for path in SOURCE.glob("*.py")) == ["__init__.py", "__main__.py"]
