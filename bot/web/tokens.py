"""Tokens of conversations: random, known only to the customer's browser; the data base keeps a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from bot.conversations.models import Conversation


def new_token() -> tuple[str, str]:
    """A token of 256 bits, and the hash to store."""
    token = secrets.token_urlsafe(32)
    return token, hash_token(token)


def hash_token(token: str) -> str:
    """SHA-256 in hexadecimal; enough for a random token, which nobody can guess from its hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def expiry(conversation: Conversation, *, token_hours: int) -> datetime:
    """When the conversation's token ends."""
    return conversation.created_at + timedelta(hours=token_hours)


def opens(token: str, conversation: Conversation | None, *, now: datetime, token_hours: int) -> bool:
    """Whether the token gives access to this conversation now."""
    if conversation is None or conversation.token_hash is None:
        return False
    fits = hmac.compare_digest(hash_token(token), conversation.token_hash)
    return fits and now < expiry(conversation, token_hours=token_hours)
