"""The next reference is proposed where references are numbered."""

import pytest

from amparo.acting.references import next_reference


@pytest.mark.parametrize(
    ("known", "proposed"),
    [
        pytest.param(["SPT/V/2026/4", "SPT/V/2026/3", "SPT/V/2025/11"], "SPT/V/2026/5", id="year"),
        pytest.param(["SPT/V/2025/11"], "SPT/V/2026/1", id="a new year"),
        pytest.param(["SPT/V/2026/9", "SPT/V/2026/10"], "SPT/V/2026/11", id="by number"),
        pytest.param(["SPT/VISIT/PER/2025", "SPT/V/2026/4"], "SPT/V/2026/5", id="some of them"),
        pytest.param(["CAT/SESSION/69", "CAT/SESSION/68"], "CAT/SESSION/70", id="throughout"),
        pytest.param(["CAT/SESSION/69", "SPT/SESSION/3"], "", id="two series"),
        pytest.param(["SPT/VISIT/PER/2025"], "", id="of States"),
        pytest.param(["SPT/ELECTION/2018"], "", id="of years"),
        pytest.param([], "", id="none yet"),
    ],
)
def test_the_next_reference(known: list[str], proposed: str):
    assert next_reference(known, 2026) == proposed
