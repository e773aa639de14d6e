"""The repository as a newcomer meets it: its documents, its requirements, its own words only."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.places import ROOT, kept_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
REQUIREMENTS = {
    "run.txt": [*RUN, *GROUPS["build"]],
    "dev.txt": [*RUN, *GROUPS["build"], *GROUPS["dev"]],
    "uv.txt": GROUPS["setup"],
}

DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "LICENSE",
    "docs/glossary.md",
    "docs/guide/first-steps.md",
    "docs/explanation/architecture.md",
    "docs/reference/settings.md",
]

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "registry" + ".npmjs", "deb." + "debian.org"]
OF_A_MACHINE = re.compile(r"(?<![\w.])/" + r"(?:work|root|home|Users|opt|workspace)/\w")
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".json",
    ".jsonl",
    ".csv",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".po",
    "",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_are_there(name: str):
    assert len((ROOT / name).read_text(encoding="utf-8")) > 300


@pytest.mark.parametrize(
    "path",
    [path for path in kept_files() if path.suffix == ".md"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_between_documents_lead_somewhere(path: Path):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))

    assert [
        link
        for link in links
        if "://" not in link
        and not link.startswith("mailto:")
        and not (path.parent / link).exists()
    ] == []


def test_decisions_are_numbered_in_a_row_and_say_what_they_must():
    records = sorted(path for path in (ROOT / "docs/adr").glob("*.md") if path.name != "README.md")

    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    parts = ["## Context", "## Decision", "## Consequences", "## Alternatives"]
    assert {
        path.name: re.findall(r"^## \w+", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in records
    } == {path.name: parts for path in records}


def test_every_variable_of_the_settings_is_described():
    read = set()
    for path in [ROOT / "config/settings.py", ROOT / "Makefile"]:
        read |= set(re.findall(r"\bAMPARO_[A-Z0-9_]+\b", path.read_text(encoding="utf-8")))
    described = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")

    assert read >= {"AMPARO_HOME", "AMPARO_DATABASE"}
    assert sorted(set(re.findall(r"`(AMPARO_[A-Z0-9_]+)`", described))) == sorted(read)


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    named = [*RUN, *(one for group in GROUPS.values() for one in group)]

    silent = [
        one
        for one in named
        if not any(re.fullmatch(rf'\s*"{re.escape(one)}",\s+# \S.{{5,}}', line) for line in lines)
    ]
    assert silent == []


PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)", re.MULTILINE)


def pins_of(name: str) -> dict[str, str]:
    """Return what a requirements file pins: name to version."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(PIN.findall(text))


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_dependency_is_pinned_to_an_allowed_version(name: str):
    pins = pins_of(name)
    wanted = [Requirement(one) for one in REQUIREMENTS[name]]

    assert [
        str(one)
        for one in wanted
        if (version := pins.get(canonicalize_name(one.name))) is None
        or not one.specifier.contains(version)
    ] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_pin_has_its_hashes_and_no_address(name: str):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) == len(PIN.findall(text))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_program_imports_only_what_it_declares():
    declared = {canonicalize_name(Requirement(one).name) for one in RUN}
    packages = metadata.packages_distributions()
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and node.level == 0
            else []
        )
    }

    foreign = imported - sys.stdlib_module_names - {"amparo", "config"}
    assert {
        name
        for name in foreign
        if not declared & {canonicalize_name(one) for one in packages.get(name, [])}
    } == set()


def test_run_and_development_pin_the_same_versions():
    run, development = pins_of("run.txt"), pins_of("dev.txt")

    assert {name: development.get(name) for name in run} == run


def test_the_versions_in_use_are_those_pinned():
    pins = pins_of("dev.txt")

    assert {
        name: metadata.version(name) for name in ("django", "jinja2", "psycopg", "granian")
    } == {name: pins[name] for name in ("django", "jinja2", "psycopg", "granian")}


def test_no_file_names_a_machine_or_a_registry():
    wrong = []
    for path in kept_files():
        if path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if OF_A_MACHINE.search(line) or any(host in line for host in REGISTRIES):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cd /" + "root/amparo", True),
        ("PYTHON=/" + "home/amina/python3.11", True),
        ("https://example.org/home/page", False),
        ("/usr/lib/postgresql", False),
        ("src/" + "work/x", False),
    ],
)
def test_what_counts_as_a_path_of_a_machine(text: str, expected: bool):
    assert bool(OF_A_MACHINE.search(text)) is expected
