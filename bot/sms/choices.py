"""Buttons as numbered choices, and a customer's number as the button that it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Message

Button = dict[str, str]

_NUMBER = re.compile(
    r"(?:(?:option|choix|choice|r[ée]ponse|answer|num[ée]ro|number|no|n[°º])\s*)?[#(]?(\d{1,2})[\s.)!]*",
    re.IGNORECASE,
)
_LOOK_BACK = 20  # messages; nobody is offered a choice earlier than that


def offered(session: Session, conversation_id: str) -> list[Button]:
    """What the customer can choose from now: the buttons of everything said since their last message, in order."""
    query = (
        sa.select(Message)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.id.desc())
        .limit(_LOOK_BACK)
    )
    last: list[Message] = []
    for message in session.scalars(query):
        if message.sender == "customer":
            break
        last.append(message)
    return [button for message in reversed(last) for button in message.buttons or ()]


def chosen(text: str, buttons: Sequence[Button]) -> str | None:
    """The payload of the button whose number this is (counted from 1); None if the text is something else."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or not 1 <= int(match[1]) <= len(buttons):
        return None
    return buttons[int(match[1]) - 1]["payload"]


def as_lines(buttons: Sequence[Button], language: str) -> list[str]:
    """« 1 Oui », « 2 Non », « Répondez 1 ou 2. »; a single one is said in one line."""
    if not buttons:
        return []
    reply, either = ("Reply", "or") if language == "en" else ("Répondez", "ou")
    if len(buttons) == 1:
        return [f"{buttons[0]['title']}{':' if language == 'en' else ' :'} {reply.lower()} 1."]
    numbers = [str(number) for number in range(1, len(buttons) + 1)]
    lines = [f"{number} {button['title']}" for number, button in zip(numbers, buttons, strict=True)]
    return [*lines, f"{reply} {', '.join(numbers[:-1])} {either} {numbers[-1]}."]
