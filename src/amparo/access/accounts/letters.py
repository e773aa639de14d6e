"""The letters of access: what they say, in the reader's language, and nothing about anybody else."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from amparo.access.models import User
from amparo.core.pages import here

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


def something_at(face: str, user: User) -> EmailMessage:
    """Return the letter that says there is something to see at a face, and not what."""
    with translation.override(user.language):
        text = _(
            "There is something to see at:\n\n"
            "{link}\n\n"
            "Sign in to see it. This letter does not say what it is, so that nobody learns it from "
            "here. On the page of your account you can choose to get no such letters."
        )
        link = link_to(here(f"/{face}/"))
        letter = _letter(user, _("There is something to see"), text.format(link=link))
    # No machine is to answer it, least of all by saying that somebody is away.
    letter.extra_headers["Auto-Submitted"] = "auto-generated"
    return letter


class Round:
    """
    Letters that go out one after the other, over one connection.

    Whether the mail server can be reached is known before anything is written down as told.
    """

    def __init__(self) -> None:
        self._connection = get_connection()

    def make_ready(self) -> None:
        """Reach the mail server. :raises OSError: if it cannot be reached."""
        self._connection.open()

    def send(self, letter: EmailMessage) -> bool:
        """Send a letter, and return whether it went out; after a failure, the next begins anew."""
        letter.connection = self._connection
        if send(letter):
            return True
        self._connection.close()
        return False

    def end(self) -> None:
        """Let go of the mail server."""
        self._connection.close()


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
