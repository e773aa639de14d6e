"""Whether what was restored is what was copied: digests, chains, projections and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from amparo.docket import checkpoints
from amparo.docket.rebuilding import rebuild
from amparo.docket.verification import verify
from amparo.vault.models import File

from . import figures
from .heads import heads
from .opening import Read


def findings(found: Read, progress: Callable[[int], None] = lambda _done: None) -> Iterator[str]:
    """Yield, in words, what is not as the backup says it was; nothing if all is well."""
    yield from _signed_elsewhere(found)
    if heads() != found.manifest.heads:
        yield _("The record does not end where it ended when it was copied.")
    yield from (str(one) for one in verify(progress))
    yield from rebuild(write=False)
    for name in figures.different([dict(one) for one in found.manifest.figures]):
        yield _("The figure {name} is not what it was.").format(name=name)
    yield from _missing_files(found)


def figures_compared(found: Read) -> int:
    """Return how many figures a backup names."""
    return len(found.manifest.figures)


def _signed_elsewhere(found: Read) -> Iterator[str]:
    if settings.CHECKPOINT_KEY_FILE.is_file():
        here = checkpoints.signing_key().public_key()
        if checkpoints.fingerprint(here) != checkpoints.fingerprint(found.key):
            yield _(
                "The backup is signed with the key {theirs}, and this home signs with {ours}."
            ).format(theirs=checkpoints.fingerprint(found.key), ours=checkpoints.fingerprint(here))


def _missing_files(found: Read) -> Iterator[str]:
    for file in found.manifest.lost:
        yield _("The file {file} was lost before it was copied.").format(file=file)
    said = found.manifest
    named = File.objects.filter(dropped_at=None).count()
    if named != said.files + len(said.lost) + len(said.dropped_meanwhile):
        yield _("The files that were copied are not those that the database names.")
