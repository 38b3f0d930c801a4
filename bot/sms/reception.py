"""Stores what the carrier brings: messages with their keywords, and statuses. One transaction each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from accounts.database import Sessions
from accounts.sms_consent import has_opted_out, record_consent
from bot.conversations.models import Conversation
from bot.conversations.store import add_message
from bot.settings import Settings
from bot.sms.conversations import current_conversation, last_language
from bot.sms.inbox import Arrived, Inbox
from bot.sms.keywords import Keyword, answer_keyword, read_keyword
from bot.sms.models import DEAD, DONE, WAITING, SmsOutbound, SmsRelay
from bot.sms.numbers import can_be_answered
from bot.sms.outbound import Address, enqueue
from bot.sms.statuses import apply_statuses, message_of, note_status

_OPTED_OUT = "21610"
_TWILIO_KEYWORDS = {
    "STOP": Keyword("stop", "en", "STOP"),
    "START": Keyword("start", "en", "START"),
    "HELP": Keyword("help", "en", "HELP"),
}


class Reception:
    """Takes in what arrives.

    Args:
        texts: made by outbound.text_cipher.
    """

    def __init__(self, sessions: Sessions, settings: Settings, texts: Fernet, inbox: Inbox) -> None:
        self._sessions = sessions
        self._clock: Callable[[], datetime] = settings.now
        self._idle_hours = settings.sms_idle_hours
        self._texts = texts
        self._inbox = inbox

    def receive(self, arrived: Arrived, opt_out_type: str | None = None) -> str:
        """Store a message, and deal with it at once if it is a keyword.

        Args:
            opt_out_type: STOP, START or HELP where Twilio itself has answered the keyword.

        Returns:
            repeated, not_a_phone, keyword or waiting.
        """
        answered = opt_out_type in _TWILIO_KEYWORDS
        keyword = read_keyword(arrived.text)
        if keyword is None and opt_out_type is not None:
            keyword = _TWILIO_KEYWORDS.get(opt_out_type)
        reachable = can_be_answered(arrived.number)
        waits = reachable and keyword is None
        with self._sessions.begin() as session:
            inbound_id = self._inbox.store(session, arrived, state=WAITING if waits else DONE)
            if inbound_id is None:
                return "repeated"
            if not waits:
                self._inbox.finish(session, inbound_id, "keyword" if reachable else "not_a_phone")
            if not reachable:
                return "not_a_phone"
            if keyword is None:
                return "waiting"
            self._follow(session, arrived, keyword, answer=not answered)
            return "keyword"

    def _follow(self, session: Session, arrived: Arrived, keyword: Keyword, *, answer: bool) -> None:
        out = has_opted_out(session, arrived.operator, arrived.number)
        if keyword.meaning in ("stop", "start"):
            record_consent(
                session,
                arrived.operator,
                arrived.number,
                "opted_out" if keyword.meaning == "stop" else "opted_in",
                source="customer",
                keyword=keyword.written,
                now=self._clock(),
                provider_sid=arrived.sid,
            )
        # A second STOP is not answered: nothing goes to a number that wants nothing.
        if not answer or (out and keyword.meaning == "stop"):
            return
        language = last_language(session, arrived.operator, arrived.number) or "fr"
        text = answer_keyword(keyword, arrived.operator, language=language)
        conversation = current_conversation(
            session, arrived.operator, arrived.number, now=self._clock(), idle_hours=self._idle_hours
        )
        address = Address(arrived.operator, arrived.number, arrived.our_number)
        outbound = enqueue(
            session,
            self._texts,
            address,
            text,
            kind="keyword",
            now=self._clock(),
            reference=f"keyword:{arrived.sid}",
            conversation_id=conversation.id if conversation else None,
        )
        if conversation is not None and outbound is not None:
            self._note(session, conversation, keyword, text, outbound.id)

    def _note(
        self, session: Session, conversation: Conversation, keyword: Keyword, text: str, outbound_id: int
    ) -> None:
        """Agents see in the conversation what was said beside it; it is on its way already."""
        now, language = self._clock(), keyword.language or conversation.language
        said = add_message(session, conversation.id, "customer", keyword.written, now=now, language=language)
        answer = add_message(
            session, conversation.id, "bot", text, now=now, language=language, in_reply_to=said.id
        )
        session.add(SmsRelay(message_id=answer.id, outbound_id=outbound_id))
        session.flush()

    def receive_status(self, sid: str, status: str, error_code: str | None = None) -> SmsOutbound | None:
        """Record what became of a message; returns it if its state has changed."""
        now = self._clock()
        with self._sessions.begin() as session:
            note_status(session, sid, status, (error_code or "")[:10] or None, now)
            row = message_of(session, sid)
            if row is None:
                return None
            before = row.state
            apply_statuses(session, row)
            refused = row.state == DEAD and error_code == _OPTED_OUT
            if refused and not has_opted_out(session, row.operator, row.number):
                record_consent(session, row.operator, row.number, "opted_out", source="carrier", now=now)
            return row if row.state != before else None
