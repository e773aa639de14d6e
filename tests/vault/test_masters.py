"""The master keys: from the environment or a file that only its owner may read."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amparo.core.errors import Refused
from amparo.vault import masters as room
from amparo.vault.masters import MasterMissing, masters

FIRST, SECOND = (b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def test_the_first_line_wraps_and_the_others_still_unwrap(master_file: Path):
    master_file.write_text(f"{FIRST}\n{SECOND}\n")

    found = masters()

    assert found.current.key == b"\x01" * 32
    assert found.by_id == {
        found.current.id: b"\x01" * 32,
        room.fingerprint(b"\x02" * 32): b"\x02" * 32,
    }


def test_the_environment_goes_before_the_file(master_file: Path, settings: Any):
    assert masters().current.key not in (b"\x01" * 32, b"\x02" * 32)

    settings.MASTER_KEY = f"{SECOND} {FIRST}"

    assert masters().current.key == b"\x02" * 32
    assert len(masters().by_id) == 2


def test_a_file_that_changed_is_read_again(master_file: Path, rotated: Callable[[], str]):
    before = masters().current.id

    after = rotated()

    assert after != before
    assert set(masters().by_id) == {before, after}


def test_a_file_that_did_not_change_is_read_once(
    master_file: Path, monkeypatch: pytest.MonkeyPatch
):
    first = masters()
    monkeypatch.setattr(room, "_read", None)

    assert masters() is first


def test_neither_the_key_nor_its_beginning_is_shown(master_file: Path):
    master_file.write_text(FIRST)

    shown = f"{masters()!r} {masters().current!r}"

    assert masters().current.id in shown
    assert FIRST[:8] not in shown
    assert "\\x01" not in shown
    assert b"\x01".hex() * 4 not in masters().current.id


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_a_file_that_others_may_read_is_refused(master_file: Path, mode: int):
    assert masters()

    master_file.chmod(mode)

    with pytest.raises(Refused, match=f"chmod 600 {master_file}"):
        masters()
    master_file.chmod(0o600)
    assert masters()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "There is no master key in", id="empty"),
        pytest.param("\n \n", "There is no master key in", id="blank lines"),
        pytest.param("not*base64", "malformed", id="not base64"),
        pytest.param(FIRST[:-4], "malformed", id="too short"),
        pytest.param(f"{FIRST}\nAAAA\n", "malformed", id="the second is"),
        pytest.param("é" * 44, "malformed", id="not ASCII"),
    ],
)
@pytest.mark.parametrize("where", ["file", "environment"])
def test_what_is_not_a_master_key_is_refused_without_repeating_it(
    master_file: Path, settings: Any, text: str, sentence: str, where: str
):
    assert masters()
    if where == "environment":
        settings.MASTER_KEY = text or "\t"
    else:
        master_file.write_text(text)

    with pytest.raises(Refused, match=sentence) as error:
        masters()

    assert text.strip() == "" or text not in str(error.value)
    assert FIRST[:-4] not in str(error.value)


def test_a_file_that_is_gone_is_missed_at_once(master_file: Path):
    assert masters()

    master_file.unlink()

    with pytest.raises(Refused, match="There is no master key"):
        masters()


def test_a_master_key_that_is_not_at_hand_is_named(master_file: Path):
    with pytest.raises(MasterMissing, match="0123456789abcdef"):
        masters().key("0123456789abcdef")


def test_a_new_line_is_a_master_key():
    made = room.parsed(room.new_line(), "here")

    assert len(made.current.key) == 32
    assert room.new_line() != room.new_line()


def test_a_link_is_followed(master_file: Path, tmp_path: Path, settings: Any):
    expected = masters().current.id
    link = tmp_path / "link"
    link.symlink_to(master_file)

    settings.MASTER_KEY_FILE = link

    assert masters().current.id == expected
