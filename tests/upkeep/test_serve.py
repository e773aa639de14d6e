"""`amparo serve`: which faces, beside which worker; what stands in its way is said in a sentence."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from amparo.upkeep.management.commands.serve import check_faces, check_free
from tests.programs import AMPARO, environment_of, free_port, furnish, run_amparo

ENOUGH = 30  # seconds, after which a test gives up


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home made by `amparo init`."""
    return furnish(tmp_path_factory.mktemp("serve") / "home")


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a home in the body, which is given the address and the process."""
    port = free_port()
    command = [*AMPARO, "serve", "--port", str(port), *arguments]
    server = subprocess.Popen(command, env=environment_of(home))
    try:
        until(lambda: server.poll() is not None or is_answered(f"http://127.0.0.1:{port}/"))
        assert server.poll() is None
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(timeout=ENOUGH)


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so, or fail."""
    end = time.monotonic() + ENOUGH
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def children_of(process: int) -> dict[int, list[bytes]]:
    """Return the processes that a process has started, with their commands."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended meanwhile
        if parent == process:
            found[int(folder.name)] = command
    return found


def workers_of(server: int) -> list[int]:
    """Return the workers that a server has started."""
    return [one for one, command in children_of(server).items() if b"work" in command]


def is_alive(process: int) -> bool:
    """Test whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def is_answered(address: str) -> bool:
    """Test whether somebody answers, whatever it is."""
    try:
        return status_of(address) > 0
    except OSError:
        return False


def status_of(address: str) -> int:
    """Return how a page is answered."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


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


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["portal"], "The face portal is not built yet."),
        (["public", "portal"], "The face portal is not built yet."),
        (["publik"], "There is no face publik. The faces are: public, api, desk, mission."),
        ([], "Name at least one face to show."),
    ],
)
def test_a_face_that_there_is_not_is_named(names: list[str], sentence: str):
    with pytest.raises(CommandError) as refusal:
        check_faces(names)

    assert str(refusal.value) == sentence
    check_faces(["public", "desk"])


def test_faces_named_at_the_command_line_are_told_in_a_sentence_when_they_are_none(tmp_path: Path):
    done = run_amparo(tmp_path / "home", "serve", "--faces", "public,publik")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "amparo: There is no face publik. The faces are: public, api, desk, mission.\n",
    )


def test_the_public_face_needs_the_public_store_and_the_pages_files_only(
    home: Path, tmp_path: Path
):
    """No key, no database of the inside: there is nothing in this home that could be told."""
    apart = tmp_path / "apart"
    apart.mkdir()
    shutil.copy(home / "public.sqlite3", apart)
    shutil.copytree(home / "static", apart / "static")
    before = (apart / "public.sqlite3").read_bytes()

    with serving(apart, "--faces", "public") as (address, server):
        assert [
            status_of(f"{address}{path}") for path in ("/", "/ar/", "/states/", "/figures/")
        ] == [200] * 4
        assert [
            status_of(f"{address}{path}")
            for path in ("/desk/", "/mission/", "/sign-in/", "/account/")
        ] == [404] * 4
        assert workers_of(server.pid) == []
        # Beside the store, what SQLite keeps for its readers while they read.
        there = {path.name for path in apart.iterdir()}
        assert there - {"public.sqlite3-wal", "public.sqlite3-shm"} == {"public.sqlite3", "static"}

    assert (apart / "public.sqlite3").read_bytes() == before


def test_a_process_of_the_inside_shows_no_public_page_where_it_was_not_asked_to(home: Path):
    with serving(home, "--faces", "desk", "--no-worker") as (address, server):
        assert status_of(f"{address}/states/") == 404
        assert status_of(f"{address}/sign-in/") == 200
        assert workers_of(server.pid) == []


def test_a_worker_is_beside_the_server_is_started_again_and_ends_with_it(home: Path):
    with serving(home) as (_address, server):
        until(lambda: workers_of(server.pid))
        (first,) = workers_of(server.pid)

        os.kill(first, signal.SIGKILL)

        until(lambda: any(one != first for one in workers_of(server.pid) if is_alive(one)))
        (second,) = (one for one in workers_of(server.pid) if is_alive(one))
    assert not is_alive(second)


def test_a_worker_does_not_outlive_a_server_that_was_killed(home: Path):
    with serving(home) as (_address, server):
        until(lambda: workers_of(server.pid))
        (worker,) = workers_of(server.pid)
        answering = [one for one in children_of(server.pid) if one != worker]

        os.kill(server.pid, signal.SIGKILL)
        server.wait(timeout=ENOUGH)

        until(lambda: not is_alive(worker))
        for process in answering:
            os.kill(process, signal.SIGKILL)
