"""Every example of docs/guide/api.md is run against a site that is served."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.places import ROOT

GUIDE = (ROOT / "docs" / "guide" / "api.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
CONSOLE = re.findall(r"^```console\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
ADDRESS = "http://localhost:8000"


def test_every_example_is_of_a_kind_that_is_run():
    assert GUIDE.count("```") == 2 * (len(PYTHON) + len(CONSOLE))
    assert (len(PYTHON), len(CONSOLE)) > (5, 2)


def test_the_python_of_the_guide_runs_from_top_to_bottom(
    site: str, snapshot_of_site: str, tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    for number, example in enumerate(PYTHON, start=1):
        code = compile(example.replace(ADDRESS, site), f"example {number}", "exec")
        exec(code, names)

    names["amparo"].close()  # type: ignore[attr-defined]
    names["database"].close()  # type: ignore[attr-defined]
    said = capsys.readouterr().out
    assert "“yesterday” is not a day." in said
    assert re.search(r"^OPCAT \d+ 2002$", said, re.MULTILINE)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("example", [one for each in CONSOLE for one in each.splitlines()])
def test_the_commands_of_the_guide_run(
    site: str, snapshot_of_site: str, tmp_path: Path, example: str
):
    ran = subprocess.run(
        example.replace(ADDRESS, site).replace("curl ", "curl --fail --silent --show-error ", 1),
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(ran.stdout) + sum(one.stat().st_size for one in tmp_path.iterdir()) > 100
