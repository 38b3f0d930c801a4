"""Talks to the Rasa server through our own channel (bot/channel.py), over one connection that stays open.

RasaError
├── RasaUnreachable   nothing listens, or the connection broke
├── RasaTooSlow       no answer within settings.rasa_timeout
├── RasaFailed        an HTTP error, or an answer that is not of the agreed form
└── RasaSilent        the assistant had nothing to say
"""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import httpx
from pydantic import BaseModel, Field, ValidationError

MESSAGES_PATH = "/webhooks/guichet/messages"
# Sanic closes idle connections after 5 s; we leave them before, so that no message meets a closed one.
KEEP_ALIVE_SECONDS = 3


class RasaError(Exception):
    """No usable answer; the text says why, without the customer's words."""


class RasaUnreachable(RasaError):
    """Nothing listens there, or the connection broke."""


class RasaTooSlow(RasaError):
    """No answer in time."""


class RasaFailed(RasaError):
    """An HTTP error, or an answer that is not of the agreed form."""


class RasaSilent(RasaError):
    """The assistant had nothing to say."""


class Button(BaseModel):
    """A choice offered to the customer; the payload is sent back when it is taken."""

    title: str
    payload: str


class Custom(BaseModel):
    """What a reply carries besides its text."""

    sources: list[dict[str, Any]] | None = None
    language: Literal["fr", "en"] | None = None


class Reply(BaseModel):
    """One message of the assistant."""

    text: str | None = None
    buttons: list[Button] | None = None
    custom: Custom | None = None
    trace: dict[str, Any] | None = None  # what was searched and found; see actions/answers.py


class Intent(BaseModel):
    """What the customer's message was taken for."""

    name: str | None = None
    confidence: float = 0.0


class DialogueState(BaseModel):
    """Where the dialogue stands after the turn."""

    language: Literal["fr", "en"] | None = None
    task: str | None = None
    requested_slot: str | None = None
    intent: Intent | None = None
    slots: dict[str, Any] = {}  # what was gathered; see bot/channel.py


class Answer(BaseModel):
    """The channel's answer to one message."""

    messages: list[Reply]
    state: DialogueState = Field(default_factory=DialogueState)


def make_client() -> httpx.AsyncClient:
    """A client for Rasa and the health checks; proxies of the environment are not for the loopback."""
    limits = httpx.Limits(keepalive_expiry=KEEP_ALIVE_SECONDS)
    return httpx.AsyncClient(
        limits=limits,
        timeout=None,
        trust_env=False,
        transport=httpx.AsyncHTTPTransport(retries=1, limits=limits),
    )


class RasaClient:
    """Sends customers' messages to Rasa.

    Args:
        http: kept open by the caller; timeouts are set here.
        timeout: seconds for the whole answer.
    """

    def __init__(self, http: httpx.AsyncClient, url: str, *, timeout: float) -> None:
        self._http = http
        self._url = url.rstrip("/") + MESSAGES_PATH
        self._timeout = timeout

    async def send(self, sender: str, message: str, metadata: dict[str, Any]) -> Answer:
        """One turn.

        Args:
            sender: the conversation's id.
            message: guarded text, or a payload of the assistant's own.

        Raises:
            RasaUnreachable, RasaTooSlow, RasaFailed
        """
        body = {"sender": sender, "message": message, "metadata": metadata}
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._http.post(self._url, json=body)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise RasaTooSlow(f"no answer within {self._timeout:g} s") from error
        except httpx.HTTPError as error:
            raise RasaUnreachable(f"{self._url}: {type(error).__name__}") from error
        return _read(response)


def _read(response: httpx.Response) -> Answer:
    if response.status_code != 200:
        raise RasaFailed(f"HTTP status {response.status_code}")
    try:
        return Answer.model_validate_json(response.content)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['type']}" for p in error.errors()[:3])
        # Not chained: the error's text repeats what it read, and that may be the customer's words.
        raise RasaFailed(f"an answer of another form ({problems})") from None
