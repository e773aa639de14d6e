"""An administrator lets somebody in and out again; the auditor finds every step, and no name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.accessibility import faults
from tests.programs import run_amparo

CODE = re.compile(r"P-[A-Z0-9]{6}")
ENTER = Callable[[str], Page]
# Both widths, both schemes, both directions.
SCREENS = [
    pytest.param("", 1280, False, id="English, wide, light"),
    pytest.param("/ar", 360, True, id="Arabic, narrow, dark"),
]


@pytest.fixture(scope="module")
def here(site: str) -> str:
    """The site by its name: browsers make passkeys for names, not for numbers."""
    return site.replace("127.0.0.1", "localhost")


def told(home: Path, *arguments: str) -> str:
    """Return what a command said, which went well."""
    done = run_amparo(home, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def enter(browser: Browser, site_home: Path, here: str) -> Iterator[ENTER]:
    """Let somebody in who holds a role: invited, appointed, signed in with a passkey."""
    contexts: list[BrowserContext] = []

    def let_in(role: str) -> Page:
        name = f"{role}-of-the-desk@example.org"
        said = told(site_home, "invite", name, "--name", "Dora Weiss", "--print")
        (code,) = CODE.findall(said)
        told(site_home, "people", "appoint", code, role)
        context = browser.new_context(base_url=here, bypass_csp=True)
        contexts.append(context)
        page = context.new_page()
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
        page.goto(here + urlsplit(said.splitlines()[-1]).path)
        page.get_by_role("button", name="Make a passkey").click()
        expect(page).to_have_url(re.compile(r"/(account|desk)/"))
        return page

    yield let_in
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def administrator(enter: ENTER) -> Page:
    """The administrator's browser."""
    return enter("administrator")


@pytest.fixture(scope="module")
def auditor(enter: ENTER) -> Page:
    """The auditor's browser."""
    return enter("auditor")


def violations(page: Page, path: str, *, width: int, dark: bool) -> list[str]:
    """Return what the accessibility checker finds on a page, and whether it is too wide."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if dark else "light")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    found = faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + (["wider than the window"] if wide else [])


def test_somebody_is_let_in_given_a_role_and_let_out_again(administrator: Page, auditor: Page):
    page = administrator
    page.goto("/desk/people/")
    page.get_by_role("link", name="Invite a person").click()
    page.get_by_label("E-mail address").fill("bruno.sitoe@example.org")
    page.get_by_label("Name").fill("Bruno Sitoe")
    page.get_by_label("Role").select_option("member")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the nationality first")
    expect(page.get_by_label("E-mail address")).to_have_value("bruno.sitoe@example.org")

    page.get_by_label("Nationality", exact=True).select_option(label="Mozambique")
    page.get_by_role("button", name="Send the invitation").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Account P-")
    code = CODE.findall(heading.inner_text())[0]

    page.get_by_role("link", name="End the role Member").click()
    page.get_by_role("button", name="End this role").click()
    expect(page.get_by_role("heading", name="Roles once held")).to_be_visible()

    page.goto("/desk/people/")
    page.get_by_label("Name, e-mail address or code").fill("sitoe")
    page.get_by_role("button", name="Find").click()
    assert urlsplit(page.url).query == ""
    page.get_by_role("link", name="Bruno Sitoe").click()
    page.get_by_role("link", name="Close the account").click()
    page.get_by_label("Code of the account").fill(code)
    page.get_by_role("button", name="Close the account for good").click()
    expect(page.get_by_text("Who it was cannot be read any more")).to_be_visible()

    auditor.goto(f"/desk/trail/?about={code}")
    said = auditor.get_by_role("main").inner_text()
    for step in ("Closed an account", "Ended a role", "Gave a role", "Invited a person"):
        assert f"{step}, about {code}" in said
    assert "Sitoe" not in said
    assert "example.org" not in said


def test_the_auditor_takes_the_trail_away_and_verifies_it(auditor: Page, tmp_path: Path):
    auditor.goto("/desk/trail/?area=access")
    with auditor.expect_download() as download:
        auditor.get_by_role("button", name="Export for a spreadsheet (CSV)").click()
    file = tmp_path / "trail.csv"
    download.value.save_as(file)

    first, *rows = file.read_text(encoding="utf-8").splitlines()
    assert first == "at,by,face,event,about,permission,outcome,details,strand,number"
    assert len(rows) > 3
    assert re.fullmatch(r"trail-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)

    auditor.get_by_role("link", name="Verify").click()
    auditor.get_by_role("button", name="Verify now").click()
    expect(auditor.get_by_text("All is as it was written.")).to_be_visible()


def test_an_administrator_finds_no_trail_and_an_auditor_no_people(
    administrator: Page, auditor: Page
):
    for page, closed in ((administrator, "/desk/trail/"), (auditor, "/desk/people/")):
        answer = page.goto(closed)
        assert answer is not None
        assert answer.status == 404


@pytest.mark.parametrize(("language", "width", "dark"), SCREENS)
def test_the_rooms_are_open_to_everyone_who_may_enter(
    administrator: Page, auditor: Page, language: str, width: int, dark: bool
):
    administrator.goto("/desk/people/?role=administrator")
    account = administrator.get_by_role("link", name="Dora Weiss").first.get_attribute("href")
    rooms = (
        (administrator, ["/desk/people/", "/desk/people/invite/", account, f"{account}roles/"]),
        (administrator, [f"{account}nationalities/", f"{account}close/"]),
        (auditor, ["/desk/trail/", "/desk/trail/verify/", "/desk/trail/emergencies/"]),
    )

    found = {
        path: wrong
        for page, paths in rooms
        for path in paths
        if (wrong := violations(page, f"{language}{path}", width=width, dark=dark))
    }
    assert found == {}
