"""Customer and agent in two browsers: a person is asked for, claims, both write, and the assistant takes over again."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, ViewportSize, expect
from sqlalchemy.orm import Session

from bot.conversations.handoffs import open_handoff
from bot.conversations.models import BOT, Conversation
from bot.desk.replies import save_reply
from bot.desk.users import create_user
from tests.conversations.player import Guichet
from tests.e2e.widget import is_within

PASSWORD = "correct horse battery"
SCREENS: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "tablet": {"width": 820, "height": 1180},
    "desktop": {"width": 1280, "height": 900},
}
PAGES = {  # what an admin sees
    "queue": "/desk",
    "search": "/desk/search?text=équipe",
    "replies": "/desk/replies",
    "people": "/desk/people",
    "account": "/desk/account",
}
OTHERS = [
    ("fr", "Ma facture de novembre est plus élevée que d’habitude"),
    ("en", "My modem keeps restarting since yesterday"),
    ("fr", "Je déménage et je veux garder mon numéro"),
]
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
    """Camille, Robin and Dominique work for Primus, Alex for Ooma; other customers of Primus wait."""
    now = datetime.now(timezone.utc)
    with guichet.sessions.begin() as session:
        for username, operator, role in [
            ("camille", "primus", "agent"),
            ("robin", "primus", "supervisor"),
            ("alex", "ooma", "agent"),
            ("dominique", "primus", "admin"),
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
        for other, wish in OTHERS:
            put_in_queue(session, other, wish, now)
        save_reply(session, "primus", "fr", "Salutation", "Bonjour, je m’occupe de votre demande.")
        save_reply(session, "primus", "en", "Greeting", "Hello, I’m looking into your request.")
    return guichet


def put_in_queue(session: Session, language: str, wish: str, now: datetime) -> str:
    """Another customer of Primus who waits; the id of the conversation."""
    conversation_id = str(uuid.uuid4())
    values = {"operator": "primus", "channel": "web", "language": language, "state": BOT}
    session.add(Conversation(id=conversation_id, created_at=now, updated_at=now, **values))
    session.flush()
    open_handoff(session, conversation_id, "primus", wish, language, now=now)
    return conversation_id


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
    """Somebody at the widget; conversation_id: known once they have said something."""

    def __init__(self, page: Page, url: str, language: str) -> None:
        self.page = page
        self.conversation_id = ""
        page.on("request", self._notice)
        page.goto(url)
        self.chat = page.locator("guichet-chat")
        self.chat.evaluate(
            "(chat, language) => { chat.setAttribute('data-language', language); chat.setAttribute('data-open', ''); }",
            language,
        )

    def _notice(self, request: Request) -> None:
        if found := re.search(r"/api/conversations/([0-9a-f-]{36})/messages", request.url):
            self.conversation_id = found[1]

    def say(self, text: str) -> None:
        field = self.chat.locator("textarea").first
        field.fill(text)
        field.press("Enter")

    def hears(self, text: str) -> None:
        expect(self.chat.locator("[role=log]").get_by_text(text).last).to_be_visible(timeout=30_000)


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

    check_accessibility(desk)
    screenshot(desk, f"desk-queue-{language}")

    desk.goto(f"{people.url}/desk?state=all")  # the newest first, however many wait
    expect(desk.locator("tr.open").first).to_be_visible()
    with customer.page.expect_request("**/api/conversations/*/messages"):
        customer.say(words["ask"])
    mine = desk.locator(f"tr.open a[href='/desk/conversations/{customer.conversation_id}']")
    expect(mine).to_be_visible(timeout=30_000)  # live, without loading the page again
    with people.sessions.begin() as session:  # and somebody comes after them
        put_in_queue(session, "fr", "Mon modem ne s’allume plus", datetime.now(timezone.utc))
    mine.click()
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
    for name, size in SCREENS.items():
        desk.set_viewport_size(size)
        assert is_within(desk)
        check_accessibility(desk)
        screenshot(desk, f"desk-conversation-{name}-{language}")
    desk.set_viewport_size(SCREENS["desktop"])

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


def test_a_draft_outlives_the_page_and_a_lost_connection_is_said(
    people: Guichet, new_context: Callable[..., BrowserContext]
):
    context = new_context(locale="fr-CA")
    desk = context.new_page()
    log_in(desk, people.url, "robin", "fr")
    with people.sessions.begin() as session:
        put_in_queue(session, "fr", "Un brouillon", datetime.now(timezone.utc))
    desk.goto(f"{people.url}/desk?state=all")
    desk.locator("tr.open a").first.click()
    desk.locator("[data-key-claim]").click()
    desk.locator("#reply-text").fill("Je vérifie votre dossier")
    desk.reload()
    expect(desk.locator("#reply-text")).to_have_value("Je vérifie votre dossier")

    context.route(
        "**/events", lambda route: route.fulfill(status=502)
    )  # as a proxy while the web process restarts
    desk.reload()
    expect(desk.locator("#offline")).to_be_visible()
    context.unroute("**/events")
    expect(desk.locator("#offline")).to_be_hidden(timeout=15_000)
    desk.locator("#reply-text").press("Control+Enter")
    expect(desk.locator("#reply-text")).to_have_value("")
    desk.reload()
    expect(desk.locator("#reply-text")).to_have_value("")


def test_rights_are_refused(people: Guichet, new_context: Callable[..., BrowserContext]):
    stranger = new_context().new_page()
    assert stranger.goto(f"{people.url}/desk/people").url.startswith(f"{people.url}/desk/login")
    log_in(stranger, people.url, "alex", "fr")
    assert stranger.goto(f"{people.url}/desk/people").status == 403
    assert stranger.goto(f"{people.url}/desk/replies").status == 403
    assert (
        stranger.goto(f"{people.url}/desk/conversations/00000000-0000-0000-0000-000000000000").status == 404
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_fit_the_screen_and_are_accessible(
    people: Guichet,
    new_context: Callable[..., BrowserContext],
    check_accessibility: Callable[[Page], None],
    screenshot: Callable[[Page, str], Path],
    screen: str,
    language: str,
):
    page = new_context(viewport=SCREENS[screen]).new_page()
    page.goto(f"{people.url}/desk/login")
    check_accessibility(page)
    screenshot(page, f"desk-login-{screen}-{language}")
    log_in(page, people.url, "dominique", language)
    for name, path in PAGES.items():
        page.goto(f"{people.url}{path}")
        assert is_within(page), path
        check_accessibility(page)
        screenshot(page, f"desk-{name}-{screen}-{language}")
