from datetime import UTC, datetime
from pathlib import Path

import pytest

from amparo.core.errors import Refused
from amparo.docket.models import Act, Matter
from amparo.registry.importers import load_acts
from amparo.registry.imports import FileRefused
from amparo.registry.models import State

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
VISIT = (
    '{"procedure":"visit","docket":"SPT/VISIT/PER/2030","act":"programmed","on":"2025-11-14",'
    '"fields":{"state":"%s","year":2030}}\n'
)


@pytest.fixture(autouse=True)
def peru() -> None:
    State.objects.create(iso3="PER", iso2="PE", m49="604", kind="member")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acts.jsonl"


def test_acts_of_a_file_are_entered_as_known_now(file: Path) -> None:
    file.write_text(VISIT % "PER")

    assert load_acts(file, NOW) == 1

    act = Act.objects.get()
    assert (act.kind, act.entered_at, act.by) == ("visit.programmed", NOW, "record loader")
    assert load_acts(file, NOW) == 0


def test_one_act_that_cannot_be_entered_keeps_the_whole_file_out(file: Path) -> None:
    file.write_text(
        VISIT % "PER"
        + VISIT % "PEU"
        + '{"procedure":"visit","docket":"SPT/VISIT/PER/2031","act":"conducted","on":"2025-01-01"}\n'
    )

    with pytest.raises(FileRefused) as refused:
        load_acts(file, NOW)
    assert list(refused.value.lines()) == [f"{file}:2: There is no State PEU."]

    file.write_text(file.read_text().replace("PEU", "PER").replace("PER/2030", "PER/2029", 1))
    with pytest.raises(FileRefused) as refused:
        load_acts(file, NOW)
    assert list(refused.value.lines()) == [
        f'{file}:3: The matter cannot open with the act "Conducted".'
    ]
    assert not Matter.objects.exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no file"):
        load_acts(tmp_path / "none.jsonl", NOW)
