"""What a page of the desk says: its rows, its headings, its refusals."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def linked(response: HttpResponse, room: str) -> list[str]:
    """Return what the page links to below a room (`matters/`), in order, each once."""
    found = re.findall(rf'href="/desk/{re.escape(room)}([^"?]+)/"', _content(response))
    return list(dict.fromkeys(unescape(one) for one in found))


def refused(response: HttpResponse) -> list[str]:
    """Return the sentences of refusal on the page."""
    return [
        _plain(one) for one in re.findall(r'<div class="refusal".*?</div>', _text(response), re.S)
    ]


def errors(response: HttpResponse) -> list[str]:
    """Return what the page says is wrong with single fields."""
    return [_plain(one) for one in re.findall(r'<span class="error".*?</span>', _text(response))]


def said(response: HttpResponse) -> str:
    """Return the words of the page's content, one space between them."""
    return _plain(_content(response))


def rooms(response: HttpResponse) -> list[str]:
    """Return the rooms that the navigation leads to."""
    navigation = _text(response).partition('<nav class="site-nav"')[2].partition("</nav>")[0]
    return re.findall(r">([^<>]+)</a>", navigation)


def title(response: HttpResponse) -> str:
    """Return the title of the page."""
    return _plain(_text(response).partition("<title>")[2].partition("</title>")[0])


def _content(response: HttpResponse) -> str:
    return _text(response).partition('<main id="content">')[2].partition("</main>")[0]


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _plain(markup: str) -> str:
    words = unescape(re.sub(r"<[^>]+>", " ", markup)).split()
    return re.sub(r" ([,.;:])", r"\1", " ".join(words))
