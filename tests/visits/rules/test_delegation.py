import pytest

from amparo.core.errors import Refused
from amparo.visits.rules.delegation import check_delegation


def test_two_members_from_elsewhere_may_go():
    assert check_delegation("PER", ["DNK", "SEN"], ["DNK", "SEN"]) is None


@pytest.mark.parametrize(
    ("nationalities", "nominated_by", "rule"),
    [
        pytest.param(["DNK"], [], "OPCAT-13-3", id="one member alone"),
        pytest.param(["DNK", "PER"], [], "SPT-VIS-4", id="a national of the State"),
        pytest.param(["DNK", "SEN"], ["DNK", "PER"], "SPT-VIS-4", id="nominated by the State"),
    ],
)
def test_a_delegation_that_may_not_go(nationalities, nominated_by, rule):
    with pytest.raises(Refused) as refused:
        check_delegation("PER", nationalities, nominated_by)

    assert refused.value.rule == rule
