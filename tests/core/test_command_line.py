"""The door of the command line: an error is one sentence on stderr and a non-zero exit."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import OperationalError

import amparo.__main__ as command_line
from amparo.core.errors import Refused


class Failing:
    """Stands in for Django's own command line, outside of our code."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(self, arguments: list[str]) -> "Failing":
        return self

    def execute(self) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(Refused("There is no {x}.", x="PEU"), "There is no PEU.", id="refused"),
        pytest.param(CommandError("Say which."), "Say which.", id="a command's own"),
        pytest.param(ImproperlyConfigured("No key."), "No key.", id="settings"),
        pytest.param(
            FileNotFoundError(2, "No such file", "x.csv"),
            "[Errno 2] No such file: 'x.csv'",
            id="a file that is not there",
        ),
        pytest.param(
            OperationalError("disk full"),
            "The database cannot be used (disk full). `amparo init` makes what is missing.",
            id="the database",
        ),
        pytest.param(KeyboardInterrupt(), "Stopped.", id="stopped by hand"),
    ],
)
def test_an_error_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, sentence: str
):
    monkeypatch.setattr(command_line, "ManagementUtility", Failing(error))

    with pytest.raises(SystemExit) as exit_:
        command_line.main()

    assert exit_.value.code == f"amparo: {sentence}"


def test_a_fault_is_not_hidden(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(command_line, "ManagementUtility", Failing(ZeroDivisionError()))

    with pytest.raises(ZeroDivisionError):
        command_line.main()


def test_a_commands_error_is_said_in_our_way_not_djangos(amparo):
    done = amparo("serve", "--port", "8000")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "amparo: There is no secret key yet. Run `amparo init` first.\n"
