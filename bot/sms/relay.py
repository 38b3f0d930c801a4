"""Passes on by SMS what the assistant and the agents say in a conversation, each message once.

Replies are passed on when their turn ends; what others write into the data base (an agent's message, or a reply
whose process died) is found by looking. `sms_relays` has a row for each message that was passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa
from cryptography.fernet import Fernet
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from accounts.database import Sessions, reading
from bot.conversations.models import Message
from bot.sms.composing import Said, compose
from bot.sms.models import SmsConversation, SmsRelay
from bot.sms.outbound import Address, enqueue

_YOUNG = timedelta(hours=24)  # nobody waits longer for an answer
_SETTLED = timedelta(minutes=2)  # no transaction lasts as long: nothing with a lower id comes any more

Links = Callable[[Message], str | None]


class Relay:
    """Finds what is to be passed on, and puts it into the queue.

    Args:
        texts: made by outbound.text_cipher.
        links: the address where the source of a message can be read.
    """

    def __init__(
        self, sessions: Sessions, clock: Callable[[], datetime], texts: Fernet, *, links: Links
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._texts = texts
        self._links = links
        self._settled_id = 0

    def relay(self, session: Session, conversation_id: str) -> int:
        """Queue everything of a conversation that was not passed on yet; returns how many messages that makes."""
        linked = session.get(SmsConversation, conversation_id, with_for_update=True)
        if linked is None:
            return 0
        messages = list(session.scalars(_not_relayed(self._clock(), conversation_id)))
        address = Address(linked.operator, linked.number, linked.our_number)
        return sum(self._queue(session, address, said) for said in _in_a_row(messages))

    def relay_new(self) -> int:
        """The same for all conversations in which something was said."""
        with reading(self._sessions) as session:
            found = self._waiting(session)
        return sum(self._relay_alone(conversation_id) for conversation_id in found)

    def _relay_alone(self, conversation_id: str) -> int:
        try:
            with self._sessions.begin() as session:
                return self.relay(session, conversation_id)
        except IntegrityError:  # another process was quicker
            return 0

    def _waiting(self, session: Session) -> list[str]:
        now = self._clock()
        new = _not_relayed(now).with_only_columns(Message.conversation_id)
        found = session.scalars(new.where(Message.id > self._settled_id)).all()
        if not found:
            settled = sa.select(sa.func.max(Message.id)).where(Message.created_at < now - _SETTLED)
            self._settled_id = max(
                self._settled_id, session.scalar(settled.where(Message.id > self._settled_id)) or 0
            )
        return list(dict.fromkeys(found))

    def _queue(self, session: Session, address: Address, said: Sequence[Message]) -> int:
        now, last = self._clock(), said[-1]
        bodies = compose([self._said(message) for message in said])
        rows = [
            enqueue(
                session,
                self._texts,
                address,
                body,
                kind="agent" if last.sender == "agent" else "reply",
                now=now,
                reference=f"message:{last.id}:{part}",
                conversation_id=last.conversation_id,
            )
            for part, body in enumerate(bodies)
        ]
        outbound_id = rows[-1].id if rows and rows[-1] is not None else None
        session.add_all(SmsRelay(message_id=message.id, outbound_id=outbound_id) for message in said)
        session.flush()
        return len(rows)

    def _said(self, message: Message) -> Said:
        return Said(
            text=message.text,
            language=message.language or "fr",
            buttons=message.buttons or (),
            sources=message.sources or (),
            author=message.author if message.sender == "agent" else None,
            link=self._links(message) if message.sources else None,
        )


def _not_relayed(now: datetime, conversation_id: str | None = None) -> sa.Select[Message]:
    query = (
        sa.select(Message)
        .join(SmsConversation, SmsConversation.conversation_id == Message.conversation_id)
        .outerjoin(SmsRelay, SmsRelay.message_id == Message.id)
        .where(
            Message.sender != "customer",
            SmsRelay.message_id.is_(None),
            Message.created_at > now - _YOUNG,
            # What was said on the website, before the conversation moved here, was read there.
            Message.created_at >= SmsConversation.began_at,
        )
        .order_by(Message.id)
    )
    return query if conversation_id is None else query.where(Message.conversation_id == conversation_id)


def _in_a_row(messages: Sequence[Message]) -> Iterator[list[Message]]:
    """The replies of one turn together; every message of an agent alone."""

    def turn(message: Message) -> tuple[str, int]:
        return (message.sender, message.in_reply_to or -message.id)

    for _, group in groupby(messages, key=turn):
        yield list(group)
