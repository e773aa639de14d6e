"""What the trail remembers of dockets."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

ACT_ENTERED = event("docket.act_entered", _("Act entered"), "act", "kind")
ACTS_LOADED = event("docket.acts_loaded", _("Acts loaded from a record"), "first", "last")
DOCKET_READ = event("docket.read", _("Docket read"), "level")
NAMES_SEARCHED = event("docket.names_searched", _("Searched by a person's name"), "found")
CONTENT_DESTROYED = event("docket.content_destroyed", _("Confidential content destroyed"))
FILE_ADDED = event("docket.file_added", _("File added"), "file", "level")
FILES_LISTED = event("docket.files_listed", _("Files listed"), "count")
FILE_READ = event("docket.file_read", _("File read"), "file", "level")
NOTES_READ = event("docket.notes_read", _("Notes read"), "count")
NOTE_WRITTEN = event("docket.note_written", _("Note written"), "note")
NOTE_STRUCK = event("docket.note_struck", _("Note struck out"), "note")
READINGS_LISTED = event("docket.readings_listed", _("Reading log looked at"))
LIST_EXPORTED = event("docket.list_exported", _("A list of matters was exported"), "narrowed_by")
