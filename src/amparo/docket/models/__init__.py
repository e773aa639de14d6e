"""
Matters, their acts, and what is derived from them.

`Matter.objects.visible_to(actor, at)` is the door to every list. `Act` is the record. The projected
fields of `Matter`, all of `Clock` and all of `Outlook` are derived: they can be thrown away and made
again by `amparo rebuild`.
"""

from __future__ import annotations

from .beside import EnteredOnce, Note, Release
from .checkpoints import Checkpoint, CheckpointHead
from .derived import Clock, Outlook
from .record import Act, Matter, MatterQuerySet

__all__ = [
    "Act",
    "Checkpoint",
    "CheckpointHead",
    "Clock",
    "EnteredOnce",
    "Matter",
    "MatterQuerySet",
    "Note",
    "Outlook",
    "Release",
]
