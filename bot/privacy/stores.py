"""Every table with customers' data, and which of its rows are somebody's.

A test compares this list with the tables that there are, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from accounts.audit_subjects import AuditSubject
from accounts.database import Base
from accounts.models import (
    AttemptCounter,
    BillingAccount,
    CommunicationMessage,
    ContactMedium,
    Customer,
    GeographicAddress,
    HandledRequest,
    OneTimeCode,
    PendingSecret,
    Product,
    ProductOrder,
    TroubleTicket,
    Verification,
)
from accounts.sms_consent import SmsConsent
from bot.conversations.models import Conversation, Handoff, Message, Note, WebhookEvent
from bot.conversations.ratings import MessageRating, Satisfaction
from bot.privacy.models import MessageMask
from bot.privacy.subject import Subject
from bot.review.models import Correction
from bot.sms.models import SmsConversation, SmsInbound, SmsOutbound, SmsRelay, SmsStatus

Rows = Callable[[Subject], sa.ColumnElement[bool]]

# Tables that hold nothing of a customer: the audit trail names accounts by references and hints only.
WITHOUT_CUSTOMERS = frozenset(
    ["audit_entries", "audit_head", "desk_users", "desk_sessions", "canned_replies"]
)
# What nobody is handed over: hashes, and what is encrypted or on its way.
SECRET_COLUMNS = frozenset(["pin_hash", "code_hash", "token_hash", "ciphertext", "secret"])


def _of_account(table: type[Base]) -> Rows:
    return lambda subject: table.account_id == subject.account_id  # type: ignore[attr-defined]


def _of_conversation(table: type[Base]) -> Rows:
    return lambda subject: table.conversation_id.in_(subject.conversation_ids)  # type: ignore[attr-defined]


def _of_message(table: type[Base]) -> Rows:
    def rows(subject: Subject) -> sa.ColumnElement[bool]:
        messages = sa.select(Message.id).where(Message.conversation_id.in_(subject.conversation_ids))
        return table.message_id.in_(messages)  # type: ignore[attr-defined]

    return rows


def _of_number(table: type[Base]) -> Rows:
    """Of a conversation, or with the number that it is held with."""

    def rows(subject: Subject) -> sa.ColumnElement[bool]:
        of_number = sa.and_(table.operator == subject.operator, table.number.in_(subject.numbers))  # type: ignore[attr-defined]
        if not hasattr(table, "conversation_id"):
            return of_number
        return sa.or_(of_number, table.conversation_id.in_(subject.conversation_ids))

    return rows


def _statuses(subject: Subject) -> sa.ColumnElement[bool]:
    sent = sa.select(SmsOutbound.provider_sid).where(
        _of_number(SmsOutbound)(subject), SmsOutbound.provider_sid.is_not(None)
    )
    return SmsStatus.provider_sid.in_(sent)


def _attempts(subject: Subject) -> sa.ColumnElement[bool]:
    keys = {subject.account_key, *subject.conversation_ids, *subject.numbers} - {""}
    return AttemptCounter.key.in_(keys)


def _codes(subject: Subject) -> sa.ColumnElement[bool]:
    return sa.or_(
        OneTimeCode.conversation_id.in_(subject.conversation_ids),
        sa.and_(sa.literal(subject.account_key != ""), OneTimeCode.account_key == subject.account_key),
    )


def _verifications(subject: Subject) -> sa.ColumnElement[bool]:
    return sa.or_(_of_account(Verification)(subject), _of_conversation(Verification)(subject))


# In an order in which they can be deleted one after the other.
STORES: dict[type[Base], Rows] = {
    SmsStatus: _statuses,
    SmsRelay: _of_message(SmsRelay),
    SmsOutbound: _of_number(SmsOutbound),
    SmsInbound: _of_number(SmsInbound),
    SmsConsent: _of_number(SmsConsent),
    SmsConversation: _of_number(SmsConversation),
    MessageMask: _of_message(MessageMask),
    MessageRating: _of_conversation(MessageRating),
    Satisfaction: _of_conversation(Satisfaction),
    Correction: _of_conversation(Correction),
    Note: _of_conversation(Note),
    WebhookEvent: _of_conversation(WebhookEvent),
    Handoff: _of_conversation(Handoff),
    PendingSecret: _of_conversation(PendingSecret),
    OneTimeCode: _codes,
    AttemptCounter: _attempts,
    Verification: _verifications,
    Message: _of_conversation(Message),
    Conversation: lambda subject: Conversation.id.in_(subject.conversation_ids),
    CommunicationMessage: _of_account(CommunicationMessage),
    HandledRequest: _of_account(HandledRequest),
    TroubleTicket: _of_account(TroubleTicket),
    ProductOrder: _of_account(ProductOrder),
    Product: _of_account(Product),
    GeographicAddress: _of_account(GeographicAddress),
    BillingAccount: lambda subject: BillingAccount.id == subject.account_id,
    ContactMedium: lambda subject: ContactMedium.customer_id == subject.customer_id,
    Customer: lambda subject: Customer.id == subject.customer_id,
    AuditSubject: lambda subject: sa.and_(
        AuditSubject.operator == subject.operator, AuditSubject.account_number == subject.account_number
    ),
}
