"""Review in a real browser: a correction that is published is effective in the running assistant; rights are refused."""

from __future__ import annotations

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from bot.conversations.models import Message
from bot.desk.users import create_user
from bot.settings import settings
from tests.conversations.player import Guichet
from tests.e2e.widget import is_within

PASSWORD = "seven blue herons by the lake"
# Words that no document and no variant of Primus uses for its e-mail address for feedback.
UNANSWERED = {  # questions for an operator, which its documents do not answer
    "fr": "quelle est la vitesse du wifi dans vos bureaux ?",
    "en": "do you repair rotary phones?",
}
KEY = "give-feedback"


@pytest.fixture(scope="module")
def staff(guichet: Guichet) -> dict[str, str]:
    """A supervisor and an agent of Primus, and a supervisor of another operator: usernames by role."""
    people = {"supervisor": ["primus"], "agent": ["primus"], "elsewhere": ["ooma"]}
    with guichet.sessions.begin() as session:
        for username, operators in people.items():
            role = "agent" if username == "agent" else "supervisor"
            create_user(
                session,
                f"review-{username}",
                name=username.title(),
                password=PASSWORD,
                role=role,
                operators=operators,
                now=settings().now(),
            )
    return {username: f"review-{username}" for username in people}


def log_in(page: Page, guichet: Guichet, username: str, *, language: str = "fr") -> None:
    page.goto(f"{guichet.url}/desk/login")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit], main form button").first.click()
    page.wait_for_url(f"{guichet.url}/desk")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(".who button[name=language]").click()


def ask(guichet: Guichet, text: str, language: str, *, dislike: bool = False) -> tuple[str, dict]:
    """Ask in a new conversation, and rate the answer down if `dislike`; returns its id and the answer."""
    opened = httpx.post(
        f"{guichet.url}/api/conversations", json={"operator": "primus", "language": language}, timeout=30
    ).json()
    messages = f"{guichet.url}/api/conversations/{opened['id']}/messages"
    headers = {"Authorization": f"Bearer {opened['token']}"}
    answer = httpx.post(messages, json={"text": text}, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text
    if dislike:
        rating = f"{messages}/{answer.json()['messages'][0]['id']}/rating"
        assert httpx.post(rating, json={"value": "down"}, headers=headers).status_code == 204
    return opened["id"], answer.json()


def question_in(guichet: Guichet, conversation_id: str) -> int:
    """The id of what the customer asked in a conversation."""
    query = sa.select(Message.id).where(
        Message.conversation_id == conversation_id, Message.sender == "customer"
    )
    with guichet.sessions() as session:
        return session.scalars(query).one()


def has_sources(answer: dict) -> bool:
    return any(message["sources"] for message in answer["messages"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_correction_is_published_effective_and_undone(
    guichet: Guichet, staff, page: Page, screenshot, language: str
):
    text = UNANSWERED[language]
    conversation, before = ask(guichet, text, language, dislike=True)
    assert not has_sources(before)
    question = f"/desk/review/messages/{question_in(guichet, conversation)}"
    log_in(page, guichet, staff["supervisor"], language=language)
    page.goto(f"{guichet.url}/desk/review?operator=primus&language={language}")
    # Answers rated down come first, so it is on the page however many questions other tests left.
    expect(page.locator(f"ol.groups a[href='{question}']")).to_have_count(1)
    screenshot(page, f"review-{language}")
    page.goto(f"{guichet.url}{question}")
    screenshot(page, f"review-message-{language}")
    form = page.locator("form", has=page.locator("input[value=variant]"))
    expect(form.locator("textarea")).to_have_value(text)
    form.locator("select").select_option(index=1)
    chosen = form.locator("select").input_value()
    form.locator("input[name=publish]").check()
    form.locator("button.primary").click()
    expect(page.locator("[role=status].done")).to_be_visible()
    _, after = ask(guichet, text, language)
    assert has_sources(after), f"passage {chosen} should answer now: {after}"
    page.goto(f"{guichet.url}/desk/review/corrections")
    screenshot(page, f"corrections-{language}")
    row = page.locator("tr[data-correction]", has_text=text[:30])
    row.locator("button.danger").click()
    expect(page.locator("[role=status].done")).to_be_visible()
    _, undone = ask(guichet, text, language)
    assert not has_sources(undone)


def test_an_agent_may_correct_but_not_publish_or_read_reports(guichet: Guichet, staff, page: Page):
    ask(guichet, "avez-vous une boutique à Chicoutimi ?", "fr")
    log_in(page, guichet, staff["agent"])
    page.goto(f"{guichet.url}/desk/review")
    page.locator("a.button.primary").first.click()
    expect(page.locator("input[name=publish]")).to_have_count(0)
    assert page.goto(f"{guichet.url}/desk/reports").status == 403
    assert page.goto(f"{guichet.url}/desk/reports.csv").status == 403


def test_another_operators_messages_and_corrections_are_not_there(guichet: Guichet, staff, page: Page):
    conversation, _ = ask(guichet, "le zigomar vert du voisin chante-t-il ?", "fr")
    question = question_in(guichet, conversation)
    log_in(page, guichet, staff["elsewhere"])
    page.goto(f"{guichet.url}/desk/review")
    expect(page.get_by_text("zigomar vert")).to_have_count(0)
    assert page.goto(f"{guichet.url}/desk/review/messages/{question}").status == 404


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("name", "width"), [("desktop", 1280), ("tablet", 820), ("phone", 390)])
def test_review_and_reports_fit_the_screen_and_are_accessible(
    guichet: Guichet,
    staff,
    new_context,
    check_accessibility,
    screenshot,
    language: str,
    name: str,
    width: int,
):
    page = new_context(viewport={"width": width, "height": 844}).new_page()
    log_in(page, guichet, staff["supervisor"], language=language)
    conversation, _ = ask(guichet, UNANSWERED[language], language)
    message = f"review/messages/{question_in(guichet, conversation)}"
    for path in ("review", "review/corrections", "reports", message):
        page.goto(f"{guichet.url}/desk/{path}")
        for image in page.locator("img").all():
            assert image.evaluate("image => image.complete && image.naturalWidth > 0")
        page.mouse.move(0, 0)
        assert is_within(page), path
        check_accessibility(page)
        screenshot(page, f"{path.rstrip('0123456789').strip('/').replace('/', '-')}-{name}-{language}")
