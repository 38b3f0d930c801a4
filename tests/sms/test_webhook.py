"""Only what Twilio signed for our public address gets in; it is acknowledged at once, and counts once."""

from __future__ import annotations

import pytest

from bot.sms.models import SmsInbound, SmsOutbound
from bot.sms.twilio import STATUS_PATH, WEBHOOK_PATH
from tests.sms.conftest import CUSTOMER, PUBLIC_URL
from tests.sms.twilio_stand_in import Webhook, message_fields, signed

QUESTION = {"fr": "où est ma facture ?", "en": "where is my bill?"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_question_is_acknowledged_empty_and_answered_by_sms(phone, language):
    response = phone.post(phone.webhook(QUESTION[language]))

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/xml")
    assert response.text.endswith("<Response></Response>")
    phone.settle()
    [answer] = phone.twilio.sent
    assert answer.to == CUSTOMER and answer.sender == "+15145550190"
    assert answer.callback == PUBLIC_URL + STATUS_PATH
    assert {"fr": "Mon compte", "en": "My account"}[language] in answer.body
    assert phone.twilio.refused == 0


def test_the_acknowledgement_does_not_wait_for_the_answer(phone):
    gate = phone.hold()

    assert phone.post(phone.webhook("où est ma facture ?")).status_code == 200

    assert phone.twilio.sent == [] and len(phone.rows(SmsInbound)) == 1
    gate.open()
    phone.settle()
    assert len(phone.twilio.sent) == 1


def forged(phone) -> dict[str, Webhook]:
    genuine = phone.webhook("bonjour ?")
    fields = message_fields("SMforged", CUSTOMER, "bonjour ?")
    headers = dict(genuine.headers)
    unsigned = {name: value for name, value in headers.items() if not name.startswith("X-")}
    path = WEBHOOK_PATH
    return {
        "no signature": Webhook(path, genuine.body, unsigned),
        "empty signature": Webhook(path, genuine.body, headers | {"X-Twilio-Signature": ""}),
        "another signature": Webhook(path, genuine.body, headers | {"X-Twilio-Signature": "x" * 28}),
        "another key": signed(PUBLIC_URL, path, fields, key="another key"),
        "another address": signed("https://evil.example", path, fields),
        "http instead of https": signed("http://guichet.example.com", path, fields),
        "another text": Webhook(path, genuine.body.replace(b"bonjour", b"bonsoir"), headers),
        "a field more": Webhook(path, genuine.body + b"&X=1", headers),
        "a field twice": Webhook(path, genuine.body + b"&Body=bonjour+%3F", headers),
        "another account": signed(PUBLIC_URL, path, fields | {"AccountSid": "ACother"}),
        "the other route's": Webhook(STATUS_PATH, genuine.body, headers),
        "json": Webhook(path, b'{"Body": "x"}', headers | {"Content-Type": "application/json"}),
        "nothing": Webhook(path, b"", headers),
        "a query that was not signed": Webhook(path + "?a=1", genuine.body, headers),
    }


def test_forged_webhooks_are_refused_and_leave_nothing(phone):
    statuses = {name: phone.post(webhook).status_code for name, webhook in forged(phone).items()}

    assert set(statuses.values()) == {403}, statuses
    assert phone.rows(SmsInbound) == [] and phone.twilio.sent == []


@pytest.mark.parametrize("path", [WEBHOOK_PATH, STATUS_PATH])
@pytest.mark.parametrize("token", [None, "", " "])
def test_without_a_key_the_webhooks_are_closed(start_phone, path, token):
    phone = start_phone(twilio_auth_token=token, demo=True)

    for key in ("", "None", "the key of a test"):
        webhook = signed(PUBLIC_URL, path, message_fields("SM1", CUSTOMER, "bonjour"), key=key)
        assert phone.post(webhook).status_code == 503
    assert phone.rows(SmsInbound) == []


def test_a_host_header_does_not_change_the_address_that_is_checked(phone):
    webhook = signed("https://evil.example", WEBHOOK_PATH, message_fields("SM1", CUSTOMER, "bonjour"))
    headers = webhook.headers | {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

    assert phone.client.post(webhook.path, content=webhook.body, headers=headers).status_code == 403


def test_a_signed_query_is_part_of_the_address(phone):
    path = f"{WEBHOOK_PATH}?line=1"
    webhook = signed(PUBLIC_URL, path, message_fields("SM1", CUSTOMER, "bonjour ?"))

    assert phone.post(webhook).status_code == 200


def test_a_repeated_delivery_has_no_second_effect(phone):
    webhook = phone.webhook("où est ma facture ?")

    statuses = [phone.post(webhook).status_code for _ in range(5)]
    phone.settle()
    statuses.append(phone.post(webhook).status_code)
    phone.settle()

    assert statuses == [200] * 6
    assert len(phone.rows(SmsInbound)) == len(phone.twilio.sent) == len(phone.rasa.received) == 1


def test_the_receiving_number_decides_the_operator(phone):
    phone.text("où est ma facture ?", operator="primus")
    phone.text("où est ma facture ?", operator="alsatis")

    assert [body["metadata"]["operator"] for body in phone.rasa.received] == ["primus", "alsatis"]
    assert [sent.sender for sent in phone.twilio.sent] == ["+15145550190", "+33199001234"]
    assert phone.rasa.received[0]["sender"] != phone.rasa.received[1]["sender"]


def test_a_number_of_no_operator_is_refused(phone):
    fields = message_fields("SM1", CUSTOMER, "bonjour") | {"To": "+15145550999"}

    assert phone.post(signed(PUBLIC_URL, WEBHOOK_PATH, fields)).status_code == 404


@pytest.mark.parametrize("number", ["21902", "AMAZON", "whatsapp:+15145550147", ""])
def test_short_codes_and_names_are_never_answered(phone, number):
    assert phone.post(phone.webhook("your code is 1234", number=number)).status_code == 200

    phone.settle()
    assert phone.twilio.sent == [] and phone.rasa.received == []
    assert [row.outcome for row in phone.rows(SmsInbound)] == ["not_a_phone"]


def test_texts_are_encrypted_while_they_wait_and_gone_afterwards(phone):
    gate = phone.hold()
    phone.post(phone.webhook("mon NIP est 0427"))

    [row] = phone.rows(SmsInbound)
    assert row.ciphertext and "0427" not in row.ciphertext
    gate.open()
    phone.settle()
    assert phone.rows(SmsInbound)[0].ciphertext is None
    assert "0427" not in str(phone.rasa.received)


def test_metrics_count_messages_and_segments_without_numbers(phone):
    phone.text("où est ma facture ?")
    phone.post(forged(phone)["no signature"])

    metrics = phone.client.get("/metrics").text

    assert 'guichet_sms_inbound_total{outcome="answered"} 1.0' in metrics
    assert 'guichet_sms_outbound_total{kind="reply",state="sent"} 1.0' in metrics
    assert 'guichet_sms_segments_total{direction="in",encoding="gsm7"} 1.0' in metrics
    assert 'guichet_sms_segments_total{direction="out",encoding="gsm7"}' in metrics
    assert 'guichet_sms_refused_webhooks_total{reason="unsigned"} 1.0' in metrics
    assert "5550147" not in metrics


def test_logs_hold_neither_numbers_nor_words(phone, caplog):
    caplog.set_level("DEBUG")
    phone.twilio.fail = lambda fields: (400, {"code": 21211, "message": f"invalid {fields['To']}"})

    phone.text("ma voisine du 4120 attend")

    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "error 21211" in ours
    assert "5550147" not in ours and "voisine" not in ours
    assert [row.state for row in phone.rows(SmsOutbound)] == ["dead"]
