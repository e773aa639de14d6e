"""What the trail remembers of searching."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

INSIDE_SEARCHED = event("search.inside_searched", _("Searched in what is confidential"), "found")
