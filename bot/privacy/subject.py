"""Whose data it is: an account with the conversations that belong to it, or a conversation of somebody unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.audit_subjects import known_reference
from accounts.formats import account_key, digits
from accounts.models import (
    AuditEntry,
    BillingAccount,
    ContactMedium,
    Customer,
    GeographicAddress,
    Verification,
)
from accounts.operators import operator as rules_of
from bot.conversations.models import Conversation, Handoff, Message
from bot.privacy.errors import UnknownCustomer
from bot.sms.models import SmsConversation

MIN_DIGITS = 7  # of a number by which messages are found: a shorter one would find other people's


@dataclass(frozen=True)
class Subject:
    """What identifies a customer's data in every store.

    values: texts that must not be found anywhere once the data is erased.
    """

    operator: str
    conversation_ids: tuple[str, ...]
    account_number: str = ""
    account_id: int = 0
    customer_id: int = 0
    numbers: tuple[str, ...] = ()  # telephone numbers in international form
    values: tuple[str, ...] = ()

    @property
    def account_key(self) -> str:
        return account_key(self.operator, self.account_number) if self.account_number else ""


def find_customer(session: Session, operator: str, number: str) -> Subject:
    """The owner of an account; spaces and dashes of its number do not count.

    Raises:
        UnknownOperator, UnknownCustomer
    """
    slug, number = rules_of(operator).slug, digits(number)
    query = sa.select(BillingAccount).where(BillingAccount.operator == slug, BillingAccount.number == number)
    account = session.scalar(query)
    if account is None:
        raise UnknownCustomer(f"Operator '{slug}' has no account {number}.")
    contacts = list(
        session.scalars(
            sa.select(ContactMedium.value).where(ContactMedium.customer_id == account.customer_id)
        )
    )
    contacts += [account.ebill_email] if account.ebill_email else []
    phones = tuple(_international(value) for value in contacts if "@" not in value)
    customer = session.get_one(Customer, account.customer_id)
    streets = session.scalars(
        sa.select(GeographicAddress.street).where(GeographicAddress.account_id == account.id)
    )
    return Subject(
        operator=slug,
        conversation_ids=tuple(sorted(_conversations_of(session, account, contacts, phones))),
        account_number=number,
        account_id=account.id,
        customer_id=account.customer_id,
        numbers=phones,
        values=tuple(dict.fromkeys([number, customer.name, *contacts, *phones, *streets])),
    )


def find_conversation(session: Session, conversation_id: str) -> Subject:
    """Somebody of whom nothing is known but a conversation.

    Raises:
        UnknownCustomer
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise UnknownCustomer(f"There is no conversation '{conversation_id}'.")
    query = sa.select(SmsConversation.number).where(SmsConversation.conversation_id == conversation_id)
    numbers = tuple(session.scalars(query))
    ids = {conversation_id, *_by_numbers(session, conversation.operator, numbers)}
    return Subject(conversation.operator, tuple(sorted(ids)), numbers=numbers, values=(*ids, *numbers))


def _conversations_of(
    session: Session, account: BillingAccount, contacts: list[str], phones: tuple[str, ...]
) -> set[str]:
    """Conversations in which the customer proved who they are, was handed off, or named the account or a contact."""
    found = set(
        session.scalars(sa.select(Verification.conversation_id).where(Verification.account_id == account.id))
    )
    reference = known_reference(session, account.operator, account.number) or account.number
    trail = sa.select(AuditEntry.conversation_id).where(
        AuditEntry.operator == account.operator,
        AuditEntry.account_number == reference,
        AuditEntry.conversation_id.is_not(None),
    )
    found |= set(session.scalars(trail))
    found |= set(_by_numbers(session, account.operator, phones))
    found |= _by_text(session, account.operator, [account.number, *contacts])
    existing = sa.select(Conversation.id).where(
        Conversation.operator == account.operator, Conversation.id.in_(found)
    )
    return set(session.scalars(existing))


def _by_numbers(session: Session, operator: str, phones: Iterable[str]) -> Iterable[str]:
    return session.scalars(
        sa.select(SmsConversation.conversation_id).where(
            SmsConversation.operator == operator, SmsConversation.number.in_(tuple(phones))
        )
    )


def _by_text(session: Session, operator: str, values: list[str]) -> set[str]:
    """Conversations of the operator in which a number or an e-mail address of the customer is written."""
    emails = [value.lower() for value in values if "@" in value]
    numbers = [digits(value)[-10:] for value in values if "@" not in value]
    numbers = [number for number in numbers if len(number) >= MIN_DIGITS]
    written = (
        sa.select(Message.conversation_id, Message.text)
        .join(Conversation)
        .where(Conversation.operator == operator)
        .execution_options(yield_per=1000)
    )
    left = sa.select(Handoff.conversation_id, Handoff.contact).where(
        Handoff.operator == operator, Handoff.contact.is_not(None)
    )
    return {
        conversation_id
        for query in (written, left)
        for conversation_id, text in session.execute(query)
        if _mentions(text or "", emails, numbers)
    }


def _mentions(text: str, emails: list[str], numbers: list[str]) -> bool:
    lower = text.lower()
    if any(email in lower for email in emails):
        return True
    runs = [re.sub(r"\D", "", run) for run in re.findall(r"\+?\d[\d \-.()\u00a0\u202f]{5,}\d", text)]
    return any(number in run for number in numbers for run in runs)


def _international(phone: str) -> str:
    return "+" + digits(phone)
