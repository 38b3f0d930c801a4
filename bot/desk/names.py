"""What a conversation is called at the desk: who it is with, or what it is about, without personal data."""

from __future__ import annotations

from sqlalchemy.orm import Session

from accounts.models import BillingAccount
from bot.conversations.models import Conversation
from bot.conversations.summaries import Summary
from bot.desk.customers import initials
from bot.desk.masking import mask_number
from bot.privacy.masking import mask_text

LONGEST = 40


def name_of_account(account: BillingAccount) -> str:
    """The holder's initials and the end of the number."""
    return f"{initials(account.customer.name)} {mask_number(account.number)}".strip()


def name_of(session: Session, conversation: Conversation, summary: Summary, *, reader: str) -> str:
    """The verified customer's initials and number, else the number they gave, else the request; empty if nothing is known.

    Args:
        reader: the language of the labels in place of personal data.
    """
    if summary.verified and (account := session.get(BillingAccount, summary.verified.account_id)):
        return name_of_account(account)
    if number := summary.slots.get("account_number"):
        return mask_number(str(number))
    wish = " ".join(mask_text(summary.wish[: 4 * LONGEST], reader).split())
    return wish if len(wish) <= LONGEST else wish[: LONGEST - 1].rstrip() + "…"
