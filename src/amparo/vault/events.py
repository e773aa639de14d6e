"""What the trail remembers of keys."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

KEYS_ROTATED = event("vault.keys_rotated", _("Wrapped keys by a new master key"), "keys", "master")
MASTERS_RETIRED = event("vault.masters_retired", _("Dropped earlier master keys"), "masters")
KEYS_BACKED_UP = event("vault.keys_backed_up", _("Backed up wrapped keys"), "keys")
KEYS_RESTORED = event(
    "vault.keys_restored", _("Restored wrapped keys"), "restored", "kept_destroyed"
)
