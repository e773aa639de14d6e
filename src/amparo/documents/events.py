"""What the trail remembers of documents."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

IMPORTED = event("documents.imported", _("Document imported"), "language", "how")
PUBLIC_DAY_SET = event("documents.public_day_set", _("Day of a document's publication set"), "on")
