"""What can go wrong with conversations.

ConversationError
└── UnknownConversation
"""

from __future__ import annotations


class ConversationError(Exception):
    """Anything that this package refuses."""


class UnknownConversation(ConversationError):
    """No conversation has this id."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"There is no conversation {conversation_id!r}.")
