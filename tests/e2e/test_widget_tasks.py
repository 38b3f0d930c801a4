"""A whole task through the real assistant, in the browser, once in French and once in English."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conversations.player import Guichet
from tests.e2e.widget import Widget

pytestmark = pytest.mark.integration

ACCOUNT = {
    "number": "4410990127",
    "name": "Odile Vaillancourt",
    "pin": "0731",
    "email": "odile@example.com",
    "phone": "+15145550127",
    "segment": "residential",
    "billing_address": {
        "street": "12, rue des Lilas",
        "city": "Laval",
        "region": "QC",
        "postal_code": "H7N 1A1",
        "country": "CA",
    },
    "billing_method": "paper",
    "ebill_email": None,
    "services": [],
}
OPENING = {"fr": "Je veux changer mon adresse de facturation", "en": "I want to change my billing address"}
ANSWERS = {
    "account_number": {"fr": "4410 9901 27", "en": "4410 9901 27"},
    "pin": {"fr": "0731", "en": "0731"},
    "address": {
        "fr": "4120, rue Fabre, Montréal (Québec) H2J 3T4",
        "en": "4120 rue Fabre, Montréal, Quebec H2J 3T4",
    },
    "effective_date": {"fr": "aujourd’hui", "en": "today"},
    "confirmation": {"fr": "oui", "en": "yes"},
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_billing_address_is_changed_with_a_reload_in_the_middle(
    guichet: Guichet, page: Page, screenshot, language
):
    guichet.put("primus", {**ACCOUNT, "language": language})
    widget = Widget(page).visit(guichet.url, language=language)

    widget.say(OPENING[language])
    for _ in range(8):
        slot = widget.asks_for
        if slot is None:
            break
        if slot == "address":  # after the identity was verified
            said = widget.texts()
            page.reload()
            expect(widget.messages).to_have_count(len(said))
            assert widget.texts() == said
        if slot == "confirmation":
            screenshot(page, f"task-{language}-confirmation")
            before = widget.answers.count()
            widget.host.locator(".choice").first.click()
            widget.answer(before)
        else:
            widget.say(ANSWERS[slot][language])
    screenshot(page, f"task-{language}-done")

    address = guichet.show("primus", ACCOUNT["number"])["billing_address"]
    assert "4120" in address["street"]
    assert address["postal_code"] == "H2J 3T4"
    assert not any("0731" in text for text in widget.texts())
