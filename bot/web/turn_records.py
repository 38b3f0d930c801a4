"""The data base's side of a turn: what is stored before Rasa is asked, and after."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts import secrets_in_transit
from accounts.database import Sessions
from bot.conversations.handoffs import (
    find_open_handoff,
    lock_conversation,
    open_handoff,
    withdraw_handoff,
)
from bot.conversations.models import (
    ANSWERED,
    BOT,
    CLOSED,
    ERROR,
    FAILED,
    HUMAN,
    QUEUED,
    RECEIVED,
    Conversation,
    Message,
)
from bot.conversations.store import (
    add_message,
    get_conversation,
    issued_button,
    message_of_client,
    replies_to,
)
from bot.conversations.turns import claim_turn, release_turn
from bot.conversations.waiting import RETURN_PAYLOAD, queue_notice, return_button
from bot.conversations.wording import say as say_handoff
from bot.settings import Settings
from bot.web.customer_text import accept_text, guard_for_rasa
from bot.web.errors import ButtonUnknown, ConversationClosed
from bot.web.masking import mask_secrets
from bot.web.rasa import Answer, RasaError, RasaSilent, Reply
from bot.web.wording import say
from knowledge.language import identify

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Incoming:
    """What the customer sent: a text, or the payload of a button."""

    text: str | None = None
    payload: str | None = None
    client_id: str | None = None
    source_address: str | None = None


@dataclass(frozen=True)
class Turn:
    """A message that is being answered; `state` is the conversation's when it began."""

    id: str
    conversation_id: str
    message_id: int
    language: str
    state: str
    for_rasa: str
    metadata: dict[str, Any]


@dataclass(frozen=True)
class TurnResult:
    """The message as it was kept, the answers, and the conversation after them."""

    message: Message
    replies: list[Message]
    conversation: Conversation
    outcome: str


class TurnRecords:
    """Begins and finishes turns, each in one transaction.

    Args:
        stale_after: seconds after which a turn that was not finished no longer counts.
    """

    def __init__(self, sessions: Sessions, settings: Settings, *, stale_after: float) -> None:
        self._sessions = sessions
        self._settings = settings
        self._stale_after = stale_after

    def begin(self, conversation_id: str, incoming: Incoming) -> Turn | TurnResult | None:
        """Claim the conversation and store the message.

        Returns:
            The turn; or its result where Rasa is not to be asked; or None while another process is in a turn.

        Raises:
            MessageRefused, ConversationClosed: nothing was changed.
        """
        with self._sessions.begin() as session:  # an error in here undoes the claim too
            turn_id = claim_turn(session, conversation_id, stale_after=self._stale_after)
            if turn_id is None:
                return None
            conversation = get_conversation(session, conversation_id)
            message = self._earlier(session, conversation, incoming)
            if message is not None and message.status != RECEIVED:
                release_turn(session, turn_id)
                return TurnResult(message, replies_to(session, message.id), conversation, "repeated")
            if conversation.state == CLOSED:
                raise ConversationClosed(conversation.language)
            message = message or self._store(session, conversation, incoming)
            if conversation.state == HUMAN:
                message.status = ANSWERED
                release_turn(session, turn_id)
                return TurnResult(message, [], conversation, "to_person")
            if message.payload == RETURN_PAYLOAD:
                result = self._return_to_assistant(session, conversation, message)
                release_turn(session, turn_id)
                return result
            opens = _opens(session, message)
            return self._turn(turn_id, conversation, message, incoming, opens=opens)

    def _earlier(self, session: Session, conversation: Conversation, incoming: Incoming) -> Message | None:
        """The same message, sent before; received but not answered if the process died over it."""
        if incoming.client_id is None:
            return None
        return message_of_client(session, conversation.id, incoming.client_id)

    def _store(self, session: Session, conversation: Conversation, incoming: Incoming) -> Message:
        text, secret = self._accept(session, conversation, incoming)
        message = add_message(
            session,
            conversation.id,
            "customer",
            text,
            now=self._settings.now(),
            payload=incoming.payload,
            client_id=incoming.client_id,
            status=RECEIVED,
        )
        if secret is not None:
            self._hand_over(session, message, secret)
        return message

    def _accept(
        self, session: Session, conversation: Conversation, incoming: Incoming
    ) -> tuple[str, str | None]:
        """The text to keep, and the PIN or code that was in it."""
        language = conversation.language
        if incoming.payload is not None:
            title = issued_button(session, conversation.id, incoming.payload)
            if title is None:
                raise ButtonUnknown(language)
            return title, None
        limit = self._settings.max_message_length
        text = accept_text(incoming.text or "", max_length=limit, language=language)
        masked = mask_secrets(text, expects=conversation.expects)
        return masked.text, masked.secret

    def _hand_over(self, session: Session, message: Message, secret: str) -> None:
        now = self._settings.now()
        expires = now + timedelta(minutes=self._settings.verification_minutes)
        key = self._settings.secret()
        secrets_in_transit.put(session, message.conversation_id, str(message.id), secret, key, expires)
        secrets_in_transit.purge(session, now)

    def _return_to_assistant(
        self, session: Session, conversation: Conversation, message: Message
    ) -> TurnResult:
        """The customer no longer wants a person; the assistant forgets what it asked about that."""
        withdrawn = withdraw_handoff(session, conversation.id, now=self._settings.now())
        conversation.reset_dialogue = conversation.reset_dialogue or withdrawn
        conversation.task = conversation.expects = None
        message.status = ANSWERED
        key = "withdrawn" if withdrawn else "nothing_to_withdraw"
        self._say(session, conversation, message, say_handoff(key, conversation.language))
        return TurnResult(message, replies_to(session, message.id), conversation, ANSWERED)

    def _turn(
        self, turn_id: str, conversation: Conversation, message: Message, incoming: Incoming, *, opens: bool
    ) -> Turn:
        return Turn(
            id=turn_id,
            conversation_id=conversation.id,
            message_id=message.id,
            language=conversation.language,
            state=conversation.state,
            for_rasa=message.payload if message.payload is not None else guard_for_rasa(message.text),
            metadata={
                "operator": conversation.operator,
                "language": conversation.language,
                "channel": conversation.channel,
                "message_id": str(message.id),
                "expects": conversation.expects,
                "source_address": incoming.source_address,
                **({"opens": True} if opens else {}),
                **({"reset": True} if conversation.reset_dialogue else {}),
            },
        )

    def finish(self, turn: Turn, answer: Answer | RasaError) -> TurnResult:
        """Store what Rasa answered, or an apology, and let the next turn begin.

        The conversation's state is read again, and held until the answers are stored: the action server or an agent
        may have changed it meanwhile, and an agent who takes over now comes after them.
        """
        with self._sessions.begin() as session:
            in_time = release_turn(session, turn.id)
            conversation = lock_conversation(session, turn.conversation_id)
            message = session.get_one(Message, turn.message_id)
            if not in_time:  # so slow that another process answered
                return TurnResult(message, replies_to(session, message.id), conversation, "repeated")
            conversation.updated_at = self._settings.now()
            if conversation.state in (HUMAN, CLOSED):
                self._hold_back(message, answer)
            else:
                self._keep(session, turn, conversation, message, answer)
            session.flush()
            return TurnResult(message, replies_to(session, message.id), conversation, message.status)

    def _hold_back(self, message: Message, answer: Answer | RasaError) -> None:
        """An agent took over meanwhile: the assistant does not talk over them; they see what it would have said."""
        message.status = ANSWERED
        if isinstance(answer, Answer):
            texts = [reply.text for reply in answer.messages if reply.text]
            message.parse = view_of(answer) | {"held_back": texts}

    def _keep(
        self,
        session: Session,
        turn: Turn,
        conversation: Conversation,
        message: Message,
        answer: Answer | RasaError,
    ) -> None:
        if isinstance(answer, Answer):
            answer = self._keep_answer(session, conversation, message, answer)
        if isinstance(answer, RasaError):
            self._keep_apology(session, conversation, message, answer)
        if turn.state == BOT and conversation.state == QUEUED:
            self._keep_notice(session, conversation, message)

    def _keep_answer(
        self, session: Session, conversation: Conversation, message: Message, answer: Answer
    ) -> Answer | RasaSilent:
        state = answer.state
        message.parse = view_of(answer)
        conversation.language = message.language = state.language or conversation.language
        conversation.task, conversation.expects = state.task, state.requested_slot
        conversation.reset_dialogue = False
        replies = [reply for reply in answer.messages if reply.text or reply.buttons]
        if not replies:
            return RasaSilent("an answer without any message")
        message.status = ANSWERED
        for reply in replies:
            self._keep_reply(session, conversation, message, reply)
        return answer

    def _keep_reply(
        self, session: Session, conversation: Conversation, message: Message, reply: Reply
    ) -> None:
        custom = reply.custom
        self._say(
            session,
            conversation,
            message,
            reply.text or "",
            language=(custom and custom.language) or conversation.language,
            buttons=[button.model_dump() for button in reply.buttons or ()],
            sources=custom.sources if custom else None,
        )

    def _keep_notice(self, session: Session, conversation: Conversation, message: Message) -> None:
        """What happens next, now that the conversation waits for a person."""
        handoff = find_open_handoff(session, conversation.id)
        if handoff is not None:
            language = conversation.language
            text = queue_notice(session, handoff, language, self._settings.now())
            self._say(session, conversation, message, text, buttons=[return_button(language)])

    def _say(
        self, session: Session, conversation: Conversation, message: Message, text: str, **values: Any
    ) -> None:
        values.setdefault("language", conversation.language)
        now = self._settings.now()
        add_message(session, conversation.id, "bot", text, now=now, in_reply_to=message.id, **values)

    def _keep_apology(
        self, session: Session, conversation: Conversation, message: Message, error: RasaError
    ) -> None:
        kind = type(error).__name__
        log.error("Message %s of conversation %s failed: %s: %s", message.id, conversation.id, kind, error)
        message.status = FAILED
        # Rasa could not tell the language of what may be the first message.
        language = (
            identify(message.text, conversation=conversation.language).language or conversation.language
        )
        self._say(session, conversation, message, say("assistant_down", language), language=language)
        if conversation.state == BOT and self._failed_before(session, message):
            open_handoff(
                session,
                conversation.id,
                conversation.operator,
                "",  # the customer's own words say it best
                language,
                cause=ERROR,
                now=self._settings.now(),
            )

    @staticmethod
    def _failed_before(session: Session, message: Message) -> bool:
        """Whether the customer's message before this one failed too."""
        query = (
            sa.select(Message.status)
            .where(
                Message.conversation_id == message.conversation_id,
                Message.sender == "customer",
                Message.id < message.id,
            )
            .order_by(Message.id.desc())
            .limit(1)
        )
        return session.scalar(query) == FAILED


def view_of(answer: Answer) -> dict[str, Any]:
    """The assistant's view of a message, for the desk: what it took it for, and what it searched and found."""
    state = answer.state
    view: dict[str, Any] = {"language": state.language, "task": state.task, "slots": state.slots}
    if state.intent is not None:
        view |= {"intent": state.intent.name, "confidence": state.intent.confidence}
    if traces := [reply.trace for reply in answer.messages if reply.trace]:
        view["search"] = traces[-1]
    return view


def _opens(session: Session, message: Message) -> bool:
    """Whether it is the first thing that the customer says in the conversation."""
    said_before = (
        sa.select(Message.id)
        .where(Message.conversation_id == message.conversation_id, Message.sender == "customer")
        .where(Message.id < message.id)
        .limit(1)
    )
    return session.scalar(said_before) is None
