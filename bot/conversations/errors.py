"""What can go wrong with conversations.

ConversationError
├── UnknownConversation
├── UnknownMessage       the conversation has no such message of somebody else's
├── NotYours             the conversation is not with this agent (any more)
├── NotReopenable        no agent closed it, or that was too long ago
├── NotWaiting           nobody waits for an agent there: it was taken, taken back or closed
└── AlreadyClosed        nobody answers there any more
"""

from __future__ import annotations


class ConversationError(Exception):
    """Anything that this package refuses."""


class UnknownConversation(ConversationError):
    """No conversation has this id."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"There is no conversation {conversation_id!r}.")


class UnknownMessage(ConversationError):
    """The conversation has no message with this id that the customer could have an opinion of."""

    def __init__(self, conversation_id: str, message_id: int) -> None:
        super().__init__(f"Conversation {conversation_id} has no answer {message_id}.")


class NotYours(ConversationError):
    """The conversation is not with this agent (any more): nothing was sent or changed."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"Conversation {conversation_id} is not with this agent.")


class NotReopenable(ConversationError):
    """No agent closed it, or that was too long ago: it stays closed."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"Conversation {conversation_id} cannot be reopened.")


class NotWaiting(ConversationError):
    """Nobody waits for an agent there: it was taken, taken back or closed before."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"Conversation {conversation_id} does not wait for an agent.")


class AlreadyClosed(ConversationError):
    """Nobody answers there any more."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"Conversation {conversation_id} is closed.")
