"""
The Jinja2 environment of every page: what templates may call, and in which language.

Templates print what they are given. A name a view forgot to pass is an error, never an empty place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.http import RFC3986_SUBDELIMS, escape_leading_slashes
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from . import wording

# A word for a place in an address, where a number may be asked for; and what Django leaves as it is.
_HERE = "907030201"
_SAFE = RFC3986_SUBDELIMS + "/~:@"


def environment(**options: Any) -> Environment:
    """Return the environment named in the settings."""
    # Django passes an `undefined` of its own; ours refuses what it does not know.
    ours = {
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    }
    pages = Environment(**{**options, **ours})  # noqa: S701  autoescape is on, two lines above
    pages.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    pages.globals.update(
        _=said,
        url=url,
        leading_to=leading_to,
        part=partial(part, pages),
        static=static,
        language=language,
        direction=direction,
        languages=languages,
        time_left=wording.time_left,
        share_gone=share_gone,
        first_page=first_page,
        faces=settings.FACES,
        is_inside=settings.INSIDE,
    )
    pages.filters.update(
        day=wording.day,
        month=wording.month,
        year=wording.year,
        span=wording.span,
        number=wording.number,
        percent=wording.percentage,
        shown=wording.shown,
        listed=wording.listed,
        translated=translated,
        bdi=bdi,
        here=here,
        dated=wording.dated,
    )
    return pages


def said(sentence: str, /, **words: object) -> Markup:
    """
    Return a sentence in the language being spoken, its gaps filled with these words.

    What is filled in is escaped, unless it was. As the extension does it, which takes three times as
    long; a list says a hundred sentences.
    """
    filled = {name: escape(word) for name, word in words.items()}
    return Markup(translation.gettext(sentence) % filled)  # noqa: S704  (of catalogs, and escaped)


def url(page: str, /, **places: object) -> str:
    """Return the address of a page, in the language that is being spoken."""
    if places:
        return reverse(page, kwargs=places)
    return _plain_address(page, translation.get_language(), settings.ROOT_URLCONF)


def leading_to(page: str, *places: str) -> Callable[..., str]:
    """
    Return what writes the addresses of a page, each with other words in these places, as `url` does.

    The places are looked for once, and named as they follow in the address; a list leads to fifty
    matters.
    """
    spoken = translation.get_language()
    first, *others = _around(page, places, spoken, settings.ROOT_URLCONF)

    def address(*words: object) -> str:
        said = (
            f"{quote(str(word), safe=_SAFE)}{after}"
            for word, after in zip(words, others, strict=True)
        )
        return first + "".join(said)

    return address


@lru_cache(maxsize=500)
def _around(page: str, places: tuple[str, ...], spoken: str | None, root: str) -> tuple[str, ...]:
    """Return what stands before, between and after these places of an address."""
    words = {place: f"{_HERE}{number}" for number, place in enumerate(places)}
    rest, pieces = reverse(page, kwargs=words), []
    for word in words.values():
        before, rest = rest.split(word)
        pieces.append(before)
    return (*pieces, rest)


@lru_cache(maxsize=500)
def _plain_address(page: str, spoken: str | None, root: str) -> str:
    # The same few stand in the frame of every page.
    return reverse(page)


def part(pages: Environment, template: str, **said: str) -> Markup:
    """
    Return a part of a page that depends on these words and the language alone; it is made once.

    The frame of a page takes longer to say in words than what it holds.
    """
    spoken = translation.get_language()
    return _part(pages, template, spoken, settings.ROOT_URLCONF, tuple(said.items()))


@lru_cache(maxsize=500)
def _part(
    pages: Environment,
    template: str,
    spoken: str | None,
    root: str,
    said: tuple[tuple[str, str], ...],
) -> Markup:
    return Markup(pages.get_template(template).render(dict(said)))  # noqa: S704  (made of templates)


def first_page() -> str:
    """Return the address of the first page: of the public site, or of signing in where that is not."""
    if "public" in settings.FACES:
        return url("public:home")
    return url("entrance:sign_in") if settings.INSIDE else "/"


def here(path: str) -> str:
    """Return an address from the root of the site (`/states/FRA`) in the language being spoken."""
    spoken = translation.get_language()
    if not path.startswith("/") or spoken in (None, settings.LANGUAGE_CODE):
        return path
    return f"/{spoken}{path}"


def translated(text: str) -> str:
    """Return a sentence that was marked elsewhere (a title in a procedure) in this language."""
    return translation.gettext(text) if text else ""


def bdi(text: object) -> Markup:
    """Isolate a symbol, a number or a name from the direction of the text around it."""
    return Markup(f"<bdi>{escape(text)}</bdi>")  # noqa: S704  (escaped)


def language() -> str:
    """Return the language being spoken as HTML names it: `zh-Hans`."""
    return translation.to_locale(translation.get_language() or "en").replace("_", "-")


def direction() -> str:
    """Return `rtl` where the language runs from right to left."""
    return "rtl" if translation.get_language_bidi() else "ltr"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site, and where this page is in it."""

    code: str
    name: str
    direction: str
    path: str
    current: bool


def languages(request: HttpRequest) -> list[Language]:
    """Return the languages of the site, each with its own name and this page's address in it."""
    bare, now = _without_language(request.get_full_path()), translation.get_language()
    # Not asked of the addresses, which would take a fifth of the time of a page: every page stands
    # under each language's prefix, and under none in the default language.
    return [
        Language(
            code=html,
            name=name,
            direction=runs,
            path=bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}",
            current=code == now,
        )
        for code, html, name, runs in _tongues()
    ]


@cache
def _tongues() -> list[tuple[str, str, str, str]]:
    """Return each language's code, its code in HTML, its own name, its direction."""
    return [
        (
            code,
            _as_html(code),
            str(LANG_INFO[code]["name_local"]),
            "rtl" if LANG_INFO[code]["bidi"] else "ltr",
        )
        for code, _name in settings.LANGUAGES
    ]


def _without_language(path: str) -> str:
    """Return an address as it is in the default language."""
    prefix = f"/{translation.get_language()}"
    bare = path.removeprefix(prefix) if path.startswith(f"{prefix}/") else path
    # Two strokes at the beginning would lead to another site.
    return escape_leading_slashes(bare)


def _as_html(code: str) -> str:
    return translation.to_locale(code).replace("_", "-")


def share_gone(first: date, last: date, on: date) -> int:
    """Return how much of a time limit has passed, in whole per cent from 0 to 100."""
    whole = (last - first).days
    if whole <= 0:
        return 100
    return max(0, min(100, 100 * (on - first).days // whole))
