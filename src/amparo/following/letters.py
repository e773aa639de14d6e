"""
The letters to followers: plain text, links to public pages only, nothing that tells who opened it.

A link in a letter is a token of its reader; it leads to a page with a button.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.access.accounts.letters import link_to
from amparo.core import wording
from amparo.core.pages import here

from . import words
from .news import Item
from .rules.searches import Search

PLACE = "/follow/"


def confirmation(address: str, search: Search, token: str, language: str) -> EmailMessage:
    """Return the letter that asks whether somebody wants what was asked for in their name."""
    with translation.override(language):
        text = _(
            "Somebody, we hope you, wants to be told at this address what is new at Amparo:\n\n"
            "{what}\n\n"
            "Open this link and press the button to say yes:\n\n"
            "{link}\n\n"
            "It works for two days. If you did not ask for this, do nothing: nothing more will be"
            " sent, and the address is forgotten."
        )
        said = text.format(what=_outlined(search), link=link(token))
        return _letter(address, _("Do you want to follow this?"), said)


def overview(address: str, token: str, language: str) -> EmailMessage:
    """Return the letter that leads to what somebody follows."""
    with translation.override(language):
        text = _(
            "Open this link to see what you follow at Amparo, and to stop any of it:\n\n"
            "{link}\n\n"
            "It works for one day. If you did not ask for this, do nothing."
        )
        return _letter(address, _("What you follow"), text.format(link=link(token)))


def news(
    address: str,
    search: Search,
    items: Sequence[Item],
    token: str,
    language: str,
    *,
    has_more: bool,
    name: str,
) -> EmailMessage:
    """
    Return the letter that tells what is new; it can be stopped with one press, as RFC 8058 says.

    `name` tells it from all other letters: by it, a letter that comes back is known.
    """
    with translation.override(language):
        head = ngettext(
            "{count} thing is new in what you follow:",
            "{count} things are new in what you follow:",
            len(items),
        ).format(count=wording.number(len(items)))
        parts = [f"{head}\n\n{_outlined(search)}", *map(_told, items)]
        if has_more:
            parts.append(_("There is more. All of it:\n{link}").format(link=_search_link(search)))
        parts.append(
            _("To get no more of these letters, press the button at:\n{link}").format(
                link=link(token)
            )
        )
        subject = _("New: {what}").format(what=_shortened(words.in_one_line(search)))
        letter = _letter(address, subject, "\n\n".join(parts))
        letter.extra_headers |= {
            "List-Unsubscribe": f"<{link(token)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"Amparo <following.{_host()}>",
            "Message-ID": f"<{name}@{_host()}>",
        }
    return letter


def paused(address: str, server: str, search: Search, language: str) -> EmailMessage:
    """Return the letter that says that a webhook did not answer, and is called no more."""
    with translation.override(language):
        text = _(
            "The server {server} did not take what Amparo sent it, many times over three days:\n\n"
            "{what}\n\n"
            "It is called no more. To begin again, or to stop, ask for a link to what you follow:"
            "\n\n{link}\n\n"
            "After thirty days without a word from you it is forgotten."
        )
        said = text.format(
            server=server, what=_outlined(search), link=link_to(here(f"{PLACE}mine/"))
        )
        return _letter(address, _("A webhook is paused"), said)


def link(token: str) -> str:
    """Return the address of a link, in the language being spoken."""
    return link_to(here(f"{PLACE}{token}/"))


def _told(item: Item) -> str:
    lines = [item.title or item.citation]
    if item.act:
        lines.append(item.act)
    citation = item.citation if item.citation != item.title else ""
    beside = [one for one in (citation, item.when) if one]
    if beside:
        lines.append(" · ".join(beside))
    return "\n".join([*lines, link_to(here(item.address))])


def _outlined(search: Search) -> str:
    return "\n".join(f"  {label}: {value}" for label, value in words.described(search))


def _search_link(search: Search) -> str:
    return link_to(f"{here('/search/')}?{search.as_text()}")


def _shortened(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"


def _letter(address: str, subject: str, text: str) -> EmailMessage:
    return EmailMessage(
        subject=subject,
        body=text,
        to=[address],
        headers={
            # No machine is to answer it, least of all by saying that somebody is away.
            "Auto-Submitted": "auto-generated",
            # Made of chance alone: by its own rule, the name of this machine would stand in it.
            "Message-ID": make_msgid(domain=_host()),
        },
    )


def _host() -> str:
    return urlsplit(settings.ADDRESS).hostname or "localhost"
