"""What a page of the mission face says."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def sections(response: HttpResponse) -> dict[str, str]:
    """Return the words of each section of the page, under its heading or label."""
    found = {}
    for section in re.findall(r"<section.*?</section>", _content(response), re.S):
        named = re.search(r'<h2[^>]*>(.*?)</h2>|aria-label="([^"]*)"', section, re.S)
        assert named is not None
        words = plain(re.sub(r"<h2.*?</h2>", "", section, count=1))
        found[plain(named[1] or named[2])] = words
    return found


def said(response: HttpResponse) -> str:
    """Return the words of the page's content, one space between them."""
    return plain(_content(response))


def linked(response: HttpResponse, room: str) -> list[str]:
    """Return what the page's content links to below a room (`matters`), in order, each once."""
    found = re.findall(rf'href="/mission/{room}/([^"?#]+)/["#]', _content(response))
    return list(dict.fromkeys(unescape(one) for one in found))


def navigation(response: HttpResponse) -> list[tuple[str, str]]:
    """Return where the navigation leads, and in which words."""
    whole = response.content.decode().partition('<nav class="site-nav"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', whole)


def plain(markup: str) -> str:
    """Return the words of some markup."""
    words = unescape(re.sub(r"<[^>]+>", " ", markup)).split()
    return re.sub(r" ([,.;:])", r"\1", " ".join(words))


def _content(response: HttpResponse) -> str:
    return response.content.decode().partition('<main id="content">')[2].partition("</main>")[0]
