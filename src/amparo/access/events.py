"""What the trail says of accounts and of signing in. Persons are named by their code only."""

from amparo.audit.events import event
from amparo.core.words import gettext_noop as _

NOBODY = "nobody"  # of whom nothing is known

SIGNED_IN = event("access.signed_in", _("Signed in"), "method")
SIGN_IN_REFUSED = event("access.sign_in_refused", _("Refused at sign-in"), "method", "reason")
SIGNED_OUT = event("access.signed_out", _("Signed out"))
SESSION_REVOKED = event("access.session_revoked", _("Ended a session elsewhere"), "sessions")
PASSWORD_CHANGED = event("access.password_changed", _("Changed a password"))
SECOND_FACTOR_ADDED = event("access.second_factor_added", _("Added a second factor"), "factor")
SECOND_FACTOR_REMOVED = event(
    "access.second_factor_removed", _("Removed a second factor"), "factor"
)
SECOND_FACTOR_RESET = event(
    "access.second_factor_reset", _("Took away every second factor of an account")
)
RECOVERY_CODE_USED = event("access.recovery_code_used", _("Used a recovery code"), "left")
RECOVERY_CODES_MADE = event("access.recovery_codes_made", _("Made new recovery codes"))
INVITED = event("access.invited", _("Invited a person"))
LINK_SENT = event("access.link_sent", _("Was sent a link to get back in"))
INVITATION_TAKEN_UP = event("access.invitation_taken_up", _("Took up an invitation"))
ACCOUNT_CLOSED = event("access.account_closed", _("Closed an account"))
PROVIDER_LINKED = event("access.provider_linked", _("Linked an identity provider"), "provider")

# Posts, and access to single matters.
APPOINTED = event("access.appointed", _("Gave a role"), "role", "body", "state")
APPOINTMENT_ENDED = event("access.appointment_ended", _("Ended a role"), "role", "body", "state")
GRANTED = event("access.granted", _("Gave access to a matter"), "kind", "role", "to", "until")
GRANT_ENDED = event("access.grant_ended", _("Ended access to a matter"), "kind", "role", "to")
EMERGENCY_ASKED = event("access.emergency_asked", _("Asked for access in an emergency"), "known")
EMERGENCY_GRANTED = event("access.emergency_granted", _("Gave access in an emergency"), "to")
EMERGENCY_DECLINED = event("access.emergency_declined", _("Declined emergency access"), "to")
REFUSED = event("access.refused", _("Was refused at a door"), "door")

# What is read of accounts and of emergencies.
ACCOUNTS_LISTED = event("access.accounts_listed", _("Accounts listed"), "count")
ACCOUNT_READ = event("access.account_read", _("Account read"))
NATIONALITIES_CHANGED = event("access.nationalities_changed", _("Changed the nationalities given"))
EMERGENCY_READ = event("access.emergency_read", _("Reason of emergency access read"))
