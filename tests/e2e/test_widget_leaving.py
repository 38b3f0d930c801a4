"""The customer leaves the conversation in the widget: goes on by text message once verified, or ends it."""

from __future__ import annotations

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from accounts.importing import import_accounts
from accounts.models import BillingAccount, Verification
from bot.conversations.handoffs import open_handoff
from tests.accounts.conftest import HASHER
from tests.e2e.test_widget import conversation_of
from tests.e2e.widget import Site, Widget, violations

PHONE = "+15145550149"
ACCOUNT = f"""
- {{operator: primus, number: "100200377", name: Ève Côté, language: fr, pin: "0427", email: eve@example.com,
   phone: "{PHONE}", segment: residential, billing_method: paper, ebill_email: null, services: [],
   billing_address: {{street: 1 rue A, city: Laval, region: QC, postal_code: H7N 1A1, country: CA}}}}
"""
QUESTION = {"fr": "Où sont mes factures ?", "en": "Where are my bills?"}
MENU = {"fr": "Autres actions", "en": "More actions"}
BY_TEXT = {"fr": "Continuer par texto", "en": "Continue by text message"}
END = {"fr": "Terminer la conversation", "en": "End the conversation"}
NEW = {"fr": "Nouvelle conversation", "en": "New conversation"}


def verify(site: Site) -> None:
    """What the action server does when the PIN was right."""
    conversation_id, now = conversation_of(site), site.services.settings.now()
    with site.services.sessions.begin() as session:
        import_accounts(session, ACCOUNT, now=now, hasher=HASHER)
        account = session.scalars(sa.select(BillingAccount).where(BillingAccount.number == "100200377")).one()
        session.add(
            Verification(
                conversation_id=conversation_id, account_id=account.id, method="pin", verified_at=now
            )
        )


def choose(widget: Widget, language: str, entry: str, yes: str) -> None:
    """Take an entry of the menu, and confirm it."""
    widget.host.get_by_role("button", name=MENU[language]).click()
    widget.host.get_by_role("button", name=entry).click()
    expect(widget.host.locator(".ask button").first).to_be_focused()
    widget.host.locator(".ask").get_by_role("button", name=yes, exact=True).click()


@pytest.mark.parametrize(("language", "yes"), [("fr", "Continuer"), ("en", "Continue")])
def test_a_verified_customer_goes_on_by_text_message(page: Page, site: Site, screenshot, language, yes):
    widget = Widget(page).visit(site.url, language=language)
    widget.say(QUESTION[language])
    verify(site)

    choose(widget, language, BY_TEXT[language], yes)

    moved = {"fr": "se poursuit par texto", "en": "goes on by text message"}[language]
    expect(widget.host.locator(".ended")).to_contain_text(moved)
    expect(widget.field).to_have_count(0)
    assert violations(page) == []
    screenshot(page, f"moved-{language}")
    text = {"fr": "Et l’an dernier ?", "en": "And last year?"}[language]
    typed = {"operator": "primus", "number": PHONE, "text": text}
    assert httpx.post(f"{site.url}/demo/phone/messages", json=typed).status_code == 202
    expect(widget.messages.filter(has_text=text)).to_be_visible()  # it can still be read here

    page.reload()
    expect(widget.host.locator(".ended")).to_contain_text(moved)
    widget.host.get_by_role("button", name=NEW[language]).click()
    expect(widget.field).to_be_focused()
    expect(widget.messages).to_have_count(0)


@pytest.mark.parametrize(("language", "yes"), [("fr", "Continuer"), ("en", "Continue")])
def test_without_verification_the_customer_is_told_why_not(page: Page, site: Site, language, yes):
    widget = Widget(page).visit(site.url, language=language)
    widget.say(QUESTION[language])

    choose(widget, language, BY_TEXT[language], yes)

    why = {"fr": "vérifier votre identité", "en": "identity has to be verified"}[language]
    expect(widget.host.get_by_role("alert")).to_contain_text(why)
    expect(widget.field).to_be_focused()
    widget.say(QUESTION[language])


@pytest.mark.parametrize(("language", "yes"), [("fr", "Terminer"), ("en", "End")])
def test_a_customer_ends_the_conversation_and_says_how_it_was(
    page: Page, site: Site, screenshot, language, yes
):
    widget = Widget(page).visit(site.url, language=language)
    widget.say({"fr": "Je veux changer mon adresse", "en": "I want to change my address"}[language])

    choose(widget, language, END[language], yes)

    ended = {"fr": "Cette conversation est terminée.", "en": "This conversation has ended."}[language]
    expect(widget.host.get_by_text(ended, exact=True)).to_be_focused()
    expect(widget.host.locator("guichet-satisfaction")).to_be_visible()
    assert violations(page) == []
    screenshot(page, f"ended-{language}")


def test_before_anything_was_said_there_is_nothing_to_leave(widget: Widget):
    widget.host.get_by_role("button", name="Autres actions").click()

    expect(widget.host.get_by_role("button", name="Nouvelle conversation")).to_be_visible()
    expect(widget.host.get_by_role("button", name="Continuer par texto")).to_have_count(0)
    expect(widget.host.get_by_role("button", name="Terminer la conversation")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Votre demande de parler à quelqu’un sera retirée."),
        ("en", "Your request to talk to someone will be withdrawn."),
    ],
)
def test_who_waits_for_a_person_is_told_what_ending_means(page: Page, site: Site, language, sentence):
    widget = Widget(page).visit(site.url, language=language)
    widget.say(QUESTION[language])
    conversation_id, now = conversation_of(site), site.services.settings.now()
    with site.services.sessions.begin() as session:
        open_handoff(session, conversation_id, "primus", "a question", language, now=now)
    expect(widget.host.locator(".bar")).to_be_visible()

    widget.host.get_by_role("button", name=MENU[language]).click()
    widget.host.get_by_role("button", name=END[language]).click()

    expect(widget.host.locator(".ask")).to_contain_text(sentence)
