"""The registrar at the desk, in a browser: every page seen and heard, and a matter from end to end."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults
from tests.accounts import PASSWORD, code_now
from tests.programs import environment_of, furnish, served
from tests.weights import weight_of

ROOT = Path(__file__).resolve().parents[2]
VISIT, OVER = "SPT/VISIT/PER/2025/TEST", "SPT/VISIT/PER/1990/TEST"
MOST_BYTES = 60_000  # compressed, all in
PAGES = [
    "/desk/",
    "/desk/matters/",
    "/desk/matters/?procedure=visit&state=PER",
    "/desk/matters/?reference=nothing-like-this",
    f"/desk/matters/{VISIT}/",
    f"/desk/files/{VISIT}/",
    f"/desk/team/{VISIT}/",
    f"/desk/notes/{VISIT}/",
    f"/desk/readings/{VISIT}/",
    "/desk/names/",
    "/desk/search/",
    "/desk/emergency/",
    "/desk/disposal/",
    f"/desk/disposal/{OVER}/",
]
# Both widths, both schemes, both directions.
SCREENS = [
    pytest.param("", 1280, False, id="English, wide, light"),
    pytest.param("/ar", 360, True, id="Arabic, narrow, dark"),
]


@pytest.fixture(scope="module")
def desk_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of its own, with people and matters in it: the public pages of others stay as they are."""
    home = furnish(tmp_path_factory.mktemp("desk") / "home")
    subprocess.run(
        [sys.executable, "tests/journeys/inhabit.py"],
        env={**environment_of(home), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=True,
    )
    with served(home) as address:
        yield address


@pytest.fixture(scope="module")
def signed_in(browser: Browser, desk_site: str) -> dict[str, object]:
    """What Amina's browser keeps once she signed in with a password and a code."""
    context = browser.new_context(base_url=desk_site)
    page = context.new_page()
    page.goto("/desk/")
    page.get_by_label("E-mail address").fill("amina@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_label("Code").fill(code_now())
    page.get_by_label("Code").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My day")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(browser: Browser, desk_site: str, signed_in: dict[str, object]) -> Iterator[Page]:
    """
    Amina's page; the test fails on a script error or a message on the console.

    That a form was refused is such a message too, and no mistake.
    """
    context = browser.new_context(base_url=desk_site, storage_state=signed_in)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [one for one in complaints if "400 (Bad Request)" not in one] == []


@pytest.fixture
def see(
    browser: Browser, desk_site: str, signed_in: dict[str, object]
) -> Iterator[Callable[[int, bool], Page]]:
    """Return a page of a width, light or dark, into which the checker may be let."""
    contexts = []

    def opened(width: int, dark: bool) -> Page:
        context = browser.new_context(
            base_url=desk_site,
            storage_state=signed_in,
            bypass_csp=True,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("language", "width", "dark"), SCREENS)
def test_no_page_of_the_desk_breaks_a_rule_of_accessibility_or_runs_over_the_edge(
    see, language: str, width: int, dark: bool
):
    page = see(width, dark)

    wrong = {}
    for path in PAGES:
        answer = page.goto(language + path)
        assert answer.status == 200, path
        found = faults(page)
        root = "document.documentElement"
        if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
            found.append("runs over the edge")
        if found:
            wrong[path] = found
    assert wrong == {}


def test_no_page_of_the_desk_is_heavy(desk: Page):
    sizes = {}
    for path in PAGES:
        desk.goto(path, wait_until="load")
        sizes[path] = weight_of(desk)

    assert {path: size for path, size in sizes.items() if not 0 < size <= MOST_BYTES} == {}


def test_a_registrar_finds_a_matter_adds_a_file_and_puts_the_team_together(
    desk: Page, tmp_path: Path
):
    note = tmp_path / "note.txt"
    note.write_text("What was agreed.", encoding="utf-8")

    desk.goto("/desk/")
    desk.get_by_role("link", name="Matters", exact=True).click()
    desk.get_by_label("Reference, or a part of it").fill("PER/2025/TEST")
    desk.get_by_role("button", name="Show these").click()
    desk.get_by_role("link", name="Visit to Peru, 2025").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Visit to Peru, 2025")
    expect(desk.locator("main")).not_to_contain_text("Xiomara")

    desk.get_by_role("link", name="Add a file").click()
    desk.get_by_label("Internal: everyone").check()
    desk.get_by_label("File", exact=True).set_input_files(note)
    desk.get_by_role("button", name="Add to the matter").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="note.txt").click()
    assert download.value.path().read_text(encoding="utf-8") == "What was agreed."

    desk.get_by_role("link", name=VISIT).click()
    desk.get_by_role("link", name="See the team").click()
    desk.get_by_label("Code of the person").fill("P-222222")
    desk.get_by_label("Role").select_option("rapporteur")
    desk.get_by_role("button", name="Give access").click()
    expect(desk.get_by_role("alert")).to_contain_text("There is no account with this code.")
    expect(desk.get_by_label("Code of the person")).to_have_value("P-222222")

    desk.get_by_role("link", name=re.compile("End the access of P-")).click()
    desk.get_by_role("button", name="End the access").click()
    expect(desk.locator("main")).to_contain_text("Those who are given access to this matter")


def test_a_list_is_walked_by_keyboard_while_the_focus_is_in_it(desk: Page):
    desk.goto("/desk/matters/?order=reference")
    links = desk.locator("[data-walk] .which a")
    desk.keyboard.press("j")
    expect(desk.locator(":focus")).to_have_count(0)

    links.first.focus()
    desk.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    desk.keyboard.press("k")
    expect(links.first).to_be_focused()
    desk.keyboard.press("/")
    expect(desk.get_by_label("Reference, or a part of it")).to_be_focused()
    desk.keyboard.type("jk/")
    expect(desk.get_by_label("Reference, or a part of it")).to_have_value("jk/")
    links.first.focus()
    first = links.first.get_attribute("href")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(re.escape(str(first))))


def test_a_request_in_an_emergency_is_read_and_declined(desk: Page):
    desk.goto("/desk/")
    desk.get_by_role("link", name="1 request for access").click()
    expect(desk.locator("main")).not_to_contain_text("A witness is threatened.")
    desk.get_by_role("link", name="Read why, and decide").click()
    expect(desk.locator("main")).to_contain_text("A witness is threatened.")
    desk.get_by_role("button", name="Decline").click()

    expect(desk.locator("main")).to_contain_text("will wait here for your decision")


def test_what_is_long_over_is_destroyed_once_its_reference_is_typed(desk: Page):
    desk.goto("/desk/disposal/")
    desk.get_by_role("link", name=f"Destroy the content of {OVER}").click()
    typed = desk.get_by_label("Type the reference of the matter")
    typed.fill("SPT/VISIT")
    desk.get_by_role("button", name="Destroy for good").click()
    expect(desk.locator("main")).to_contain_text("This is not the reference of this matter.")
    typed.fill(OVER)
    desk.get_by_role("button", name="Destroy for good").click()

    expect(desk.locator("main")).to_contain_text("The confidential content of this docket was")
    expect(desk.locator("main")).not_to_contain_text("A scar on the arm.")


def test_whoever_signs_out_finds_the_desk_closed(desk: Page):
    desk.goto(f"/desk/matters/{VISIT}/")
    desk.get_by_role("button", name="Sign out").click()
    desk.goto(f"/desk/matters/{VISIT}/")

    expect(desk).to_have_url(re.compile("/sign-in/"))
