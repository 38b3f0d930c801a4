"""Replies go out through the carrier's API: again when it fails, once when it is unsure, and listed when given up."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from bot.sms import sender
from bot.sms.errors import NumbersWrong
from bot.sms.models import SmsOutbound, SmsStatus
from bot.sms.numbers import DEMO_NUMBERS, Numbers
from bot.sms.outbound import Address, dead_messages, enqueue, send_again
from tests.sms.conftest import CUSTOMER

QUESTION = "où est ma facture ?"


@pytest.fixture(autouse=True)
def no_waits(monkeypatch):
    monkeypatch.setattr(sender, "WAITS", (timedelta(0),) * 3)


def only_row(phone) -> SmsOutbound:
    [row] = phone.rows(SmsOutbound)
    return row


def failing(*failures):
    """The first calls fail in these ways, the others do not."""
    left = iter(failures)
    return lambda fields: next(left, None)


@pytest.mark.parametrize("failure", [(500, {}), (503, {}), (429, {"code": 20429}), (401, {"code": 20003})])
def test_a_failure_of_the_moment_is_tried_again(phone, failure):
    phone.twilio.fail = failing(failure, failure)

    phone.text(QUESTION)

    assert len(phone.twilio.sent) == 1
    assert (only_row(phone).state, only_row(phone).attempts) == ("sent", 3)


def test_after_too_many_failures_it_is_a_dead_letter_and_can_be_sent_again(phone):
    phone.twilio.fail = lambda fields: (503, {})
    phone.text(QUESTION)
    row = only_row(phone)
    assert row.state == "dead" and row.last_error == "Twilio answered 503"

    phone.twilio.fail = None
    with phone.sessions.begin() as session:
        assert [letter.id for letter in dead_messages(session, "primus")] == [row.id]
        assert send_again(session, row.id, phone.settings.now())
    phone.sms.wake()
    phone.settle()

    assert len(phone.twilio.sent) == 1


def test_a_refusal_is_final_at_once(phone):
    phone.twilio.fail = lambda fields: (400, {"code": 21211})

    phone.text(QUESTION)

    assert (only_row(phone).state, only_row(phone).attempts) == ("dead", 1)


def test_a_message_that_the_carrier_took_without_our_knowing_is_not_sent_twice(phone):
    phone.twilio.fail = failing("lost")

    phone.text(QUESTION)

    [sent] = phone.twilio.sent
    assert only_row(phone).state == "sent" and only_row(phone).provider_sid == sent.sid
    assert phone.twilio.asked == 1


def test_two_equal_answers_are_two_messages_even_if_the_second_was_unsure(phone):
    phone.text(QUESTION)
    phone.twilio.fail = failing("lost")

    phone.text(QUESTION)

    assert len(phone.twilio.sent) == 2
    assert len({row.provider_sid for row in phone.rows(SmsOutbound)}) == 2


def test_a_later_message_waits_for_the_one_before(phone):
    phone.twilio.fail = failing((503, {}), (503, {}))
    address = Address("primus", CUSTOMER, "+15145550190")
    with phone.sessions.begin() as session:
        for body in ("1", "2", "3"):
            now = phone.settings.now()
            enqueue(session, phone.sms.texts, address, body, kind="reply", now=now)
    phone.sms.wake()
    phone.settle()

    assert phone.twilio.bodies() == ["1", "2", "3"]


def test_what_has_expired_is_not_sent(phone):
    address = Address("primus", CUSTOMER, "+15145550190")
    now = phone.settings.now()
    with phone.sessions.begin() as session:
        enqueue(
            session, phone.sms.texts, address, "code 123456", kind="notification", now=now, expires_at=now
        )
    phone.sms.wake()
    phone.settle()

    assert phone.twilio.sent == []
    assert (only_row(phone).state, only_row(phone).last_error) == ("dead", "expired")


def test_the_same_cause_makes_one_message(phone):
    address = Address("primus", CUSTOMER, "+15145550190")
    with phone.sessions.begin() as session:
        made = [
            enqueue(
                session,
                phone.sms.texts,
                address,
                "x",
                kind="reply",
                now=phone.settings.now(),
                reference="message:1:0",
            )
            for _ in range(2)
        ]

    assert made[1] is None


@pytest.mark.parametrize(
    "order", list(itertools.permutations(["queued", "sent", "delivered"])), ids=lambda order: "-".join(order)
)
def test_statuses_count_in_whatever_order_they_come(phone, order):
    phone.text(QUESTION)
    [sent] = phone.twilio.sent

    for status in (*order, *order):
        assert phone.status(sent.sid, status).status_code == 200

    assert (only_row(phone).state, only_row(phone).provider_status) == ("delivered", "delivered")
    assert len(phone.rows(SmsStatus)) == 3


def test_a_message_that_did_not_arrive_is_a_dead_letter_with_the_carriers_code(phone):
    phone.text(QUESTION)
    [sent] = phone.twilio.sent

    phone.status(sent.sid, "undelivered", ErrorCode="30005")

    assert (only_row(phone).state, only_row(phone).last_error) == ("dead", "undelivered, error 30005")


def test_a_status_of_a_message_we_do_not_know_yet_is_kept(phone):
    phone.status("SM" + 32 * "0", "delivered")

    phone.text(QUESTION)  # the stand-in gives it that very id

    assert only_row(phone).state == "delivered"


def test_numbers_are_given_to_operators_by_the_setting(phone):
    numbers = Numbers(
        (("primus", "+1 514 555-0190"), ("primus", "+15145550191"), ("alsatis", "+33199001234"))
    )

    assert numbers.operator_of("+15145550191") == "primus"
    assert numbers.of_operator("primus") == "+15145550190"
    assert numbers.of_operator("ooma") is None


@pytest.mark.parametrize(
    "pairs",
    [(("nobody", "+15145550190"),), (("primus", "5145550190"),), (*DEMO_NUMBERS, ("ooma", "+15145550190"))],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(pairs):
    with pytest.raises(NumbersWrong, match="GUICHET_SMS_NUMBERS"):
        Numbers(pairs)
