"""By SMS through the whole assistant: a question, a task with a one-time code and numbered choices; both languages."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest
import sqlalchemy as sa

from accounts.database import reading
from bot.conversations.models import Message
from bot.sms.models import DONE, PENDING, SmsConversation, SmsInbound, SmsOutbound
from bot.sms.segments import GSM_7, size
from bot.sms.twilio import WEBHOOK_PATH
from tests.conversations.player import Guichet
from tests.sms.twilio_stand_in import Webhook, message_fields, signed

pytestmark = pytest.mark.integration

SECONDS = 60
NUMBERS = {"fr": "+15145550163", "en": "+15145550164"}
PIN = "0917"
_sids = itertools.count()


@dataclass
class Texter:
    """Somebody who texts Primus."""

    guichet: Guichet
    number: str

    def webhook(self, text: str) -> Webhook:
        sid = f"SMreal{next(_sids):026d}"
        return signed(self.guichet.url, WEBHOOK_PATH, message_fields(sid, self.number, text))

    def post(self, webhook: Webhook) -> None:
        url = self.guichet.url + webhook.path
        response = httpx.post(url, content=webhook.body, headers=webhook.headers, timeout=30)
        assert response.status_code == 200 and response.text.endswith("<Response></Response>")

    def text(self, text: str) -> str:
        """Send a message, and give what came back for it, as one text."""
        before = len(self.received)
        self.post(self.webhook(text))
        wait_until(lambda: len(self.received) > before and self.settled(), "No answer came.")
        return "\n".join(self.received[before:])

    @property
    def received(self) -> list[str]:
        return self.guichet.twilio.bodies(self.number)

    def settled(self) -> bool:
        """Whether nothing of this number waits, in or out."""
        with reading(self.guichet.sessions) as session:
            inbound = sa.select(SmsInbound.id).where(
                SmsInbound.number == self.number, SmsInbound.state != DONE
            )
            outbound = sa.select(SmsOutbound.id).where(
                SmsOutbound.number == self.number, SmsOutbound.state == PENDING
            )
            return session.scalar(inbound) is None and session.scalar(outbound) is None

    def code(self) -> str:
        """The one-time code, once it has come."""
        codes: list[str] = []

        def came() -> bool:
            codes.extend(re.findall(r"(?<!\d)\d{6}(?!\d)", "\n".join(self.received)))
            return bool(codes)

        wait_until(came, "No code came.")
        return codes[-1]

    def kept(self) -> str:
        """What is kept of this number's conversations."""
        with reading(self.guichet.sessions) as session:
            query = (
                sa.select(Message.text)
                .join(SmsConversation, SmsConversation.conversation_id == Message.conversation_id)
                .where(SmsConversation.number == self.number)
            )
            return "\n".join(session.scalars(query))


def wait_until(happened: Callable[[], bool], problem: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < deadline, problem
        time.sleep(0.1)


def account(language: str) -> dict:
    return {
        "number": {"fr": "4410551203", "en": "4410551204"}[language],
        "name": "Maude Arsenault",
        "language": language,
        "pin": PIN,
        "email": "maude.arsenault@example.com",
        "phone": NUMBERS[language],
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


@pytest.mark.parametrize(
    ("language", "question", "fact"),
    [
        ("fr", "À quelle date mon paiement automatique est-il prélevé ?", "20 jours"),
        ("en", "When does my automatic payment go through?", "20 days"),
    ],
)
def test_a_question_is_answered_in_two_segments_with_one_link(guichet: Guichet, language, question, fact):
    texter = Texter(guichet, {"fr": "+15145550165", "en": "+15145550166"}[language])

    answer = texter.text(question)

    assert fact in answer
    assert size(answer).segments <= 2 and size(answer).encoding == GSM_7
    assert len(re.findall(r"https?://", answer)) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_billing_address_is_changed_with_a_code_in_place_of_the_pin(guichet: Guichet, language):
    guichet.put("primus", account(language))
    texter = Texter(guichet, NUMBERS[language])
    said = {
        "fr": (
            "Je veux changer mon adresse de facturation",
            "4120, rue Fabre, Montréal (Québec) H2J 3T4",
            "aujourd’hui",
        ),
        "en": ("I want to change my billing address", "4120 rue Fabre, Montréal, Quebec H2J 3T4", "today"),
    }
    opening, address, day = said[language]

    texter.text(opening)
    texter.text(account(language)["number"])
    code = texter.code()
    texter.text(code)
    summary = texter.text(address)
    choose = {"fr": "Répondez 1 ou 2.", "en": "Reply 1 or 2."}[language]
    if not summary.endswith(choose):  # it asks from which day
        summary = texter.text(day)
    assert summary.endswith(choose) and "\n1 " in summary
    texter.text("1")

    changed = guichet.show("primus", account(language)["number"])["billing_address"]
    assert changed["postal_code"] == "H2J 3T4" and "4120" in changed["street"]
    asked = "\n".join(texter.received)
    assert not re.search(r"\b(NIP|PIN)\b", asked), "a PIN was asked for"
    assert code not in texter.kept() and "4120" in texter.kept()


@pytest.mark.parametrize(
    ("language", "question"),
    [("fr", "Où puis-je voir mes factures ?"), ("en", "Where can I see my bills?")],
)
def test_a_webhook_that_comes_three_times_is_answered_once(guichet: Guichet, language, question):
    texter = Texter(guichet, {"fr": "+15145550167", "en": "+15145550168"}[language])
    webhook = texter.webhook(question)

    for _ in range(3):
        texter.post(webhook)
    wait_until(lambda: bool(texter.received) and texter.settled(), "No answer came.")

    assert len(texter.received) == 1
