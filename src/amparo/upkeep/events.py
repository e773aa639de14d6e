"""What the trail remembers of backups: sizes and identifiers only."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

BACKED_UP = event(
    "upkeep.backed_up", _("Backed up database and files"), "bytes", "acts", "files", "sha256"
)
RESTORED = event(
    "upkeep.restored", _("Restored database and files"), "acts", "files", "findings", "taken_at"
)
