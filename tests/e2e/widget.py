"""The widget as a customer uses it, and the website that it stands on."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from playwright.sync_api import Locator, Page, expect

from bot.settings import Settings
from bot.web.app import create_app
from tests.bot.fake_rasa import FakeRasa
from tests.stack import free_ports

AXE = Path("frontend/node_modules/axe-core/axe.min.js")
AT_REST = """() => {  // whatever moves has come to its end: colours are judged as they stay
  const roots = [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  const moving = roots.flatMap((root) => root.getAnimations())
    .filter((a) => a.effect.getComputedTiming().endTime !== Infinity);
  return Promise.allSettled(moving.map((a) => a.finished)).then(() => null);
}"""
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Site:
    """The real web process on a port of its own, with a scripted assistant behind it; it can be restarted."""

    def __init__(self, settings: Settings) -> None:
        self.rasa = FakeRasa()
        self.settings = settings
        self.port = free_ports(1)[0]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        http = httpx.AsyncClient(transport=httpx.ASGITransport(self.rasa.app))
        self.app = create_app(self.settings, http=http)
        config = uvicorn.Config(self.app, port=self.port, log_config=None, timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)

    @property
    def services(self) -> Any:
        return self.app.state.services


@dataclass
class Widget:
    """What a customer sees and does."""

    page: Page

    @property
    def host(self) -> Locator:
        return self.page.locator("guichet-chat")

    @property
    def launcher(self) -> Locator:
        return self.host.locator(".launcher")

    @property
    def field(self) -> Locator:
        return self.host.locator("[data-field]")

    @property
    def messages(self) -> Locator:
        return self.host.locator(".message")

    @property
    def answers(self) -> Locator:
        return self.host.locator(".message:not(.customer)")

    @property
    def sending(self) -> Locator:
        return self.host.locator(".message:is(.sending, .lost, .failed)")

    def texts(self) -> list[str]:
        """What is in the bubbles, without the words that only screen readers get."""
        return [plain(text) for text in self.host.locator(".bubble").all_inner_texts()]

    def visit(self, url: str, *, operator: str = "primus", language: str = "fr") -> Widget:
        """Go to the demo page and open the widget; on a wide screen it is open."""
        self.page.goto(f"{url}/?operator={operator}&lang={language}")
        expect(self.host).to_be_attached()
        if self.launcher.count():
            self.launcher.click()
        expect(self.field.or_(self.host.locator(".ended"))).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text: str) -> str:
        """Write something and wait for the answer; gives the answer's text."""
        before = self.answers.count()
        self.write(text)
        return self.answer(before)

    def choose(self, title: str) -> str:
        """Press an offered choice and wait for the answer."""
        before = self.answers.count()
        self.host.get_by_role("button", name=title).click()
        return self.answer(before)

    def answer(self, before: int) -> str:
        expect(self.answers.nth(before)).to_be_visible()
        expect(self.host.locator(".typing")).to_be_hidden()
        expect(self.sending).to_have_count(0)
        return plain("\n".join(self.answers.all_inner_texts()[before:]))

    @property
    def asks_for(self) -> str | None:
        """The slot that the assistant asks for."""
        return self.host.locator("guichet-composer").evaluate("composer => composer.expects?.slot ?? null")


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on the page, shadow roots included: rule, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(AT_REST)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", STANDARD)["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]
    ]


def is_within(page: Page) -> bool:
    """Whether nothing sticks out sideways: no scrolling in two directions."""
    return page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", text)
