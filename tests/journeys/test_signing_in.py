"""From the letter to the second browser: one person's way in, as they meet it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.accessibility import faults
from tests.accounts import FIREFOX, code_now
from tests.programs import run_amparo

PASSWORD = "four quiet lanterns drift"


@pytest.fixture(scope="module")
def here(site: str) -> str:
    """The site by its name: browsers make passkeys for names, not for numbers."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def invited(site_home: Path, here: str) -> Callable[..., str]:
    """Invite somebody at the command line, and return the link of the letter."""

    def link_for(address: str, role: str = "") -> str:
        done = run_amparo(site_home, "invite", address, "--name", "Amina Diallo", "--print")
        assert (done.returncode, done.stderr) == (0, "")
        if role:
            code = done.stdout.split()[0]
            given = run_amparo(site_home, "people", "appoint", code, role)
            assert (given.returncode, given.stderr) == (0, "")
        return here + urlsplit(done.stdout.splitlines()[-1]).path

    return link_for


@pytest.fixture
def page(browser: Browser, here: str) -> Iterator[Page]:
    """A browser with a device that makes passkeys, failing on any word on the console."""
    context = browser.new_context(base_url=here)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()
    assert complaints == []


def sign_in(page: Page, address: str) -> None:
    """Fill in and send the sign-in page."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_from_the_letter_to_ending_another_session(
    page: Page, browser: Browser, here: str, invited: Callable[[str], str]
):
    link = invited("amina@example.org")

    # The link is in the address once.
    page.goto(link)
    assert page.url == f"{here}/invitation/"
    expect(page.get_by_role("heading", level=1)).to_have_text("Take up your account")
    expect(page.locator("main")).to_contain_text("amina@example.org")

    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Choose this password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    # An app, and the recovery codes with it.
    page.get_by_role("link", name="See the second factor").click()
    page.get_by_role("link", name="Set up an authenticator app").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_now(secret, steps=-1))
    page.get_by_role("button", name="Set up the app").click()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"\d{4}-\d{4}-\d{4}", one) for one in codes)
    page.reload()
    expect(page.locator("main")).to_contain_text("Recovery codes are shown once")

    # Out, and in with both.
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "amina@example.org")
    page.get_by_label("Code").fill(code_now(secret))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    # A passkey, and in with it alone.
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator(".listed li")).to_have_count(2)
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    # Another browser, with a recovery code; ended from here.
    other = browser.new_context(base_url=here, user_agent=FIREFOX)
    elsewhere = other.new_page()
    sign_in(elsewhere, "amina@example.org")
    elsewhere.get_by_label("Code").fill(codes[0])
    elsewhere.get_by_role("button", name="Go on").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Your account")

    page.get_by_role("link", name="See where").click()
    expect(page.locator(".listed li")).to_have_count(2)
    page.get_by_role("button", name="End the session of Firefox on Linux").click()
    expect(page.locator(".listed li")).to_have_count(1)
    elsewhere.goto("/account/")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Sign in")
    other.close()


def test_an_administrator_takes_up_the_invitation_with_a_passkey_alone(
    page: Page, invited: Callable[..., str]
):
    page.goto(invited("bruno@example.org", "administrator"))
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/desk/")
    page.goto("/account/sessions/")

    expect(page.locator(".listed li")).to_have_count(1)
    expect(page.locator(".listed li")).to_contain_text("with a second factor")


@pytest.fixture
def everywhere(page: Page, invited: Callable[[str], str]) -> tuple[BrowserContext, list[str]]:
    """The cookies of somebody with an app and a passkey, and the pages of the entrance."""
    page.goto(invited(f"chidi.{uuid4().hex}@example.org"))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Choose this password").click()
    page.goto("/account/second-factor/passkey/")
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    paths = [
        "account/",
        "account/confirm/",
        "account/password/",
        "account/sessions/",
        "account/second-factor/",
        "account/second-factor/app/",
        "account/second-factor/codes/",
        "account/second-factor/passkey/",
        "sign-out/",
    ]
    return page.context, paths


SCREENS = [
    pytest.param("/", 1280, "light", id="English, wide, light"),
    pytest.param("/ar/", 360, "dark", id="Arabic, narrow, dark"),
]


@pytest.mark.parametrize(("language", "width", "scheme"), SCREENS)
def test_every_page_of_the_entrance_can_be_used_by_everyone(
    browser: Browser,
    here: str,
    everywhere: tuple[BrowserContext, list[str]],
    invited: Callable[[str], str],
    language: str,
    width: int,
    scheme: str,
):
    person, own = everywhere
    context = browser.new_context(
        base_url=here,
        bypass_csp=True,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    page = context.new_page()
    invitation = urlsplit(invited("dalia@example.org")).path
    strangers = ["sign-in/", "sign-in/passkey/", "sign-in/help/", invitation[1:]]
    wrong = []
    for paths in (strangers, own):
        for path in paths:
            page.goto(language + path)
            wrong += [(path, one) for one in faults(page)]
            spills = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            wrong += [(path, "wider than the window")] if spills else []
        context.add_cookies(person.cookies())

    assert wrong == []
