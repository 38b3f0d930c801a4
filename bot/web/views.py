"""What the chat API takes and gives (design section 9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.conversations.models import BOT, QUEUED, Conversation, Message

State = Literal["bot", "queued", "human", "closed"]
Language = Literal["fr", "en"]
Input = Literal["text", "secret", "email", "date", "choice", "confirmation"]

_INPUTS: dict[str, Input] = {
    "pin": "secret",
    "code": "secret",
    "email": "email",
    "effective_date": "date",
    "end_date": "date",
    "service": "choice",
    "confirmation": "confirmation",
}


class OperatorView(BaseModel):
    """An operator; `sms`: whether a verified customer can go on by text message."""

    slug: str
    name: str
    sms: bool


class NewConversation(BaseModel):
    """The customer begins to talk with an operator."""

    operator: str = Field(examples=["primus"])
    language: Language | None = Field(None, description="Until the customer's own words show it; default: fr")


class Opened(BaseModel):
    """The new conversation; the token is shown only here."""

    id: str
    token: str
    language: Language
    expires_at: datetime


class NewMessage(BaseModel):
    """Exactly one of text and payload."""

    text: str | None = None
    payload: str | None = Field(
        None, description="Of a button that the assistant offered in this conversation"
    )
    client_id: str | None = Field(
        None, min_length=1, max_length=64, description="Of your choice; repeating it repeats the first answer"
    )


class ButtonView(BaseModel):
    title: str
    payload: str


class MessageView(BaseModel):
    """One thing said. client_id and status are those of customers' messages, author is the name of an agent."""

    id: int
    sender: Literal["customer", "bot", "agent"]
    author: str | None = None
    text: str
    language: Language | None
    buttons: list[ButtonView] = []
    sources: list[dict[str, Any]] = Field([], description="Each with document, heading, date, url")
    created_at: datetime
    client_id: str | None = None
    status: Literal["received", "answered", "failed"] | None = None


class Expects(BaseModel):
    """What the task under way asks for, and how to ask."""

    slot: str
    input: Input


class Standing(BaseModel):
    """Where the conversation stands. One that went on by SMS can still be read here, and no longer be written to."""

    state: State
    channel: Literal["web", "sms"]
    task: str | None
    expects: Expects | None
    language: Language


class Transcript(Standing):
    """Messages, oldest first, and where the conversation stands."""

    messages: list[MessageView]


class Turn(Transcript):
    """The answers to a message; `message` is the message itself as it was kept."""

    message: MessageView


def message_view(message: Message) -> MessageView:
    from_customer = message.sender == "customer"
    return MessageView(
        id=message.id,
        sender=message.sender,
        author=message.author,
        text=message.text,
        language=message.language,
        buttons=[ButtonView(**button) for button in message.buttons or ()],
        sources=message.sources or [],
        created_at=message.created_at,
        client_id=message.client_id if from_customer else None,
        status=message.status if from_customer else None,
    )


def standing(conversation: Conversation) -> dict[str, Any]:
    """The fields of Standing. A task under way means nothing here while a person answers, or by SMS."""
    with_bot = conversation.state in (BOT, QUEUED) and conversation.channel == "web"
    return {
        "state": conversation.state,
        "channel": conversation.channel,
        "task": conversation.task if with_bot else None,
        "expects": expects_view(conversation.expects) if with_bot else None,
        "language": conversation.language,
    }


def expects_view(slot: str | None) -> Expects | None:
    return None if slot is None else Expects(slot=slot, input=_INPUTS.get(slot, "text"))
