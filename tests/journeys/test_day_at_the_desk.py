"""
A day at the desk, from the passkey in the morning to a wrong date put right in the evening.

Told twice: with the keyboard alone, and on a telephone in Arabic. So nothing is found by its words
here, but by where it leads and what it is called in the form.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.accounts import PASSWORD, code_now
from tests.programs import environment_of, furnish, served

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.now(UTC).date()
ASKED = TODAY - timedelta(days=400)
WRONG = date(TODAY.year - 1, 12, 20)
SEALED_NAME = "Xiomara Quetzalcoatl"
TEXT = "The delegation visited three places of detention.\n"
WORKER_SECONDS = 30
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True)
class Way:
    """How somebody works: in which language, at which screen, with what under their hands."""

    name: str
    language: str = ""
    width: int = 1280
    keyboard: bool = False
    touch: bool = False

    @property
    def reference(self) -> str:
        """The report of this way of working."""
        return f"SPT/REPORT/PER/TEST/{self.name}"


WAYS = [
    Way("keyboard", keyboard=True),
    Way("telephone", language="/ar", width=360, touch=True),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = furnish(tmp_path_factory.mktemp("day") / "home")
    subprocess.run(
        [sys.executable, "tests/journeys/reports.py", *(way.reference for way in WAYS)],
        env={**environment_of(home), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=True,
    )
    return home


@pytest.fixture(scope="module")
def here(home: Path) -> Iterator[str]:
    """The site with its worker, by its name: browsers make passkeys for names, not for numbers."""
    with served(home) as address:
        yield address.replace("127.0.0.1", "localhost")


@dataclass
class Person:
    """Somebody at a browser, who works in one of the ways."""

    page: Page
    way: Way

    def goes_to(self, path: str) -> None:
        """Open an address, as from a bookmark."""
        self.page.goto(self.way.language + path)

    def presses(self, target: Locator) -> None:
        """Follow a link or press a button, and wait for the page that it leads to."""
        if self.way.keyboard:
            self._comes_to(target)
        with self.page.expect_navigation():
            if self.way.keyboard:
                self.page.keyboard.press("Enter")
            elif self.way.touch:
                target.tap()
            else:
                target.click()

    def follows(self, path: str) -> None:
        """Follow the first link to an address."""
        self.presses(self.page.locator(f'main a[href="{self.way.language}{path}"]').first)

    def writes(self, name: str, text: str) -> None:
        """Fill in a field."""
        field = self.page.locator(f'main [name="{name}"]').first
        if self.way.keyboard and field.get_attribute("type") not in ("date", "file"):
            self._comes_to(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            field.fill(text)

    def chooses(self, name: str, value: str) -> None:
        """Choose one of several."""
        choice = self.page.locator(f'main [name="{name}"][value="{value}"]')
        if self.way.keyboard:
            of_all = self.page.locator(f'main [name="{name}"]')
            chosen = self.page.locator(f'main [name="{name}"]:checked')
            self._comes_to(chosen if chosen.count() else of_all)
            for _each in range(4):
                if choice.is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
        choice.check()

    def attaches(self, name: str, file: Path) -> None:
        """Choose a file."""
        self.page.locator(f'main [name="{name}"]').set_input_files(file)

    def sends(self) -> None:
        """Press the one button that does what the page is for."""
        self.presses(self.page.locator("main form button.main").last)

    def enters(self, act: str, **said: str | Path) -> None:
        """Open the docket, choose an act, fill in its form and send it."""
        self.goes_to(f"/desk/matters/{self.way.reference}/")
        self.follows(f"/desk/enter/{act}/{self.way.reference}/")
        for name, value in said.items():
            if isinstance(value, Path):
                self.attaches(f"says_{name}_new", value)
            elif value in ("yes", "no"):
                self.chooses(f"says_{name}", value)
            else:
                self.writes("on" if name == "on" else f"says_{name}", value)
        self.sends()

    def signs_in(self, address: str) -> None:
        """Sign in with a password and a code."""
        self.goes_to("/sign-in/")
        self.writes("email", address)
        self.page.locator('main input[type="password"]').fill(PASSWORD)
        self.presses(self.page.get_by_role("main").get_by_role("button").first)
        self.page.locator('main [name="code"]').fill(code_now())
        self.presses(self.page.get_by_role("main").get_by_role("button").first)

    def _comes_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus, as somebody without a mouse does."""
        wanted = target.first.element_handle()
        for _press in range(200):
            if self.page.evaluate("one => document.activeElement === one", wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not come to {target}.")


@pytest.fixture
def person(browser: Browser, here: str) -> Iterator[Any]:
    """Open a browser for somebody; it fails on any word on its console but a refused form."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(way: Way) -> Person:
        context = browser.new_context(
            base_url=here, viewport={"width": way.width, "height": 800}, has_touch=way.touch
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return Person(page, way)

    yield opened
    for context in contexts:
        context.close()
    assert [one for one in complaints if "400 (Bad Request)" not in one] == []


def published_as(page: Page, reference: str) -> list[dict[str, Any]]:
    """Return the acts that say, to the public, that a report was published; those that count."""
    answer = page.request.get(f"/dockets/{reference}.json")
    acts = answer.json()["docket"]["acts"] if answer.ok else []
    return [act for act in acts if act["kind"] == "published" and act["counts"]]


def counted(page: Page, reference: str, year: int) -> int:
    """Return how often a report is among the rows of the figure of reports published in a year."""
    span = f"since={year}-01-01&on={min(TODAY, date(year, 12, 31))}"
    figure = page.request.get(f"/figures/visits.reports_published.json?{span}").json()["figure"]
    return sum(reference in row["path"] for row in figure["rows"])


def wait_for(page: Page, reference: str, on: date) -> None:
    """Wait until the public site says that the report was published on a day."""
    until = time.monotonic() + WORKER_SECONDS
    while [act["on"] for act in published_as(page, reference)] != [on.isoformat()]:
        assert time.monotonic() < until, published_as(page, reference)
        time.sleep(0.3)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_day_at_the_desk(way: Way, person: Any, tmp_path: Path):
    letter, draft, final = (tmp_path / name for name in ("letter.txt", "draft.txt", "final.txt"))
    letter.write_text("We ask for publication.\n", encoding="utf-8")
    draft.write_text(f"{TEXT}{SEALED_NAME} was heard.\n", encoding="utf-8")
    final.write_text(TEXT, encoding="utf-8")
    reference = way.reference
    amina, paula = person(way), person(way)

    # In the morning: a passkey made once is all it takes.
    amina.signs_in(f"amina.{way.name}@example.org")
    amina.goes_to("/account/second-factor/passkey/")
    amina.presses(amina.page.locator("main form button").first)
    amina.page.wait_for_url("**/second-factor/codes/**")
    amina.goes_to("/account/")
    amina.presses(amina.page.locator('form[action$="/sign-out/"] button').first)
    amina.goes_to("/sign-in/passkey/")
    amina.presses(amina.page.locator("main form button").first)
    amina.page.wait_for_url("**/desk/**")

    # What is late is the first thing she sees.
    amina.goes_to("/desk/")
    late = amina.page.locator("section[aria-labelledby=late]")
    expect(late.locator(f'a[href$="/desk/matters/{reference}/"]')).to_be_visible()

    # The State asked for publication; its letter is attached.
    amina.enters("publication_requested", report_requested="yes", letter=letter, on=str(ASKED))
    expect(amina.page.locator("#act-2")).to_be_visible()
    expect(amina.page.locator("#act-2 a[href*='/desk/file/']")).to_have_count(1)
    assert published_as(amina.page, reference) == []

    # She may not clear it herself; her colleague may, once no name is left in the text.
    amina.goes_to(f"/desk/matters/{reference}/")
    expect(amina.page.locator("main a[href*='/desk/enter/cleared/']")).to_have_count(0)
    paula.signs_in(f"paula.{way.name}@example.org")
    paula.enters("cleared", document=draft, names_masked="yes", on=str(ASKED + timedelta(days=5)))
    expect(paula.page.get_by_role("alert")).to_be_visible()
    expect(paula.page.locator("main")).not_to_contain_text(SEALED_NAME)
    paula.attaches("says_document_new", final)
    paula.sends()
    expect(paula.page.locator("#act-3")).to_be_visible()

    # Published, with a wrong date; seconds later it is out, with the document.
    paula.goes_to(f"/desk/enter/published/{reference}/")
    cleared = paula.page.locator('main [name="says_document"] option', has_text="final.txt")
    paula.page.locator('main [name="says_document"]').select_option(cleared.get_attribute("value"))
    paula.writes("on", str(WRONG))
    paula.sends()
    expect(paula.page.locator("#act-4")).to_be_visible()
    wait_for(amina.page, reference, WRONG)
    amina.goes_to(f"/dockets/{reference}/")
    with amina.page.expect_download() as download:
        amina.page.locator(f'main a[href*="/dockets/{reference}/files/"]').first.click()
    assert download.value.path().read_text(encoding="utf-8") == TEXT
    assert (
        counted(amina.page, reference, WRONG.year),
        counted(amina.page, reference, TODAY.year),
    ) == (1, 0)

    # In the evening: the date is put right, and the public page and the figures follow.
    paula.goes_to(f"/desk/matters/{reference}/")
    paula.follows(f"/desk/rectify/4/{reference}/")
    paula.writes("on", str(TODAY))
    paula.writes("reason", "The date of the letter was taken for that of the publication.")
    paula.sends()
    expect(paula.page.locator("#act-5")).to_be_visible()
    wait_for(amina.page, reference, TODAY)
    assert (
        counted(amina.page, reference, WRONG.year),
        counted(amina.page, reference, TODAY.year),
    ) == (0, 1)
    amina.goes_to(f"/dockets/{reference}/")
    expect(amina.page.locator("main")).not_to_contain_text("The date of the letter")
    expect(amina.page.locator("main")).not_to_contain_text(SEALED_NAME)
