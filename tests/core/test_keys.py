from base64 import b64decode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from amparo.core.keys import make_keys


def test_keys_are_made_whole_and_for_their_owner_only(tmp_path: Path):
    folder = tmp_path / "keys"

    made = make_keys(folder)

    assert [file.name for file in made] == ["secret.key", "checkpoint.pem", "master.key"]
    assert sorted(file.name for file in folder.iterdir()) == [
        "checkpoint.pem",
        "master.key",
        "secret.key",
    ]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in made] == [0o600] * 3
    assert len((folder / "secret.key").read_text()) >= 50
    assert len(b64decode((folder / "master.key").read_bytes())) == 32
    key = load_pem_private_key((folder / "checkpoint.pem").read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)


def test_keys_that_exist_are_never_overwritten(tmp_path: Path):
    first = {file: file.read_bytes() for file in make_keys(tmp_path)}

    assert make_keys(tmp_path) == []
    assert {file: file.read_bytes() for file in first} == first


def test_only_the_missing_key_is_made(tmp_path: Path):
    secret, checkpoint, _master = make_keys(tmp_path)
    kept = secret.read_bytes()
    checkpoint.unlink()

    assert make_keys(tmp_path) == [checkpoint]
    assert secret.read_bytes() == kept


def test_a_master_key_held_elsewhere_is_not_made_here(tmp_path: Path):
    made = make_keys(tmp_path, master=False)

    assert [file.name for file in made] == ["secret.key", "checkpoint.pem"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["checkpoint.pem", "secret.key"]
