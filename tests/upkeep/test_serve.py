"""`amparo serve`: what stands in its way is said in a sentence."""

import socket
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from amparo.upkeep.management.commands.serve import check_free
from tests.programs import run_amparo


def test_a_port_in_use_is_named_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError) as refusal:
            check_free("127.0.0.1", port)

    assert str(refusal.value) == (
        f"Port {port} is in use by another program. "
        f"Choose another, for example: PORT={port + 1} make run"
    )


def test_a_port_that_is_none_is_refused():
    with pytest.raises(CommandError) as refusal:
        check_free("127.0.0.1", 99999)

    assert str(refusal.value) == "A port is a number from 1 to 65535."


def test_nothing_is_served_before_init(tmp_path: Path):
    done = run_amparo(tmp_path / "home", "serve")

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "amparo: There is no secret key yet. Run `amparo init` first.\n"
    assert not (tmp_path / "home").exists()
