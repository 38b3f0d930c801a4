"""What the carrier delivers late, twice and out of order is answered once each, in the order in which it was accepted."""

from __future__ import annotations

import random

import pytest

from bot.sms.models import DELIVERED, SmsOutbound
from tests.sms.conftest import CUSTOMER
from tests.sms.test_order_and_crashes import echo
from tests.sms.twilio_stand_in import disordered

MESSAGES = [f"m{number:02d}" for number in range(20)]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_fifth_out_of_order_and_a_fifth_repeated(seed):
    deliveries = disordered(MESSAGES, random.Random(seed))
    accepted = list(dict.fromkeys(deliveries))

    assert len(deliveries) == 24 and sorted(accepted) == MESSAGES
    assert sum(text != expected for text, expected in zip(accepted, MESSAGES, strict=True)) == 4


@pytest.mark.parametrize("seed", [1, 2])
def test_each_is_answered_once_in_the_order_of_acceptance(phone, seed):
    echo(phone.rasa)
    deliveries = disordered(MESSAGES, random.Random(seed))

    for text in deliveries:
        phone.post(phone.webhook(text, sid=f"SM{text}"))
    phone.settle()

    assert phone.twilio.bodies(CUSTOMER) == [f"R {text}" for text in dict.fromkeys(deliveries)]


@pytest.mark.parametrize("backwards", [False, True])
def test_so_are_the_statuses_of_what_we_sent(phone, backwards):
    echo(phone.rasa)
    for text in MESSAGES[:5]:
        phone.post(phone.webhook(text))
    phone.settle()
    statuses = [(sent.sid, status) for sent in phone.twilio.sent for status in ("sent", "delivered")]

    for sid, status in disordered(statuses[::-1] if backwards else statuses, random.Random(1)):
        assert phone.status(sid, status).status_code == 200

    assert {row.state for row in phone.rows(SmsOutbound)} == {DELIVERED}
