"""No log of the running assistant holds what a customer writes."""

from __future__ import annotations

import pytest

from tests.conversations.player import Conversation, Guichet

pytestmark = pytest.mark.integration
SAYS = {
    "fr": ["bonjour, ici Zéphirine Quintal", "mon numéro est le 514 555-0177, zephirine.quintal@example.com", "je veux changer mon adresse de facturation", "771 4920 358", "6183", "le zigomar quadrilobé du 8127 rue Mistassini"],
    "en": ["hello, this is Zephyrine Quintal", "my number is 514 555-0177, zephyrine.quintal@example.com", "I want to change my billing address", "771 4920 358", "6183", "the zigomar quadrilobe at 8127 Mistassini Street"],
}  # fmt: skip
NEVER_LOGGED = ("quintal", "zigomar", "mistassini", "555-0177", "4920", "7714920358", "6183", "8127")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_log_holds_what_a_customer_writes(guichet: Guichet, language: str):
    conversation = Conversation(guichet, "primus", language)
    for text in SAYS[language]:
        conversation.say(text)
    logs = [path for path in guichet.data.rglob("*.log*") if path.is_file()]
    assert {"rasa.log", "actions.log", "web.log", "worker.log"} <= {path.name for path in logs}
    for path in logs:
        written = path.read_text(encoding="utf-8", errors="replace").lower()
        assert [word for word in NEVER_LOGGED if word in written] == [], path.name
