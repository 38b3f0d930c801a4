"""The chat API (design section 9)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from accounts.operators import operator, operator_slugs
from bot.conversations.ending import end_by_customer
from bot.conversations.models import Conversation
from bot.conversations.store import open_conversation
from bot.web.errors import (
    ConversationMoved,
    MessageRefused,
    OperatorUnknown,
    RequestUnreadable,
    TooManyRequests,
)
from bot.web.events import stream, transcript
from bot.web.origins import check_origin
from bot.web.services import Address, Authorized, Services, Web, within_address_limit
from bot.web.tokens import expiry, new_token
from bot.web.turn_records import Incoming
from bot.web.views import (
    NewConversation,
    NewMessage,
    Opened,
    OperatorView,
    Standing,
    Transcript,
    Turn,
    message_view,
    standing,
)

router = APIRouter(prefix="/api", dependencies=[Depends(within_address_limit)], tags=["chat"])

PING_SECONDS = 15
MAX_STREAMS = 10  # of one conversation: a customer's tabs


@router.get("/operators")
async def list_operators(request: Request) -> list[OperatorView]:
    """The operators served."""
    sms = request.app.state.sms
    return [
        OperatorView(slug=slug, name=operator(slug).name, sms=sms.serves(slug)) for slug in operator_slugs()
    ]


@router.post("/conversations", status_code=201)
async def begin_conversation(body: NewConversation, request: Request, web: Web) -> Opened:
    """Open a conversation with an operator; the token is valid for this conversation only."""
    if body.operator not in operator_slugs():
        raise OperatorUnknown(body.language, known=", ".join(operator_slugs()))
    check_origin(request, web.settings, body.operator, body.language)
    token, token_hash = new_token()
    conversation = await run_in_threadpool(_open, web, body, token_hash)
    web.metrics.conversations.labels(conversation.operator, conversation.channel).inc()
    return Opened(
        id=conversation.id,
        token=token,
        language=conversation.language,
        expires_at=expiry(conversation, token_hours=web.settings.token_hours),
    )


def _open(web: Services, body: NewConversation, token_hash: str) -> Conversation:
    with web.sessions.begin() as session:
        return open_conversation(
            session,
            body.operator,
            language=body.language or "fr",
            now=web.settings.now(),
            token_hash=token_hash,
        )


@router.post("/conversations/{conversation_id}/messages")
async def send_message(body: NewMessage, conversation: Authorized, web: Web, address: Address) -> Turn:
    """Say something, or take a choice that was offered; the answers come back, and on the event stream.

    A message that is refused (422) leaves the conversation as it was. If the assistant is down, the answer is an
    apology and the message is kept.
    """
    if (body.text is None) == (body.payload is None):
        raise RequestUnreadable(conversation.language, fields="text, payload")
    if conversation.channel != "web":
        raise ConversationMoved(conversation.language)
    web.limits.check_conversation(conversation.id, address, language=conversation.language)
    incoming = Incoming(body.text, body.payload, body.client_id, address)
    try:
        result = await web.turns.take(conversation.id, incoming)
    except MessageRefused:
        web.metrics.messages.labels("refused").inc()
        raise
    return Turn(
        message=message_view(result.message),
        messages=[message_view(reply) for reply in result.replies],
        **standing(result.conversation),
    )


@router.post("/conversations/{conversation_id}/end")
async def end_conversation(conversation: Authorized, web: Web, address: Address) -> Standing:
    """End the conversation: nobody answers there any more. A second time changes nothing."""
    if conversation.channel != "web":
        raise ConversationMoved(conversation.language)
    web.limits.check_conversation(conversation.id, address, language=conversation.language)
    ended = await run_in_threadpool(_end, web, conversation.id)
    web.bells.ring(conversation.id)
    return Standing(**standing(ended))


def _end(web: Services, conversation_id: str) -> Conversation:
    with web.sessions.begin() as session:
        return end_by_customer(session, conversation_id, now=web.settings.now())


@router.get("/conversations/{conversation_id}/messages")
def read_messages(conversation: Authorized, web: Web, after: Annotated[int, Query(ge=0)] = 0) -> Transcript:
    """What was said, by the customer too, after message `after`; at most 500 messages."""
    return transcript(web.sessions, conversation.id, after)


@router.get("/conversations/{conversation_id}/events", response_class=EventSourceResponse)
async def follow_conversation(
    conversation: Authorized,
    web: Web,
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """Live messages and state as server-sent events; begins after Last-Event-ID, or else after `after`."""
    if last_event_id and last_event_id.isascii() and last_event_id.isdigit():
        after = int(last_event_id[:18])
    if web.bells.listeners(conversation.id) >= MAX_STREAMS:
        raise TooManyRequests(conversation.language, headers={"Retry-After": "15"}, seconds=15)
    events = stream(web.sessions, web.bells, web.settings, conversation.id, after)
    return EventSourceResponse(_counted(events, web), ping=PING_SECONDS)


async def _counted(events, web: Services):
    with web.metrics.streams.track_inprogress():
        async for event in events:
            yield event
