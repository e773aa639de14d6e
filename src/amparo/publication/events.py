"""What the trail remembers of the gate."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

ACTS_RELEASED = event("publication.released", _("Made public"), "count", "first", "last")
ACTS_WITHDRAWN = event("publication.withdrawn", _("Taken back"), "count", "first", "last")
RELEASE_FAILED = event("publication.failed", _("Could not be made public"), "why")
