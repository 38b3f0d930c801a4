"""Hands a PIN or code from the web process to the action, encrypted, to be taken once.

The web process replaces it in the message by `[PIN]` and puts it here; Rasa, its tracker and the logs never
see it.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from accounts.encryption import cipher
from accounts.models import PendingSecret

_PURPOSE = "secrets in transit"


def put(
    session: Session, conversation_id: str, message_id: str, value: str, key: str, expires: datetime
) -> None:
    """Leave the secret of a message, in the session's transaction; a second one replaces the first.

    Args:
        key: the installation's secret, `settings().secret()`.
    """
    ciphertext = cipher(key, _PURPOSE).encrypt(value.encode()).decode()
    session.merge(
        PendingSecret(
            conversation_id=conversation_id, message_id=message_id, ciphertext=ciphertext, expires_at=expires
        )
    )
    session.flush()


def take(session: Session, conversation_id: str, message_id: str, key: str, now: datetime) -> str | None:
    """The secret of a message, which is gone afterwards; None if there is none, or it has expired."""
    taken = session.execute(
        sa.delete(PendingSecret)
        .where(PendingSecret.conversation_id == conversation_id, PendingSecret.message_id == message_id)
        .returning(PendingSecret.ciphertext, PendingSecret.expires_at)
    ).first()
    if taken is None or taken.expires_at <= now:
        return None
    try:
        return cipher(key, _PURPOSE).decrypt(taken.ciphertext.encode()).decode()
    except InvalidToken:  # the installation's secret was changed meanwhile: the customer is asked again
        return None


def purge(session: Session, now: datetime) -> int:
    """Remove the secrets that nobody took in time; returns how many."""
    expired = (
        sa.delete(PendingSecret).where(PendingSecret.expires_at <= now).returning(PendingSecret.message_id)
    )
    return len(session.execute(expired).all())
