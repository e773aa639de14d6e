"""
Finding, as people do it: search, narrow, open a paragraph, cite it, take it away; in three languages,
by keyboard alone, by its names alone, without scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults
from tests.papers import NAME
from tests.weights import weight_of

MOST_BYTES = 60_000


@dataclass(frozen=True)
class Journey:
    """What somebody types and meets in a language."""

    site: str
    language: str
    direction: str
    words: str
    found: str


ENGLISH = Journey("", "en", "ltr", "solitary confinement", "Solitary confinement")
JOURNEYS = [
    pytest.param(ENGLISH, id="English"),
    pytest.param(Journey("/ar", "ar", "rtl", "الحبس الانفرادي", "والحبس الانفرادي"), id="Arabic"),
    pytest.param(Journey("/zh-hans", "zh", "ltr", "单独监禁", "单独监禁"), id="Chinese"),
]
REFUSED = "/search/?q=date:tomorrow"
# What following links from the first page does not lead to; the rest is in test_every_page.py.
PAGES = [
    "/search/?q=solitary+confinement",
    REFUSED,
    f"/documents/{NAME}/en/?beside=ar",
    f"/documents/{NAME}/zh/para_2/?beside=en",
    "/compare/?state=SEN&state=FRA&state=PER&state=MEX",
]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_paragraph_is_searched_narrowed_opened_cited_and_taken_away(page: Page, journey: Journey):
    page.goto(f"{journey.site}/")
    box = page.get_by_role("main").get_by_role("searchbox")
    box.fill(journey.words)
    box.press("Enter")

    results = page.locator(".results li")
    expect(results.first.locator("mark").first).to_be_visible()
    narrowing = page.locator(f'.narrowing a[href*="language={journey.language}"]')
    count = narrowing.locator("xpath=following-sibling::span").inner_text()
    narrowing.click()

    expect(results).to_have_count(int(count))
    words = results.first.locator(".words")
    assert (words.get_attribute("lang"), words.get_attribute("dir")) == (
        journey.language,
        journey.direction,
    )
    expect(words.locator("mark").first).to_have_text(journey.found)

    results.first.get_by_role("link").click()
    place = f"/documents/{NAME}/{journey.language}/para_2/"
    assert page.url.endswith(f"{journey.site}{place}")
    expect(page.get_by_role("heading", level=1)).to_have_text("CAT/OP/99/1, para. 2")

    page.locator("[data-copy=cite-1]").click()
    expect(page.locator("#copied")).not_to_be_empty()
    page.goto(f"{journey.site}/documents/{NAME}/{journey.language}/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="XML").click()
    assert saved.value.suggested_filename == f"{NAME}-{journey.language}.xml"


def test_what_was_copied_can_be_pasted(page: Page):
    page.goto(f"/documents/{NAME}/en/para_2/")
    page.get_by_role("button", name="Copy: As the United Nations cite").click()

    page.goto("/search/")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Control+V")

    expect(page.get_by_role("searchbox")).to_have_value("CAT/OP/99/1, para. 2")


def test_a_search_is_walked_by_keyboard_alone(page: Page):
    page.goto("/new/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Go to the content")
    while page.locator(":focus").get_attribute("id") != "find":
        page.keyboard.press("Tab")
    page.keyboard.type("solitary confinement")
    page.keyboard.press("Enter")

    first = page.locator(".results .which a").first
    expect(first).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".results .which a").nth(1)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("CAT/OP/99/1, para. ")


def test_whoever_listens_hears_what_everything_is(page: Page):
    page.goto("/search/?q=solitary+confinement&kind=paragraph")

    expect(page.get_by_role("searchbox", name="Search everything public")).to_have_value(
        "solitary confinement"
    )
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"\d+ results?"))
    expect(
        page.get_by_role("link", name="Undo: Kind, Paragraph of a document").first
    ).to_be_visible()
    expect(page.get_by_role("complementary", name="Narrow the results")).to_be_visible()
    expect(page.get_by_role("link", name="CAT/OP/99/1, para. 2").first).to_be_visible()

    page.goto(f"/documents/{NAME}/en/")
    expect(page.get_by_role("navigation", name="Contents")).to_be_visible()
    expect(page.get_by_role("navigation", name="Languages of this document")).to_be_visible()
    expect(page.get_by_role("link", name="Note 1", exact=True)).to_have_count(1)
    expect(page.get_by_role("textbox", name="Bluebook")).to_have_attribute("readonly", "")


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("/ar", 360, True), ("/zh-hans", 1280, False)]
)
def test_every_page_on_the_way_is_accessible_and_fits_the_screen(
    browser: Browser, site: str, language: str, width: int, dark: bool
):
    context = browser.new_context(
        base_url=site,
        bypass_csp=True,  # for the checker's own script
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    wrong = {}
    for path in PAGES:
        page.goto(language + path)
        wrong[path] = faults(page)
        if page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"):
            wrong[path].append("is wider than the screen")
    context.close()

    assert {path: found for path, found in wrong.items() if found} == {}


def test_every_page_on_the_way_says_all_without_scripts_and_weighs_little(
    browser: Browser, site: str
):
    said: dict[bool, dict[str, str]] = {True: {}, False: {}}
    weights = {}
    for scripts in (True, False):
        context = browser.new_context(base_url=site, java_script_enabled=scripts)
        page = context.new_page()
        for path in PAGES:
            page.goto(path, wait_until="load")
            said[scripts][path] = page.locator("main").inner_text()
            if scripts:
                weights[path] = weight_of(page)
        context.close()

    assert said[False] == said[True]
    assert {path: one for path, one in weights.items() if not 0 < one <= MOST_BYTES} == {}
