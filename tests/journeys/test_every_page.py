"""One page of every kind, as people meet it: seen, weighed, heard, without scripts, both ways."""

from __future__ import annotations

from collections import deque
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path
from playwright.sync_api import Browser, Page, Request

from tests.accessibility import faults
from tests.weights import weight_of

MOST_BYTES = 60_000  # compressed, all in
KINDS_AT_LEAST = {"home", "states", "state", "treaties", "treaty", "reports", "docket", "figure"}
# Both widths, both schemes, both directions.
SCREENS = [
    pytest.param("", 1280, False, id="English, wide, light"),
    pytest.param("/ar", 360, True, id="Arabic, narrow, dark"),
]


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


@pytest.fixture(scope="session")
def pages(site: str) -> list[str]:
    """One path for each kind of page, found by following links from the home page."""
    first_of_kind: dict[str, str] = {}
    waiting, seen = deque(["/"]), {"/"}
    while waiting:
        path = waiting.popleft()
        try:
            kind = resolve(unquote(urlsplit(path).path)).url_name
        except Resolver404:
            pytest.fail(f"A link leads nowhere: {path}")
        if kind in first_of_kind:
            continue
        with urlopen(site + path) as answer:
            if answer.headers.get_content_type() != "text/html":
                continue
            if answer.headers.get_content_disposition() == "attachment":
                continue  # to be saved, not seen
            links = Links()
            links.feed(answer.read().decode("utf-8"))
        first_of_kind[str(kind)] = path
        for link in links.found:
            target = urlsplit(urljoin(site + path, urldefrag(link).url))
            if (
                f"{target.scheme}://{target.netloc}" == site
                and not get_language_from_path(target.path)  # the same page in another language
                and target.path not in seen
            ):
                seen.add(target.path)
                waiting.append(target.path)
    assert set(first_of_kind) >= KINDS_AT_LEAST
    return sorted(first_of_kind.values())


@pytest.mark.parametrize(("language", "width", "dark"), SCREENS)
def test_no_page_complains_runs_over_the_edge_or_shuts_anybody_out(
    pages: list[str], browser: Browser, site: str, language: str, width: int, dark: bool
):
    context = browser.new_context(
        base_url=site,
        bypass_csp=True,  # for the checker's own script
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    wrong = complaints_of(page)

    for path in pages:
        page.goto(language + path)
        if page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{path} is wider than the screen")
        if page.locator("h1").count() != 1:
            wrong.append(f"{path} has not one h1")
        if page.evaluate("document.dir") != ("rtl" if language == "/ar" else "ltr"):
            wrong.append(f"{path} runs the wrong way")
        wrong += [f"{path}: {fault}" for fault in faults(page)]
    context.close()

    assert wrong == []


def complaints_of(page: Page) -> list[str]:
    """Return a list that fills with what the page complains of from now on."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: wrong.append(f"{page.url}: {said.text}") if said.type == "error" else None,
    )

    def failed(request: Request) -> None:
        # The browser itself gives up an icon that is still coming when it leaves for the next page.
        if request.failure != "net::ERR_ABORTED":
            wrong.append(f"{request.url} was not loaded: {request.failure}")

    page.on("requestfailed", failed)
    return wrong


def test_every_page_is_light_and_says_the_same_without_scripts(
    pages: list[str], browser: Browser, site: str
):
    weights: dict[str, int] = {}
    said: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for scripts in (True, False):
        context = browser.new_context(base_url=site, java_script_enabled=scripts)
        page = context.new_page()
        wrong = complaints_of(page)
        for path in pages:
            # Passkeys need a script; their page says so to whoever has none.
            if path == "/sign-in/passkey/":
                continue
            page.goto(path, wait_until="load")
            said[scripts][path] = page.locator("main").inner_text()
            if scripts:
                weights[path] = weight_of(page)
        context.close()
        assert wrong == []

    assert said[False] == said[True]
    assert [path for path, text in said[False].items() if len(text) < 100] == []
    assert min(weights.values()) > 0
    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}
