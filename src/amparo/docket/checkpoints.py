"""
Checkpoints: signed statements of how far every docket and the trail had come.

A chain of digests shows that no act was changed or put in between; it cannot show that its end was
cut off. A checkpoint kept elsewhere can. Each names the dockets, and the strands of the trail, that
changed since the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from amparo.audit import queries as trail
from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

from .digests import checkpoint_digest
from .models import Checkpoint, CheckpointHead, Matter

# The public half of a key that signed once: of a record that was restored without its private half.
_EARLIER = "checkpoint-{name}.pub.pem"


@transaction.atomic
def take(*, at: datetime) -> Checkpoint | None:
    """
    Sign how far dockets and trail have come, and return the checkpoint; None if nothing has changed.

    :raises Refused: if the signing key is not there.
    """
    key = signing_key()
    # Locked, so that two checkpoints cannot follow the same one.
    last = Checkpoint.objects.select_for_update().order_by("-number").first()
    known = latest_heads()
    changed = [one for one in _heads() if known.get(one[0]) != one[1:]]
    if not changed:
        return None
    number = last.number + 1 if last else 1
    digest = checkpoint_digest(
        number=number, taken_at=at, heads=changed, before=last.digest if last else ""
    )
    checkpoint = Checkpoint.objects.create(
        number=number, taken_at=at, digest=digest, signature=key.sign(digest.encode()).hex()
    )
    CheckpointHead.objects.bulk_create(
        [
            CheckpointHead(
                checkpoint=checkpoint, reference=reference, acts_entered=acts, digest=head
            )
            for reference, acts, head in changed
        ],
        batch_size=1_000,
    )
    return checkpoint


def _heads() -> Iterator[tuple[str, int, str]]:
    yield from (
        Matter.objects.filter(acts_entered__gt=0)
        .order_by("reference")
        .values_list("reference", "acts_entered", "head")
        .iterator()
    )
    yield from trail.heads()


def latest_heads() -> dict[str, tuple[int, str]]:
    """Return, for each docket and strand that a checkpoint names, its end as named last."""
    latest = CheckpointHead.objects.values("reference").annotate(number=Max("checkpoint__number"))
    newest = {row["reference"]: row["number"] for row in latest}
    rows = CheckpointHead.objects.values_list(
        "reference", "checkpoint__number", "acts_entered", "digest"
    )
    return {
        reference: (acts, digest)
        for reference, number, acts, digest in rows.iterator()
        if newest[reference] == number
    }


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs checkpoints. :raises Refused: if there is none."""
    path = Path(settings.CHECKPOINT_KEY_FILE)
    if not path.is_file():
        raise Refused(_("There is no key to sign checkpoints with; `amparo init` makes one."))
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(_("The key to sign checkpoints with is not an Ed25519 key."))
    return key


def known_keys() -> list[Ed25519PublicKey]:
    """
    Return the public keys whose signatures are this installation's: the one in use, and earlier ones.

    :raises Refused: if there is none.
    """
    earlier = sorted(Path(settings.KEYS).glob(_EARLIER.format(name="*")))
    keys = [public_key_of(one.read_bytes()) for one in earlier]
    if Path(settings.CHECKPOINT_KEY_FILE).is_file() or not keys:
        keys.insert(0, signing_key().public_key())
    return keys


def keep_earlier_key(key: Ed25519PublicKey) -> Path:
    """Keep the public key of a record that was brought here, so that what it signed can be proved."""
    folder = Path(settings.KEYS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / _EARLIER.format(name=fingerprint(key))
    file.write_bytes(as_pem(key))
    return file


def public_key_of(pem: bytes) -> Ed25519PublicKey:
    """Return the public key in a file. :raises Refused: if it is another thing."""
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Refused(_("What should be the public half of a key to sign checkpoints with is not."))
    return key


def as_pem(key: Ed25519PublicKey) -> bytes:
    """Return a public key as files hold it."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return the name of a key, by which people compare it."""
    return sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def is_signed(checkpoint: Checkpoint, key: Ed25519PublicKey) -> bool:
    """Test whether a checkpoint bears the signature of this key."""
    try:
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.digest.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
