"""
Following, from the search to the last letter, at a public face that stands alone.

The process that people meet holds the public store, the index, the followers' store and one public
key. It has no other key, no session and no form that is marked; the worker inside does the rest.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults
from tests.programs import AMPARO, environment_of, free_port, furnish, wait_for

ADDRESS = "yolande.pemberquist@example.org"
_LINE = b"-" * 79
ANNOUNCED = """
import datetime, django
django.setup()
from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions
from amparo.visits.procedures.visit import PROGRAMMED, VISIT
actions.open_docket(
    VISIT, "SPT/VISIT/BDI/2031", PROGRAMMED(state="BDI", year=2031),
    on=datetime.date(2026, 1, 5), by=RECORD_LOADER, at=datetime.datetime.now(datetime.UTC),
)
"""


@dataclass
class Installation:
    """An inside with its worker, and a public face apart from it."""

    inside: Path
    outside: Path
    address: str

    @property
    def letters(self) -> Path:
        """Where letters go: each is a file."""
        return self.inside / "letters"

    def environment(self) -> dict[str, str]:
        """Return what programs of the inside are told."""
        return {
            **environment_of(self.inside),
            "AMPARO_ADDRESS": self.address,
            "AMPARO_EMAIL_URL": f"file://{self.letters}",
            "AMPARO_LOG_LEVEL": "warning",
        }

    def run(self, *command: str, **variables: str) -> str:
        """Run a program of the inside, and return what it said."""
        done = subprocess.run(
            command,
            env={**self.environment(), **variables},
            text=True,
            capture_output=True,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def announce(self) -> None:
        """Let something new become public."""
        self.run(sys.executable, "-c", ANNOUNCED, DJANGO_SETTINGS_MODULE="config.settings")

    def written(self) -> list[EmailMessage]:
        """Return the letters that went out, in their order."""
        files = sorted(self.letters.glob("*.log"), key=lambda one: one.stat().st_mtime_ns)
        texts = [one.read_bytes().rstrip(b"\n") for one in files]
        # A file is there before its letter is; below the letter there is a line.
        whole = [one.removesuffix(_LINE) for one in texts if one.endswith(_LINE)]
        return [message_from_bytes(one, policy=policy.default) for one in whole]

    def letter(self, number: int, seconds: int = 60) -> EmailMessage:
        """Return a letter by its number, once it has gone out."""
        until = time.monotonic() + seconds
        while len(found := self.written()) < number:
            assert time.monotonic() < until, "The letter did not go out."
            time.sleep(0.1)
        return found[number - 1]

    def link(self, letter: EmailMessage) -> str:
        """Return where the link of a letter leads, that is its reader's own."""
        words = str(letter.get_content()).split()
        (link,) = [
            one for one in words if urlsplit(one).path.removeprefix("/ar").startswith("/follow/")
        ]
        return link


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Both, running; the face outside has a home without a key."""
    folder = tmp_path_factory.mktemp("following")
    port = free_port()
    made = Installation(furnish(folder / "inside"), folder / "outside", f"http://127.0.0.1:{port}")
    made.letters.mkdir()
    (made.outside / "static").parent.mkdir()
    (made.outside / "static").symlink_to(made.inside / "static")
    with (
        _running(made.environment(), "work"),
        _running(_outside(made), "serve", "--port", str(port)) as face,
    ):
        wait_for(made.address, face)
        _wait_for_ledger(made)
        yield made


def _outside(made: Installation) -> dict[str, str]:
    key = made.run(*AMPARO, "following", "--key").strip()
    stores = {
        "AMPARO_PUBLIC_DATABASE": "public.sqlite3",
        "AMPARO_FOLLOWERS_DATABASE": "followers.sqlite3",
    }
    return {
        **environment_of(made.outside),
        **{name: f"sqlite:///{made.inside / file}" for name, file in stores.items()},
        "AMPARO_SEARCH_INDEX": str(made.inside / "search"),
        "AMPARO_FACES": "public",
        "AMPARO_FOLLOWERS_KEY": key,
        "AMPARO_ADDRESS": made.address,
        "AMPARO_LIMITS_STORE": "none",
        "AMPARO_LOG_LEVEL": "warning",
    }


@contextmanager
def _running(environment: dict[str, str], *command: str) -> Iterator[subprocess.Popen[bytes]]:
    program = subprocess.Popen([*AMPARO, *command], env=environment)
    try:
        yield program
    finally:
        program.terminate()
        program.wait(timeout=30)


def _wait_for_ledger(made: Installation) -> None:
    """Return once the worker knows what is public already: that is news to nobody."""
    until = time.monotonic() + 90
    asked = "from amparo.following.models import Novelty; print(Novelty.objects.count())"
    script = f"import django; django.setup(); {asked}"
    while made.run(sys.executable, "-c", script, DJANGO_SETTINGS_MODULE="config.settings") == "0\n":
        assert time.monotonic() < until, "The worker did not look."


@pytest.fixture
def page(browser: Browser, installation: Installation) -> Iterator[Page]:
    """A page without scripts that fails the test on a message on the console."""
    context = browser.new_context(base_url=installation.address, java_script_enabled=False)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    yield page
    assert context.cookies() == []
    context.close()
    assert complaints == []


def test_a_reader_follows_a_search_is_told_and_stops(installation: Installation, page: Page):
    page.goto("/search/?state=BDI")
    page.get_by_role("link", name="Follow this search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow what becomes public")
    expect(page.locator("#what ~ dl")).to_contain_text("Burundi")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_label("How often").select_option(label="as soon as there is something")
    page.get_by_role("button", name="Send me the letter that asks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your letters")
    assert ADDRESS not in page.url

    asked = installation.letter(1)
    assert asked["To"] == ADDRESS
    page.goto(installation.link(asked))
    page.get_by_role("button", name="Yes, tell me what is new").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You follow this now")
    _until(lambda: " 1  Searches followed by letter" in _counts(installation))

    installation.announce()
    told = installation.letter(2)
    assert told["To"] == ADDRESS
    assert "Visit to Burundi, 2031" in str(told.get_content())
    assert told["List-Unsubscribe"].strip() == f"<{installation.link(told)}>"
    page.goto(f"{installation.address}/dockets/SPT/VISIT/BDI/2031/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Visit to Burundi, 2031")

    page.goto(installation.link(told))
    page.get_by_role("button", name="Stop this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stopped")
    _until(lambda: " 0  Addresses that follow" in _counts(installation))
    assert len(installation.written()) == 2


def test_the_face_outside_holds_nothing_that_opens_what_was_sent_in(installation: Installation):
    held = [path for path in installation.outside.rglob("*") if path.is_file()]

    assert [
        path.name for path in held if "static" not in path.parts and path.suffix in (".key", ".pem")
    ] == []
    tried = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django; django.setup(); from amparo.following import opening;"
            " opening.public_key_text()",
        ],
        env={**_outside(installation), "DJANGO_SETTINGS_MODULE": "config.settings"},
        text=True,
        capture_output=True,
    )
    assert tried.returncode != 0


@pytest.mark.parametrize(
    ("language", "width"),
    [
        pytest.param("", 1280, id="English, wide"),
        pytest.param("/ar", 360, id="Arabic, narrow"),
        pytest.param("/zh-hans", 360, id="Chinese, narrow"),
    ],
)
def test_pages_of_following_are_for_everybody(
    installation: Installation, browser: Browser, language: str, width: int
):
    context = browser.new_context(
        base_url=installation.address, bypass_csp=True, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    weights: dict[str, int] = {}
    for path in ("/follow/?q=torture&state=BDI", "/follow/mine/"):
        loaded: list = []
        page.on("requestfinished", lambda request, into=loaded: into.append(request))
        page.goto(language + path, wait_until="networkidle")
        assert faults(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
        assert page.evaluate("document.dir") == ("rtl" if language == "/ar" else "ltr")
        weights[path] = sum(one.sizes()["responseBodySize"] for one in loaded)
    context.close()

    assert max(weights.values()) < 60_000


def _counts(installation: Installation) -> str:
    return installation.run(*AMPARO, "following")


def _until(there: Callable[[], bool], seconds: int = 60) -> None:
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until
