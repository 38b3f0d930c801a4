"""The page behind the link in an answer: the whole answer with its source, for a phone.

The link holds the number of the message and a signature over it, so that nobody can leaf through conversations; the
page shows nothing but an operator's own published words.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends
from fastapi.exceptions import HTTPException
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy.orm import Session

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.conversations.models import Conversation, Message
from bot.settings import Settings
from bot.web.services import Web, within_address_limit

router = APIRouter(include_in_schema=False)

_PATH = "/r/"
_SIGNATURE_LENGTH = 12  # hexadecimal digits; requests are limited per address
_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape()
)


def link_to(message: Message, settings: Settings) -> str:
    """Where the source of an answer can be read: at the operator's, if its address is known, or here."""
    for source in message.sources or ():
        if urlsplit(source.get("url") or "").scheme in ("http", "https"):
            return source["url"]
    return f"{settings.public_url.rstrip('/')}{_PATH}{message.id}-{_signature(message.id, settings)}"


@router.get(_PATH + "{message_id}-{signature}", dependencies=[Depends(within_address_limit)])
def read_answer(message_id: str, signature: str, web: Web) -> HTMLResponse:
    """The whole answer."""
    known = message_id.isascii() and message_id.isdigit() and len(message_id) < 16
    if not known or not hmac.compare_digest(
        signature.encode(), _signature(message_id, web.settings).encode()
    ):
        raise HTTPException(404)
    with reading(web.sessions) as session:
        shown = _shown(session, int(message_id))
    if shown is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex"}
    return HTMLResponse(_pages.get_template("reading.html").render(shown), headers=headers)


def _shown(session: Session, message_id: int) -> dict[str, Any] | None:
    message = session.get(Message, message_id)
    if message is None or message.sender != "bot" or not message.sources:
        return None
    conversation = session.get_one(Conversation, message.conversation_id)
    return {
        "language": message.language or conversation.language,
        "operator": rules_of(conversation.operator).name,
        "paragraphs": [line for line in message.text.splitlines() if line.strip()],
        "sources": message.sources,
    }


def _signature(message_id: int | str, settings: Settings) -> str:
    key = hashlib.sha256(f"guichet reading page {settings.secret()}".encode()).digest()
    return hmac.new(key, str(message_id).encode(), "sha256").hexdigest()[:_SIGNATURE_LENGTH]
