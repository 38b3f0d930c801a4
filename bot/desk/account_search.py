"""Finds conversations by the customer who was verified in them: by account number, or by name, accents folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts.audit_subjects import AuditSubject
from accounts.models import AuditEntry, BillingAccount, Customer, Verification
from bot.conversations.models import Conversation
from knowledge.folding import fold

MAX_ACCOUNTS = 500  # of one name
SHOWN = 10  # conversations, the latest
_SHORTEST_NUMBER = 6
_WORD = re.compile(r"[^\W_]+")
_ACCENTED = re.compile("oe|ae|[aceinouy]")  # in a folded word, what may be another letter in the name


@dataclass(frozen=True)
class OfCustomer:
    """A conversation, and the account whose holder was verified in it."""

    conversation: Conversation
    account: BillingAccount


def conversations_of_customers(session: Session, text: str, operators: Sequence[str]) -> list[OfCustomer]:
    """Conversations of the customers whose account number the text is, or whose name has all its words (or their
    beginnings), the latest first."""
    words = _WORD.findall(fold(text))
    number = "".join(words)
    if number.isascii() and number.isdigit():
        found = _by_number(session, number, operators) if len(number) >= _SHORTEST_NUMBER else []
    else:
        found = _by_name(session, words, operators)
    return _conversations(session, found) if found else []


def _by_number(session: Session, number: str, operators: Sequence[str]) -> list[int]:
    query = sa.select(BillingAccount.id).where(
        BillingAccount.operator.in_(operators), BillingAccount.number == number
    )
    return list(session.scalars(query))


def _by_name(session: Session, words: Sequence[str], operators: Sequence[str]) -> list[int]:
    """The data base leaves out most names, as it knows no accents; the rest are compared here."""
    if not words:
        return []
    likely = [Customer.name.ilike("%" + _ACCENTED.sub(_any_letter, word) + "%") for word in words]
    query = (
        sa.select(BillingAccount.id, Customer.name)
        .join(Customer, Customer.id == BillingAccount.customer_id)
        .where(BillingAccount.operator.in_(operators), *likely)
    )
    found = (account_id for account_id, name in session.execute(query) if _has_words(name, words))
    return [account_id for account_id, _ in zip(found, range(MAX_ACCOUNTS), strict=False)]


def _any_letter(letters: re.Match[str]) -> str:
    return "_" if len(letters[0]) == 1 else "%"  # œ and æ are one letter


def _has_words(name: str, words: Sequence[str]) -> bool:
    parts = _WORD.findall(fold(name))
    return all(any(part.startswith(word) for part in parts) for word in words)


def _conversations(session: Session, account_ids: Sequence[int]) -> list[OfCustomer]:
    """A verification that has ended is still in the audit trail."""
    mine = BillingAccount.id.in_(account_ids)
    verified = sa.select(Verification.conversation_id, Verification.account_id).where(
        Verification.account_id.in_(account_ids)
    )
    earlier = (
        sa.select(AuditEntry.conversation_id, BillingAccount.id)
        .join(AuditSubject, AuditSubject.reference == AuditEntry.account_number)
        .join(
            BillingAccount,
            sa.and_(
                BillingAccount.operator == AuditSubject.operator,
                BillingAccount.number == AuditSubject.account_number,
            ),
        )
        .where(mine, AuditEntry.operator == BillingAccount.operator, AuditEntry.action == "customer_verified")
    )
    pairs = sa.union(verified, earlier).subquery()
    conversation_id, account_id = pairs.c
    query = (
        sa.select(Conversation, BillingAccount)
        .join(pairs, conversation_id == Conversation.id)
        .join(BillingAccount, BillingAccount.id == account_id)
        .where(Conversation.operator == BillingAccount.operator)
        .order_by(Conversation.updated_at.desc(), Conversation.id)
        .limit(SHOWN)
    )
    return [OfCustomer(conversation, account) for conversation, account in session.execute(query)]
