"""After a crash: messages that customers sent and nobody answered are answered now, each once.

A message is stored before Rasa sees it, so nothing is lost; what is left over is in status `received`. It goes the
usual way: a client or another process that sends it again meanwhile gets the same answer, and the accounts do what a
message asks for at most once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from bot.conversations.models import BOT, QUEUED, RECEIVED, Conversation, Message
from bot.web.errors import WebError
from bot.web.services import Services
from bot.web.turn_records import Incoming

log = logging.getLogger(__name__)

CHANNEL = "web"  # text messages have a queue of their own
LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 300.0  # for Rasa, which starts when we do and takes longer


@asynccontextmanager
async def recovering(web: Services) -> AsyncIterator[None]:
    """Answers what was left over, beside everything else."""
    task = asyncio.create_task(_answer_all(web))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _answer_all(web: Services) -> None:
    left = await run_in_threadpool(_left_over, web)
    if not left or not await _rasa_is_there(web):
        return
    log.info("%s messages were left without an answer.", len(left))
    for conversation_id, incoming in left:
        try:
            await web.turns.take(conversation_id, incoming)
        except WebError as error:  # closed or moved meanwhile
            log.warning("A message of conversation %s stays without answer: %s", conversation_id, error)


def _left_over(web: Services) -> list[tuple[str, Incoming]]:
    with web.sessions.begin() as session:
        return [
            (message.conversation_id, Incoming(message.text, message.payload, _client_id(message)))
            for message in _unanswered(session, web)
        ]


def _unanswered(session: Session, web: Services) -> list[Message]:
    """Oldest first; of conversations that their customers can still read."""
    since = web.settings.now() - timedelta(hours=web.settings.token_hours)
    query = (
        sa.select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.status == RECEIVED,
            Message.created_at > since,
            Conversation.channel == CHANNEL,
            Conversation.state.in_((BOT, QUEUED)),
        )
        .order_by(Message.id)
    )
    return list(session.scalars(query))


def _client_id(message: Message) -> str:
    """By which the turn knows that it is not a new message."""
    if message.client_id is None:
        message.client_id = f"left-over:{message.id}"
    return message.client_id


async def _rasa_is_there(web: Services) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await _answers(web):
                await asyncio.sleep(LOOK_SECONDS)
            return True
    return False


async def _answers(web: Services) -> bool:
    try:
        response = await web.http.get(f"{web.settings.rasa_url}/status", timeout=LOOK_SECONDS)
    except httpx.HTTPError:
        return False
    return response.status_code == 200
