"""What every test may use: keys, a home of its own, a served site, a browser."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from tests.flushing import empty_what_is_full
from tests.programs import clear_away, furnish, run_amparo, run_program, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The same examples in every run, however busy the machine is.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent
JOURNEYS = ROOT / "tests" / "journeys"
# Faces ask areas and render; every page is opened on either engine by `house/test_walk.py`.
FACES = frozenset({"acting", "api", "client", "desk", "entrance", "mission", "public"})
# What takes longest is begun first, so that no process is left alone with it at the end.
LONGEST = (
    "house/test_fuzz.py",
    "upkeep/test_backup_under_load.py",
    "journeys/test_every_page.py",
    "survival/test_disk.py",
    "house/test_disposal_of_everything.py",
    "vault/test_commands.py",
    "upkeep/test_backup_killed.py",
    "upkeep/test_backup_commands.py",
    "house/test_walk.py",
    "house/test_no_leaks.py",
    "journeys/test_signing_in.py",
    "journeys/test_people_and_trail.py",
    "house/test_every_answer.py",
    "house/test_bad_input.py",
    "upkeep/test_backup.py",
    "journeys/test_following.py",
    "journeys/test_desk.py",
    "journeys/test_finding.py",
    "journeys/test_day_at_the_desk.py",
    "api/test_openness.py",
    "api/test_description.py",
    "mission/test_alone.py",
    "following/test_leaks.py",
    "stats/test_figures.py",
    "survival/test_killed.py",
    "survival/test_worker_killed.py",
    "docket/test_commands.py",
    "core/test_init.py",
    "desk/people/test_command.py",
    "publication/test_gate.py",
    "upkeep/test_serve.py",
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, and of that what runs on one engine only; order them."""
    for item in items:
        if JOURNEYS in item.path.parents:
            continue
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker("database")
            if item.path.relative_to(ROOT / "tests").parts[0] in FACES:
                item.add_marker("once")
            _let_in_every_store(item)
    rank = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Clear away what the run made for all of its processes, with the last of them."""
    if not hasattr(session.config, "workerinput"):
        clear_away()


def _let_in_every_store(item: pytest.Item) -> None:
    """Give a test that touches the database every one: inside, key store, public store, followers' store."""
    asked = item.get_closest_marker("django_db")
    options = dict(asked.kwargs) if asked else {}
    if asked is None and "transactional_db" in getattr(item, "fixturenames", ()):
        options["transaction"] = True
    item.add_marker(
        pytest.mark.django_db(
            **{"databases": ["default", "keys", "public", "followers"], **options}
        ),
        append=False,
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Each test begins with nothing kept of the one before: so do the fixtures of a whole module."""
    from amparo.following import opening
    from amparo.public.documents import listing
    from amparo.public.search import words
    from amparo.search.inside import memory
    from amparo.vault import blind

    cache.clear()
    # The index of the test before had other names in it, and the same number.
    words._kept.cache_clear()
    listing._kept.cache_clear()
    memory.forget()
    # The key store of the test before is gone, and with it the keys that a process keeps for good.
    for kept in (blind._index_key, opening._digest_key, opening._private_key):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever a page was asked for in before."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def keys() -> Path:
    """The keys of the tests' own home, as `amparo init` makes them."""
    from amparo.core.keys import make_keys

    make_keys(settings.KEYS)
    return settings.KEYS


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The tables of the tests are made as `amparo init` makes them; those that hold nothing stay."""
    importlib.import_module("amparo.core.migrating")
    empty_what_is_full()


@pytest.fixture
def amparo(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line in an empty home of its own: `amparo("verify").returncode`."""
    return partial(run_amparo, tmp_path / "home")


# Journeys: the site as people run it, in the browser that people have.


@pytest.fixture(scope="session")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the site of the journeys, made by `amparo init`, with the papers taken in."""
    home = furnish(tmp_path_factory.mktemp("site") / "home")
    run_program(home, str(JOURNEYS / "bring_papers.py"))
    return home


@pytest.fixture(scope="session")
def site(site_home: Path) -> Iterator[str]:
    """The address of a site made by `amparo init` and served by `amparo serve`."""
    with served(site_home) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """
    Debian's Chromium, without a window and without a word to anyone.

    It is closed with each module: while it is open, its event loop keeps Django's tests in the same
    process from the database.
    """
    from playwright.sync_api import sync_playwright

    # The same engine without the windows around the pages, which take two thirds of the time.
    chromium = shutil.which("chromium-headless-shell")
    if chromium is None:
        pytest.fail("The journeys need Chromium: `make test` installs it, or says why it cannot.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that fails the test on a script error or a message on the console."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    yield page
    context.close()
    assert complaints == []
