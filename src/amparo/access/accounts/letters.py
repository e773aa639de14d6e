"""The letters of access: what they say, in the reader's language, and nothing about anybody else."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from amparo.access.models import User

_log = logging.getLogger(__name__)


def invitation(user: User, link: str) -> EmailMessage:
    """Return the letter that invites somebody: the link, how long it is good, and no name."""
    with translation.override(user.language):
        text = _(
            "You are invited to an account on Amparo. Open this link to take it up:\n\n"
            "{link}\n\n"
            "It works once, for seven days. If you did not expect this letter, do nothing."
        )
        return _letter(user, _("An account on Amparo"), text.format(link=link))


def way_back(user: User, link: str) -> EmailMessage:
    """Return the letter that lets somebody choose a new password."""
    with translation.override(user.language):
        text = _(
            "Somebody, we hope you, asked for a way back into your account on Amparo. Open this "
            "link to choose a new password:\n\n"
            "{link}\n\n"
            "It works once, for one hour. Your second factor will be asked for as before. If you "
            "did not ask for this, do nothing."
        )
        return _letter(user, _("A way back into your account"), text.format(link=link))


def something_to_see(user: User) -> EmailMessage:
    """Return the letter that asks an auditor to look at the trail, and does not say at what."""
    with translation.override(user.language):
        text = _(
            "There is something to see in the trail of Amparo. Sign in to see it:\n\n"
            "{link}\n\n"
            "This letter does not say what it is, so that nobody learns it from here."
        )
        return _letter(user, _("There is something to see"), text.format(link=link_to("/")))


def send(letter: EmailMessage) -> bool:
    """Send a letter, and return whether it went out; the log does not say to whom."""
    try:
        letter.send()
    except OSError as error:
        _log.error("access.letter_not_sent: %s", type(error).__name__)
        return False
    return True


def link_to(path: str) -> str:
    """
    Return the address of a page, as it stands in a letter.

    It begins with the address in the settings: one taken from a request could be forged.
    """
    return f"{settings.ADDRESS}{path}"


def _letter(user: User, subject: str, text: str) -> EmailMessage:
    return EmailMessage(subject=subject, body=text, to=[user.email])
