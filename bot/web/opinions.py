"""What customers think: thumbs for an answer, one to five for a conversation."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from bot.conversations.errors import UnknownMessage
from bot.conversations.ratings import give_satisfaction, rate_message
from bot.web.errors import NoSuchMessage
from bot.web.masking import mask_secrets
from bot.web.services import Address, Authorized, Web, within_address_limit

router = APIRouter(prefix="/api", dependencies=[Depends(within_address_limit)], tags=["chat"])

Comment = Annotated[str | None, Field(max_length=1000)]


class NewRating(BaseModel):
    """Whether an answer helped; giving it again replaces what was given before."""

    value: Literal["up", "down"]
    reason: Literal["wrong", "off_topic", "incomplete", "unclear", "other"] | None = None
    comment: Comment = None


class NewSatisfaction(BaseModel):
    """How the conversation was, 1 (very bad) to 5 (very good); giving it again replaces what was given before."""

    score: int = Field(ge=1, le=5)
    comment: Comment = None


@router.post("/conversations/{conversation_id}/messages/{message_id}/rating", status_code=204)
def rate(message_id: int, body: NewRating, conversation: Authorized, web: Web, address: Address) -> None:
    """Say whether a message of the assistant's or of an agent's helped."""
    web.limits.check_conversation(conversation.id, address, language=conversation.language)
    try:
        with web.sessions.begin() as session:
            rate_message(
                session,
                conversation.id,
                message_id,
                body.value,
                reason=body.reason,
                comment=_kept(body.comment),
                now=web.settings.now(),
            )
    except UnknownMessage as error:
        raise NoSuchMessage(conversation.language) from error


@router.post("/conversations/{conversation_id}/satisfaction", status_code=204)
def rate_conversation(body: NewSatisfaction, conversation: Authorized, web: Web, address: Address) -> None:
    """Say how the conversation was; the widget asks once it has ended."""
    web.limits.check_conversation(conversation.id, address, language=conversation.language)
    with web.sessions.begin() as session:
        give_satisfaction(
            session, conversation.id, body.score, comment=_kept(body.comment), now=web.settings.now()
        )


def _kept(comment: str | None) -> str | None:
    """The comment without PIN or code; None if it says nothing."""
    return mask_secrets(comment.strip(), expects=None).text or None if comment else None
