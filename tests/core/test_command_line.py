"""The door of the command line: an error is one sentence on stderr and a non-zero exit."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

import amparo.__main__ as command_line
from amparo import __version__
from amparo.core.errors import Refused


class Failing(BaseCommand):
    """A command that fails, put in the place of `verify`."""

    error: BaseException

    def execute(self, *args: object, **options: object) -> None:
        raise self.error


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> type[Failing]:
    monkeypatch.setattr("sys.argv", ["amparo", "verify"])
    monkeypatch.setattr(command_line, "load_command_class", lambda _app, _name: Failing())
    return Failing


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
            "This cannot be saved or recorded now (disk full); nothing was changed.",
            id="the database",
        ),
        pytest.param(KeyboardInterrupt(), "Stopped.", id="stopped by hand"),
    ],
)
def test_an_error_is_one_sentence(failing: type[Failing], error: BaseException, sentence: str):
    failing.error = error

    with pytest.raises(SystemExit) as exit_:
        command_line.main()

    assert exit_.value.code == f"amparo: {sentence}"


def test_a_fault_is_not_hidden(failing: type[Failing]):
    failing.error = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        command_line.main()


def test_a_commands_error_is_said_in_our_way_not_djangos(amparo):
    done = amparo("serve", "--port", "8000")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "amparo: There is no secret key yet. Run `amparo init` first.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ["verifi"], "There is no command verifi; `amparo help` lists them.", id="a command"
        ),
        pytest.param(["verify", "--all"], "unrecognized arguments: --all", id="an option"),
        pytest.param(
            ["participation"], "the following arguments are required: TREATY", id="an argument"
        ),
        pytest.param(["docs"], "There is no command docs; `amparo help` lists them.", id="inside"),
    ],
)
def test_what_cannot_be_understood_is_said_in_one_sentence(amparo, arguments, sentence):
    done = amparo(*arguments)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"amparo: {sentence}\n")


def test_the_commands_are_listed_with_what_they_do(amparo):
    listed = {line.split()[1] for line in amparo("help").stdout.splitlines()}

    assert listed >= {
        "init", "serve", "import", "participation", "figures",
        "report", "rebuild", "verify", "demo",
    }  # fmt: skip
    assert amparo("--version").stdout == f"Amparo {__version__}\n"
