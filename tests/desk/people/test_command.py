"""`amparo people`, and the first administrator, as whoever sits at the machine makes them."""

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.programs import furnish

Amparo = Callable[..., CompletedProcess[str]]
CODE = re.compile(r"P-[A-Z0-9]{6}")


@pytest.fixture
def first(amparo: Amparo, tmp_path: Path) -> str:
    """The code of the first administrator, in an installation where nobody was named before."""
    furnish(tmp_path / "home")
    made = amparo("init", "--admin", "dora@example.org", "--name", "Dora Weiss", timeout=300)
    assert (made.returncode, made.stderr) == (0, "")
    assert "/invitation/" in made.stdout
    (code,) = CODE.findall(made.stdout)
    return code


def test_the_first_administrator_holds_the_role_and_can_be_followed_by_others(
    amparo: Amparo, first: str
):
    listed = amparo("people", "list")
    invited = amparo("invite", "farid@example.org", "--name", "Farid", "--print")
    (second,) = CODE.findall(invited.stdout)
    given = amparo("people", "appoint", second, "registrar", "--body", "SPT")
    ended = amparo("people", "end", second, "registrar", "--body", "SPT")
    trail = amparo("trail", "--area", "access", "--about", second)

    assert listed.stdout == f"{first}  invited   Administrator\n"
    assert (given.returncode, given.stderr) == (0, "")
    assert given.stdout.startswith(f"{second} holds the role Registrar (")
    assert ended.stdout.startswith(f"{second} does not hold the role Registrar (")
    assert re.findall(r"access\.\w+", trail.stdout) == [
        "access.appointment_ended",
        "access.account_read",
        "access.appointed",
        "access.invited",
    ]
    for said in (listed, given, ended, trail):
        assert "example.org" not in said.stdout + said.stderr
        assert "Weiss" not in said.stdout + said.stderr

    for arguments, sentence in (
        (("end", first, "administrator"), "The last administrator cannot be taken away"),
        (("appoint", first, "registrar"), "Who runs the system, who audits it"),
        (("appoint", second, "member"), "Give the nationality first"),
        (("appoint", second, "member", "--body", "XYZ"), "There is no body XYZ."),
        (("appoint", second, "NPM focal point", "--state", "ZZZ"), "There is no State ZZZ."),
        (("end", second, "secretariat"), "does not hold this role."),
        (("appoint", "P-NOBODY", "auditor"), "There is no such account."),
    ):
        refused = amparo("people", *arguments)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert sentence in refused.stderr
        assert "Traceback" not in refused.stderr
