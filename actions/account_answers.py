"""What a verified customer is told about their own account; who is not verified yet is told once they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from accounts.masking import masked_email, masked_phone
from accounts.views import BillingAccountView, BillPresentationMedia
from actions.account_topics import Topic, account_topics
from actions.formatting import address_line
from actions.forms.visit import Visit

_ASKED = "account_asked"  # among the notes of a task
Line = tuple[str, dict[str, Any]]  # a response and its values


def answer(visit: Visit, question: str) -> bool:
    """Tell what the question asks about the account, or that it will be told once the customer is verified.

    Returns:
        Whether it asks anything about the account.
    """
    topics = account_topics(question, visit.turn.expected)
    if topics and visit.account is None:
        before = visit.state.notes.get(_ASKED, [])
        visit.state.notes[_ASKED] = [*before, *(topic for topic in topics if topic not in before)]
        visit.turn.say("utter_account_once_verified", lead=True)
    elif topics:
        tell(visit, topics)
    return bool(topics)


def tell_asked(visit: Visit) -> None:
    """Tell what was asked before the customer was verified."""
    if asked := visit.state.notes.pop(_ASKED, None):
        tell(visit, [Topic(topic) for topic in asked])


def tell(visit: Visit, topics: Sequence[Topic]) -> None:
    """Tell it, in one message; the customer must be verified."""
    assert visit.account is not None
    lines = [line for topic in topics for line in _lines(visit, visit.account, topic)]
    for n, (response, values) in enumerate(lines):
        visit.turn.say(response, join=n > 0, **values)


def _lines(visit: Visit, account: BillingAccountView, topic: Topic) -> Iterator[Line]:
    if topic is Topic.ADDRESS:
        yield from _addresses(visit, account)
    elif topic is Topic.BILLS:
        yield _bills(account)
    elif topic is Topic.SERVICES:
        yield from _services(visit, account)
    elif topic is Topic.NAME:
        yield "utter_account_name", {"name": account.name}
    elif topic is Topic.EMAIL:
        yield _contact(topic, account.email and masked_email(account.email))
    else:
        yield _contact(topic, account.phone and masked_phone(account.phone))


def _addresses(visit: Visit, account: BillingAccountView) -> Iterator[Line]:
    yield "utter_account_address", {"address": address_line(account.billing_address)}
    if (later := account.scheduled_address) is not None:
        day = visit.date(later.effective_date.isoformat())
        yield "utter_account_address_later", {"day": day, "address": address_line(later.address)}


def _bills(account: BillingAccountView) -> Line:
    if account.bill_presentation_media == BillPresentationMedia.PAPER:
        return "utter_account_bills_paper", {"address": address_line(account.billing_address)}
    return "utter_account_bills_electronic", {"email": masked_email(account.ebill_email or "")}


def _contact(topic: Topic, contact: str | None) -> Line:
    """Only so much of an e-mail address or telephone number that its owner recognises it."""
    return (f"utter_account_{topic}", {"contact": contact}) if contact else (f"utter_account_no_{topic}", {})


def _services(visit: Visit, account: BillingAccountView) -> Iterator[Line]:
    if not account.services:
        yield "utter_account_no_services", {}
    for service in account.services:
        values = {"plan": service.plan, "fee": visit.money(service.monthly_fee, service.currency)}
        order = next((one for one in account.orders if one.service_id == service.id), None)
        end = service.commitment_end
        if order is not None:
            day = visit.date(order.end_date.isoformat())
            yield "utter_account_service_ending", {**values, "day": day, "reference": order.reference}
        elif service.activated_on is None or service.activated_on > visit.today:
            yield "utter_account_service_to_come", values
        elif end is not None and end > visit.today:
            yield "utter_account_service_bound", {**values, "day": visit.date(end.isoformat())}
        else:
            yield "utter_account_service_free", values
