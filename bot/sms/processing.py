"""Answers one message that arrived by SMS, through the same turns as the website's.

The carrier's id is the message's client_id, so that a message that is processed again after a crash gets its first
answer again. What came of it, and the answers to send, are stored in one transaction.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Protocol

from cryptography.fernet import Fernet
from limits import parse
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from accounts.database import Sessions
from accounts.sms_consent import has_opted_out, known_number, record_consent
from bot.conversations.models import Conversation
from bot.conversations.store import get_conversation
from bot.settings import Settings
from bot.sms import wording
from bot.sms.choices import chosen, offered
from bot.sms.conversations import begin_conversation, current_conversation, last_language, touch
from bot.sms.inbox import Claimed, Inbox
from bot.sms.metrics import SmsMetrics
from bot.sms.outbound import Address, enqueue
from bot.sms.relay import Relay
from bot.sms.segments import size, to_gsm
from bot.web.errors import ConversationBusy, ConversationClosed, MessageRefused
from bot.web.turn_records import Incoming, TurnResult
from bot.web.wording import say as say_refusal

log = logging.getLogger(__name__)


class TakesTurns(Protocol):
    """bot.web.turns.Turns."""

    async def take(self, conversation_id: str, incoming: Incoming) -> TurnResult:
        """Answer a message of a customer."""


class Processing:
    """Deals with messages, each in its turn.

    Args:
        texts: made by outbound.text_cipher.
    """

    def __init__(
        self,
        sessions: Sessions,
        settings: Settings,
        texts: Fernet,
        *,
        inbox: Inbox,
        turns: TakesTurns,
        relay: Relay,
        metrics: SmsMetrics,
    ) -> None:
        self._sessions = sessions
        self._settings = settings
        self._texts = texts
        self._inbox = inbox
        self._turns = turns
        self._relay = relay
        self._metrics = metrics
        self._limit = parse(settings.sms_rate_limit)

    async def process(self, inbound_id: int) -> None:
        """Deal with one message; what becomes of it is in its row."""
        claimed = await run_in_threadpool(self._inbox.claim, inbound_id)
        if claimed is None:
            return
        try:
            outcome = await self._answer(claimed)
        except ConversationBusy:
            await run_in_threadpool(self._inbox.retry, inbound_id, "conversation busy")
            return
        except ConversationClosed:  # a moment ago: the next attempt begins a new one
            await run_in_threadpool(self._inbox.retry, inbound_id, "conversation closed", begin_anew=True)
            return
        except SQLAlchemyError as error:
            await self._failed(claimed, error)
            return
        except Exception as error:  # one message must not hold up the number, or the process, for ever
            log.exception("Text message %s could not be processed.", inbound_id)
            await self._failed(claimed, error)
            return
        self._metrics.inbound.labels(outcome).inc()
        self._metrics.segments.labels("in", size(claimed.message.text).encoding).inc(
            size(claimed.message.text).segments
        )

    async def _answer(self, claimed: Claimed) -> str:
        prepared = await run_in_threadpool(self._prepare, claimed)
        if isinstance(prepared, str):
            return prepared
        conversation_id, incoming = prepared
        try:
            result = await self._turns.take(conversation_id, incoming)
        except MessageRefused as refusal:
            return await run_in_threadpool(self._refuse, claimed, conversation_id, refusal)
        return await run_in_threadpool(self._store_answers, claimed, conversation_id, result)

    def _prepare(self, claimed: Claimed) -> str | tuple[str, Incoming]:
        """The conversation and what goes into it; or the outcome, where the assistant is not asked."""
        message, now = claimed.message, self._settings.now()
        with self._sessions.begin() as session:
            if has_opted_out(session, message.operator, message.number):
                self._inbox.finish(session, claimed.id, "opted_out")
                return "opted_out"
            if self._too_many(session, claimed):
                return "limited"
            if not known_number(session, message.operator, message.number):
                record_consent(
                    session,
                    message.operator,
                    message.number,
                    "first_message",
                    source="customer",
                    now=now,
                    provider_sid=message.sid,
                )
            conversation = self._conversation(session, claimed)
            if message.media and not message.text.strip():
                self._say(session, claimed, wording.say("pictures", conversation.language), conversation.id)
                self._inbox.finish(session, claimed.id, "refused", conversation.id)
                return "refused"
            payload = chosen(message.text, offered(session, conversation.id))
            text = message.text if payload is None else None
            return conversation.id, Incoming(text, payload, message.sid, message.number)

    def _conversation(self, session: Session, claimed: Claimed) -> Conversation:
        """The conversation of the message; the same one when it is processed again."""
        if claimed.conversation_id is not None:
            return get_conversation(session, claimed.conversation_id)
        conversation = self._choose_conversation(session, claimed)
        self._inbox.assign(session, claimed.id, conversation.id)
        return conversation

    def _choose_conversation(self, session: Session, claimed: Claimed) -> Conversation:
        message, now = claimed.message, self._settings.now()
        address = _address(claimed)
        conversation = current_conversation(
            session, message.operator, message.number, now=now, idle_hours=self._settings.sms_idle_hours
        )
        if conversation is None:
            return begin_conversation(session, address, message.text, now=now)
        touch(session, conversation.id, address, now=now)
        return conversation

    def _too_many(self, session: Session, claimed: Claimed) -> bool:
        """Two machines that answer each other would never stop; the first message too many is told so."""
        message = claimed.message
        since = claimed.received_at - timedelta(seconds=self._limit.get_expiry())
        count = self._inbox.count_until(session, message, since, claimed.id)
        if count <= self._limit.amount:
            return False
        if count == self._limit.amount + 1:
            language = last_language(session, message.operator, message.number) or "fr"
            self._say(session, claimed, wording.say("too_many", language))
        self._inbox.finish(session, claimed.id, "limited")
        return True

    def _refuse(self, claimed: Claimed, conversation_id: str, refusal: MessageRefused) -> str:
        language = refusal.language or "fr"
        with self._sessions.begin() as session:
            text = say_refusal(refusal.wording, language, **refusal.values)
            self._say(session, claimed, text, conversation_id)
            self._inbox.finish(session, claimed.id, "refused", conversation_id)
        return "refused"

    def _store_answers(self, claimed: Claimed, conversation_id: str, result: TurnResult) -> str:
        outcome = "answered" if result.outcome == "repeated" else result.outcome
        with self._sessions.begin() as session:
            self._relay.relay(session, conversation_id)
            self._inbox.finish(session, claimed.id, outcome, conversation_id)
        return outcome

    async def _failed(self, claimed: Claimed, error: Exception) -> None:
        reason = type(error).__name__
        if not claimed.last_try:
            await run_in_threadpool(self._inbox.retry, claimed.id, reason)
            return
        log.error("Text message %s is given up: %s", claimed.id, reason)
        await run_in_threadpool(self._give_up, claimed, reason)
        self._metrics.inbound.labels("given_up").inc()

    def _give_up(self, claimed: Claimed, reason: str) -> None:
        message = claimed.message
        with self._sessions.begin() as session:
            language = last_language(session, message.operator, message.number) or "fr"
            self._say(session, claimed, wording.say("gave_up", language))
            self._inbox.give_up(session, claimed.id, reason)

    def _say(self, session: Session, claimed: Claimed, text: str, conversation_id: str | None = None) -> None:
        enqueue(
            session,
            self._texts,
            _address(claimed),
            to_gsm(text),
            kind="refusal",
            now=self._settings.now(),
            reference=f"inbound:{claimed.id}",
            conversation_id=conversation_id,
        )


def _address(claimed: Claimed) -> Address:
    message = claimed.message
    return Address(message.operator, message.number, message.our_number)
