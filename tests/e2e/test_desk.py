"""Customer and agent in two browsers: a person is asked for, claims, both write, and the assistant takes over again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from bot.desk.replies import save_reply
from bot.desk.users import create_user
from tests.conversations.player import Guichet

PASSWORD = "correct horse battery"
WORDS = {
    "fr": {
        "ask": "je veux parler à quelqu’un de votre équipe",
        "claimed": "a pris le relais",
        "returned": "de nouveau avec l’assistant",
        "closed": "conversation est terminée",
        "close": "Clore la conversation",
        "queue": "File d’attente",
    },
    "en": {
        "ask": "I want to talk to someone on your team",
        "claimed": "has taken over",
        "returned": "back with the virtual assistant",
        "closed": "conversation has ended",
        "close": "Close the conversation",
        "queue": "Queue",
    },
}


@pytest.fixture(scope="module")
def people(guichet: Guichet) -> Guichet:
    """Camille and Robin work for Primus, Alex for Ooma."""
    now = datetime.now(timezone.utc)
    with guichet.sessions.begin() as session:
        for username, operator, role in [
            ("camille", "primus", "agent"),
            ("robin", "primus", "supervisor"),
            ("alex", "ooma", "agent"),
        ]:
            create_user(
                session,
                username,
                name=username.capitalize(),
                password=PASSWORD,
                role=role,
                operators=[operator],
                now=now,
            )
        save_reply(session, "primus", "fr", "Salutation", "Bonjour, je m’occupe de votre demande.")
        save_reply(session, "primus", "en", "Greeting", "Hello, I’m looking into your request.")
    return guichet


def log_in(page: Page, url: str, username: str, language: str) -> None:
    page.goto(f"{url}/desk")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button.primary").click()
    page.wait_for_url(f"{url}/desk")
    if page.locator("html").get_attribute("lang") != language:
        page.locator("button[name=language]").click()
        page.wait_for_load_state()


class Customer:
    """Somebody at the widget."""

    def __init__(self, page: Page, url: str, language: str) -> None:
        self.page = page
        page.goto(url)
        self.chat = page.locator("guichet-chat")
        self.chat.evaluate(
            "(chat, language) => { chat.setAttribute('data-language', language); chat.setAttribute('data-open', ''); }",
            language,
        )

    def say(self, text: str) -> None:
        field = self.chat.locator("textarea").first
        field.fill(text)
        field.press("Enter")

    def hears(self, text: str) -> None:
        expect(self.chat.locator("[role=log]").get_by_text(text).last).to_be_visible(timeout=30_000)


@pytest.fixture
def check_accessibility() -> Iterator[Callable[[Page], None]]:
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()

    yield check


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_asking_for_a_person_to_the_end(
    people: Guichet,
    new_context: Callable[..., BrowserContext],
    check_accessibility: Callable[[Page], None],
    screenshot: Callable[[Page, str], Path],
    language: str,
):
    words = WORDS[language]
    locale = "fr-CA" if language == "fr" else "en-CA"
    customer = Customer(new_context(locale=locale).new_page(), people.url, language)
    desk = new_context(locale=locale).new_page()
    log_in(desk, people.url, "camille", language)
    expect(desk.get_by_role("heading", name=words["queue"])).to_be_visible()

    customer.say(words["ask"])
    row = desk.locator("tr.open").last
    expect(row).to_be_visible(timeout=30_000)  # live, without loading the page again
    check_accessibility(desk)
    screenshot(desk, f"desk-queue-{language}")

    row.locator("a").click()
    desk.locator("[data-key-claim]").click()
    customer.hears(words["claimed"])

    desk.locator("select[data-canned]").select_option(index=1)
    assert desk.locator("#reply-text").input_value() != ""
    desk.locator("#reply-text").fill("42 !")
    desk.keyboard.press("Control+Enter")
    customer.hears("42 !")
    customer.hears("Camille")
    customer.say("<b>merci</b>")
    expect(desk.locator(".said.customer .text").last).to_have_text("<b>merci</b>", timeout=30_000)
    check_accessibility(desk)
    screenshot(desk, f"desk-conversation-{language}")

    conversation = desk.url
    desk.locator("form[action$='/return'] button").click()
    customer.hears(words["returned"])

    customer.say(words["ask"])
    for _ in range(30):  # until the request is in the queue
        desk.goto(conversation)
        if desk.locator("[data-key-claim]").count():
            break
        desk.wait_for_timeout(1000)
    desk.locator("[data-key-claim]").click()
    desk.get_by_text(words["close"]).first.click()
    desk.locator("textarea[name=reason]").fill("x")
    desk.locator("form[action$='/close'] button").click()
    customer.hears(words["closed"])


def test_rights_are_refused(people: Guichet, new_context: Callable[..., BrowserContext]):
    stranger = new_context().new_page()
    assert stranger.goto(f"{people.url}/desk/people").url.startswith(f"{people.url}/desk/login")
    log_in(stranger, people.url, "alex", "fr")
    assert stranger.goto(f"{people.url}/desk/people").status == 403
    assert stranger.goto(f"{people.url}/desk/replies").status == 403
    assert (
        stranger.goto(f"{people.url}/desk/conversations/00000000-0000-0000-0000-000000000000").status == 404
    )


@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize(
    "path", ["/desk", "/desk/search?text=équipe", "/desk/replies", "/desk/account", "/desk/login"]
)
def test_pages_fit_the_screen_and_are_accessible(
    people: Guichet,
    new_context: Callable[..., BrowserContext],
    check_accessibility: Callable[[Page], None],
    screenshot: Callable[[Page, str], Path],
    path: str,
    width: int,
):
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    log_in(page, people.url, "robin", "fr")
    page.goto(f"{people.url}{path}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width == 1280:
        check_accessibility(page)
    screenshot(page, f"desk{path.split('?')[0].replace('/desk', '').replace('/', '-') or '-start'}-{width}")
