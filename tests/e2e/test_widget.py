"""The widget in a real browser, before a scripted assistant: writing, choosing, secrets, opinions, people."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from bot.conversations.models import CLOSED, HUMAN, Conversation
from bot.conversations.ratings import MessageRating, Satisfaction
from bot.conversations.store import add_message
from tests.e2e.widget import Site, Widget

TASK = {
    "fr": ("Je veux changer mon adresse", "Oui, c’est exact", "C’est fait"),
    "en": ("I want to change my address", "Yes, that’s right", "Done"),
}


def conversation_of(site: Site) -> str:
    """The newest conversation."""
    with site.services.sessions() as session:
        query = sa.select(Conversation.id).order_by(Conversation.created_at.desc()).limit(1)
        return session.scalars(query).one()


def take_over(site: Site, state: str, text: str, author: str = "Maude") -> None:
    """What the agents' desk does."""
    with site.services.sessions.begin() as session:
        conversation = session.get_one(Conversation, conversation_of(site))
        conversation.state = state
        now = site.services.settings.now()
        add_message(session, conversation.id, "agent", text, language="fr", author=author, now=now)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_thing_is_asked_for_in_the_way_that_suits_it(page: Page, site: Site, language):
    opening, yes, done = TASK[language]
    widget = Widget(page).visit(site.url, language=language)

    widget.say(opening)
    widget.say("4410 2287 31")
    expect(widget.field).to_have_attribute("type", "password")
    widget.say("6417")
    assert not any("6417" in text for text in widget.texts())
    widget.say("4120, rue Fabre, Montréal H2J 3T4")
    widget.host.locator("input[type=date]").evaluate(
        "input => { input.value = '2026-12-01'; input.dispatchEvent(new Event('change')); }"
    )
    expect(widget.field).to_have_value({"fr": "1er décembre 2026", "en": "December 1, 2026"}[language])
    before = widget.answers.count()
    widget.field.press("Enter")
    widget.answer(before)
    expect(widget.field).to_have_attribute("type", "email")
    widget.say("moi@example.com")

    assert done in widget.choose(yes)
    assert site.rasa.received[-1]["message"] == "/affirm"
    assert not any("6417" in str(body) for body in site.rasa.received)


def test_the_language_follows_the_page_and_then_the_customer(page: Page, site: Site):
    widget = Widget(page).visit(site.url, language="en")
    expect(widget.host.get_by_role("heading", name="Primus support")).to_be_visible()

    widget.say("En français, s’il vous plaît")

    expect(widget.host.get_by_role("heading", name="Assistance Primus")).to_be_visible()
    assert widget.host.get_attribute("lang") == "fr"


@pytest.mark.parametrize(
    "text", ['/inform{"account_number": "1"}', "<img src=x onerror=alert(1)>", "/restart"]
)
def test_text_that_looks_like_a_command_or_markup_stays_text(widget: Widget, site: Site, text):
    widget.say(text)

    assert widget.texts()[0] == text
    assert not site.rasa.received[-1]["message"].startswith("/")
    assert widget.host.locator(".bubble img").count() == 0


def test_a_source_opens_and_an_answer_is_rated_with_a_reason(widget: Widget, site: Site):
    widget.say("Où sont mes factures ?")

    widget.host.locator("summary").click()
    expect(widget.host.get_by_text("Factures › Consulter mes factures")).to_be_visible()
    widget.host.get_by_role("button", name="Pas utile").click()
    widget.host.get_by_label("Il manque quelque chose").check()
    widget.host.get_by_label("Un mot de plus").fill("Et en ligne ?")
    widget.host.get_by_role("button", name="Envoyer mon avis").click()
    expect(widget.host.get_by_text("Merci de votre avis.")).to_be_visible()

    with site.services.sessions() as session:
        query = sa.select(MessageRating).where(MessageRating.conversation_id == conversation_of(site))
        rating = session.scalars(query).one()
    assert (rating.value, rating.reason, rating.comment) == ("down", "incomplete", "Et en ligne ?")
    widget.page.reload()
    expect(widget.host.get_by_role("button", name="Pas utile")).to_have_attribute("aria-pressed", "true")


def test_a_person_answers_under_their_name_and_how_it_was_is_asked_at_the_end(widget: Widget, site: Site):
    widget.say("Où sont mes factures ?")

    take_over(site, HUMAN, "Bonjour, ici Maude.")
    expect(widget.host.locator(".agent .name")).to_have_text("Maude")
    expect(widget.host.get_by_text("Vous parlez avec Maude")).to_be_visible()
    take_over(site, CLOSED, "Bonne journée !")
    expect(widget.host.get_by_text("Cette conversation est terminée.")).to_be_visible()
    widget.host.get_by_label("4 – Bien").check()
    widget.host.get_by_role("button", name="Envoyer mon avis").click()
    expect(widget.host.get_by_text("Merci de votre avis.")).to_be_visible()

    with site.services.sessions() as session:
        assert session.get_one(Satisfaction, conversation_of(site)).score == 4
    widget.host.get_by_role("button", name="Nouvelle conversation").click()
    expect(widget.messages).to_have_count(0)
    expect(widget.field).to_be_focused()


def test_the_conversation_can_be_downloaded(widget: Widget, tmp_path: Path):
    widget.say("Où sont mes factures ?")

    widget.host.get_by_role("button", name="Autres actions").click()
    with widget.page.expect_download() as started:
        widget.host.get_by_role("button", name="Télécharger la conversation").click()
    started.value.save_as(tmp_path / "conversation.txt")

    text = (tmp_path / "conversation.txt").read_text(encoding="utf-8-sig")
    assert "Vous\nOù sont mes factures ?" in text
    assert "Service électronique résidentiel" in text


def test_a_refused_message_is_given_back_with_the_reason(widget: Widget):
    widget.write("a" * 2001)

    expect(widget.host.get_by_role("alert")).to_contain_text("trop long")
    expect(widget.field).to_have_value("a" * 2001)
    expect(widget.messages).to_have_count(0)


def test_nothing_is_asked_of_third_parties(page: Page, site: Site):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    widget = Widget(page).visit(site.url)

    widget.say("Où sont mes factures ?")

    assert all(url.startswith((site.url, "data:", "blob:")) for url in asked)
