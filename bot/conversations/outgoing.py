"""What customers are told outside of the answers to their messages: agents' replies, and notices of who answers.

On the web these come with the event stream. A channel that has to send each message (SMS) asks for them here.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation, Message


def unprompted_messages(
    session: Session, channel: str, after: int = 0, *, limit: int = 200
) -> list[tuple[Message, Conversation]]:
    """Messages of agents and notices in conversations of a channel, later than message `after`, oldest first.

    Answers of a turn are not among them: `Turns.take` returns those.
    """
    query = (
        sa.select(Message, Conversation)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.id > after,
            Message.sender != "customer",
            Message.in_reply_to.is_(None),
            Conversation.channel == channel,
        )
        .order_by(Message.id)
        .limit(limit)
    )
    return [(message, conversation) for message, conversation in session.execute(query)]
