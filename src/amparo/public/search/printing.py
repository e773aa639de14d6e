"""
Results and choices as they stand on the page, printed here and not in the template.

A page has two hundred of these lines' pieces: a template takes five times as long over them, a third
of the time of the whole page. Everything that is not ours is escaped here.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from django.utils.translation import gettext as _
from markupsafe import Markup

from amparo.search.questions import Words

RIGHT_TO_LEFT = frozenset({"ar"})

_FROM, _TO = "\x02", "\x03"
_escaped = html.escape


def result(
    start: str,
    path: str,
    cited: str,
    title: Iterable[Words],
    text: Iterable[Words],
    language: str,
    says: str,
) -> str:
    """Return a result: what it is called, under which title, its words, and what it is."""
    ways = f'lang="{language}" dir="{"rtl" if language in RIGHT_TO_LEFT else "ltr"}"'
    named = _marked(title)
    called, of = (_escaped(cited), named) if cited else (named, "")
    return (
        f'<li>\n<h3 class="which"><a href="{_escaped(start + path)}"><bdi>{called}</bdi></a></h3>\n'
        + (f'<p class="of" {ways}>{of}</p>\n' if of else "")
        + f'<p class="words" {ways}>{_marked(text)}</p>\n<p class="says">{_escaped(says)}</p>\n</li>\n'
    )


def choice(words: str, count: str, query: str) -> str:
    """Return a value to narrow by."""
    return (
        f'<li><a href="?{_escaped(query)}">{_escaped(words)}</a>'
        f' <span class="quiet">{count}</span></li>\n'
    )


def chosen(facet: str, words: str, count: str, query: str) -> str:
    """Return a value that was chosen, to be undone."""
    undo = _escaped(_("Undo: %(facet)s, %(value)s") % {"facet": facet, "value": words})
    return (
        f'<li><a href="?{_escaped(query)}" aria-current="true" aria-label="{undo}">'
        f'{_escaped(words)} <span aria-hidden="true">×</span></a>'
        f' <span class="quiet">{count}</span></li>\n'
    )


def joined(lines: Iterable[str]) -> Markup:
    """Return lines that were printed here as a template takes them."""
    return Markup("".join(lines))  # noqa: S704  (each was escaped above)


def _marked(words: Iterable[Words]) -> str:
    # Escaped once, with signs that no text has where the marks will be.
    plain = "".join([f"{_FROM}{text}{_TO}" if is_found else text for text, is_found in words])
    return _escaped(plain).replace(_FROM, "<mark>").replace(_TO, "</mark>")
