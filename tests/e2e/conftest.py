"""A real browser before the real assistant. Playwright drives the system's Chromium; no browser is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.settings import Settings
from tests.e2e.widget import Site, Widget

SCREENSHOTS = Path("var/screenshots")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WAIT_MS = 60_000  # a busy machine
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; skipped where there is none, except in CI, which installs it."""
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "CI must have Chromium"
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser profile of its own (cookies, storage); keyword arguments are Playwright's. Nothing that a page
    loads against its own policy, and no exception in it, passes unnoticed."""
    opened: list[BrowserContext] = []
    problems: list[str] = []

    def open_context(**options) -> BrowserContext:
        context = browser.new_context(
            **({"locale": "fr-CA", "viewport": {"width": 1280, "height": 800}} | options)
        )
        context.set_default_timeout(WAIT_MS)
        expect.set_options(timeout=WAIT_MS)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        context.on(
            "console", lambda said: problems.append(said.text) if "Content Security" in said.text else None
        )
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
    assert problems == []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a wide screen."""
    return new_context().new_page()


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    """Keeps a picture of the page under var/screenshots, which CI keeps."""

    def take(page: Page, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, animations="disabled")
        return path

    return take


@pytest.fixture
def check_accessibility() -> Callable[[Page], None]:
    """Fails where axe finds something wrong with a page, its advice included."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"

    return check


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The web process with a scripted assistant and the simulated phone: quick, and it needs no trained model."""
    data = tmp_path_factory.mktemp("site")
    settings = Settings(
        database_url=f"sqlite:///{data}/guichet.db", data_dir=data, rasa_url="http://rasa.test", demo=True
    )
    site = Site(settings)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def widget(page: Page, site: Site) -> Widget:
    """The widget, open on the French demo page."""
    return Widget(page).visit(site.url)
