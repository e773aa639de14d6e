"""Feeds of what is new, and the calendar for calendars: to be asked for again and again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from amparo.core.doors import made_of, open_to_public
from amparo.core.pages import here
from amparo.following import feeds, matching, news
from amparo.following.rules.searches import Search, search_of
from amparo.public.search.asked import state_of_index

from . import calendars


def asked_in(request: HttpRequest) -> Search:
    """Return the search in an address. :raises Refused: if it cannot be read."""
    return search_of((name, one) for name, them in request.GET.lists() for one in them)


@made_of(state_of_index)
@open_to_public
def feed(request: HttpRequest) -> HttpResponse:
    """Give what is new, everything or what a search finds, as Atom."""
    search = asked_in(request)
    reader = (get_language() or "en")[:2]
    query = search.as_text()
    found = matching.latest(search, reader)
    text = feeds.atom(
        search,
        news.items(found, newest_first=True)[: matching.MOST],
        place=request.path + (f"?{query}" if query else ""),
        page=f"{here('/search/')}?{query}" if query else here("/new/"),
    )
    return HttpResponse(text, content_type=feeds.CONTENT_TYPE)


@open_to_public
def calendar(request: HttpRequest) -> HttpResponse:
    """Give sessions, announced visits and public time limits as iCalendar."""
    return HttpResponse(
        calendars.as_icalendar(request), content_type="text/calendar; charset=utf-8"
    )
