"""What the trail remembers of recommendations."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

IMPORTED = event("recommendations.imported", _("Recommendations imported"), "new", "changed")
