"""Each of the two faces alone in a process: its pages open, and nothing leads to the other one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import environment_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("face", "whose", "others"), [("mission", "chidi", "amina"), ("desk", "amina", "chidi")]
)
def test_a_face_alone_works_and_leads_to_no_other(
    tmp_path: Path, face: str, whose: str, others: str
):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.mission.alone", face],
        env={**environment_of(tmp_path / "home"), "AMPARO_SECRET_KEY": "of a test " * 6},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)

    other = {"mission": "desk", "desk": "mission"}[face]
    assert told[f"{whose} /{face}/"] == {"status": 200, "ways": [face]}
    assert told[f"{whose} /account/"] == {"status": 200, "ways": [face]}
    assert told[f"{others} /account/"] == {"status": 200, "ways": []}
    assert {told[f"{one} /{other}/"]["status"] for one in (whose, others)} == {404}
    docket = told[f"{whose} /mission/matters/SPT/R/MOZ/1/"]["status"]
    assert docket == (200 if face == "mission" else 404)
