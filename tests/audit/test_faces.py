import pytest

from amparo.audit.faces import at_face, current_face


def test_a_face_lasts_as_long_as_its_work_and_commands_need_not_say() -> None:
    assert current_face() == "command"

    with at_face("desk"):
        with at_face("api"):
            assert current_face() == "api"
        assert current_face() == "desk"

    assert current_face() == "command"


def test_a_face_is_left_when_its_work_fails() -> None:
    with pytest.raises(ZeroDivisionError), at_face("desk"):
        1 / 0  # noqa: B018

    assert current_face() == "command"


@pytest.mark.parametrize("name", ["", "Desk", "the desk", "desk@home", "d" * 21])
def test_a_face_has_a_short_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a face"), at_face(name):
        pass
