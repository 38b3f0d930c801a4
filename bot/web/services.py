"""What the routes share, and the checks that stand before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import httpx
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.engine import Engine

from accounts.database import Sessions, reading
from bot.conversations.models import Conversation
from bot.settings import Settings
from bot.web.errors import NotAuthorized
from bot.web.events import Bells
from bot.web.limits import UNKNOWN_ADDRESS, RateLimits
from bot.web.metrics import Metrics
from bot.web.origins import check_origin
from bot.web.tokens import opens
from bot.web.turns import Turns


@dataclass(frozen=True)
class Services:
    """Made once per process, in create_app's lifespan."""

    settings: Settings
    engine: Engine
    sessions: Sessions
    http: httpx.AsyncClient
    turns: Turns
    bells: Bells
    limits: RateLimits
    metrics: Metrics


def _services(request: Request) -> Services:
    return request.app.state.services


Web = Annotated[Services, Depends(_services)]


def source_address(request: Request) -> str:
    """The customer's address; uvicorn has read X-Forwarded-For where the proxy is this machine."""
    return request.client.host if request.client else UNKNOWN_ADDRESS


Address = Annotated[str, Depends(source_address)]


async def within_address_limit(web: Web, address: Address) -> None:
    """Stands before every route of the chat API, wrong tokens included."""
    web.limits.check_address(address)


_bearer = HTTPBearer(auto_error=False, description="The token given when the conversation was opened")


def authorized_conversation(
    conversation_id: str,
    request: Request,
    web: Web,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Conversation:
    """The conversation that the token opens.

    Raises:
        NotAuthorized: also where there is no such conversation, so that nobody can try ids.
        OriginNotAllowed: the request comes from a website that is not the operator's.
    """
    if credentials is None:
        raise NotAuthorized()
    with reading(web.sessions) as session:
        conversation = session.get(Conversation, conversation_id)
    settings = web.settings
    if conversation is None or not opens(
        credentials.credentials, conversation, now=settings.now(), token_hours=settings.token_hours
    ):
        raise NotAuthorized()
    check_origin(request, settings, conversation.operator, conversation.language)
    return conversation


Authorized = Annotated[Conversation, Depends(authorized_conversation)]
