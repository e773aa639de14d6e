"""
The keys of an installation: made once, readable by their owner only, never overwritten.

`secret.key` guards what pages send back and forth; `checkpoint.pem` (Ed25519) signs checkpoints;
`master.key` wraps every data key, unless the settings say that it is held elsewhere.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from base64 import b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

SECRET_KEY = "secret.key"  # noqa: S105  (a file's name)
CHECKPOINT_KEY = "checkpoint.pem"
MASTER_KEY = "master.key"


def make_keys(folder: Path, *, master: bool = True) -> list[Path]:
    """
    Make the keys that are missing from `folder`, and return those that were made.

    Without `master` there is no master key among them: it is held elsewhere.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    contents = {SECRET_KEY: _secret_key, CHECKPOINT_KEY: _checkpoint_key}
    if master:
        contents[MASTER_KEY] = _master_key
    return [
        folder / name
        for name, content in contents.items()
        if not (folder / name).exists() and _write_once(folder / name, content())
    ]


def _secret_key() -> bytes:
    return secrets.token_urlsafe(50).encode()


def _master_key() -> bytes:
    return b64encode(secrets.token_bytes(32)) + b"\n"


def _checkpoint_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )


def _write_once(file: Path, content: bytes) -> bool:
    """
    Write a file that appears whole or not at all, and return whether it was this call that did.

    Of two that write at once, one wins and the other leaves its file alone.
    """
    descriptor, name = tempfile.mkstemp(dir=file.parent)  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            return False
        return True
    finally:
        draft.unlink()
