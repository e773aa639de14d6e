"""Feeds: what is new in a search as Atom (RFC 4287), newest first, fifty entries at most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from io import StringIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from amparo.core.pages import here, language

from . import words
from .news import Item
from .rules.searches import Search

CONTENT_TYPE = Atom1Feed.content_type
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
# What XML has no way to say.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _Feed(Atom1Feed):
    """Of a feed without entries, the beginning of time: not now, or it would be new at each look."""

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed."""
        latest: datetime = max((one["updateddate"] for one in self.items), default=_BEGINNING)
        return latest


def atom(search: Search, items: Sequence[Item], *, place: str, page: str) -> str:
    """Return the feed of a search in the language being spoken; `place` is its own path."""
    feed = _Feed(
        title=_("Amparo: {what}").format(what=_sayable(words.in_one_line(search))),
        link=_absolute(page),
        description=None,
        subtitle=_("What has become public, as soon as it does."),
        language=language(),
        feed_url=_absolute(place),
        feed_guid=_name(f"feed/{search.as_text()}"),
        author_name="Amparo",
    )
    for one in items:
        feed.add_item(**_entry(one))
    written = StringIO()
    feed.write(written, "utf-8")
    return written.getvalue()


def _entry(item: Item) -> dict[str, Any]:
    title = item.title or item.citation
    said = [one for one in (item.citation, item.act, item.when, item.text) if one]
    return {
        "title": _sayable(f"{title}: {item.act}" if item.act else title),
        "link": _absolute(here(item.address)),
        "description": escape(_sayable(" · ".join(said))),
        "unique_id": _name(item.name),
        "pubdate": item.at,
        "updateddate": item.at,
        "categories": [_sayable(one) for one in (item.kind, item.body, *item.states) if one],
    }


def _name(of: str) -> str:
    """Return what tells something from all else for good, wherever it moves within the site."""
    return uuid5(NAMESPACE_URL, f"{settings.ADDRESS}/{of}").urn


def _absolute(path: str) -> str:
    return f"{settings.ADDRESS}{path}"


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub(" ", text)
