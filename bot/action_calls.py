"""What Rasa tells the action server of a conversation: where it stands, not all that was ever said in it.

Rasa sends every event since the beginning and every response of the domain with every call, each over a new connection;
writing and reading them costs more the longer the talk. Our actions look at the slots and the latest message alone, and
responses are worded here. The vectors of the latest message, which Rasa has just used, go along with the turn's first call
(runs inside Rasa).
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

from knowledge.encoder.relay import RELAY, packed
from knowledge.encoder.text import tidy

IDLE_SECONDS = 15
_connections: dict[asyncio.AbstractEventLoop, aiohttp.TCPConnector] = {}


def action_call(action: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """Takes the place of `RemoteAction._action_call_format`."""
    call = {
        "next_action": action.name(),
        "sender_id": tracker.sender_id,
        "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": []},
        "domain": {part: value for part, value in domain.as_dict().items() if part != "responses"},
        "version": rasa.__version__,
    }
    text = tidy(tracker.latest_message.text or "") if tracker.latest_message else ""
    if text and (encoding := RELAY.take(text)) is not None:
        call["encoded"] = packed(text, encoding)
    return call


def session(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    """Takes the place of `EndpointConfig.session`: connections outlive the call, until they are idle for IDLE_SECONDS.

    The action server closes idle ones after two minutes, so no call meets one that was closed for that.
    """
    known = endpoint.basic_auth
    return aiohttp.ClientSession(
        connector=_connector(),
        connector_owner=False,
        headers=endpoint.headers,
        auth=aiohttp.BasicAuth(known["username"], known["password"]) if known else None,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
    )


def _connector() -> aiohttp.TCPConnector:
    loop = asyncio.get_running_loop()
    if loop not in _connections:
        _connections[loop] = aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS)
    return _connections[loop]


async def hang_up() -> None:
    """Close what is open between calls."""
    connector = _connections.pop(asyncio.get_running_loop(), None)
    if connector is not None:
        await connector.close()


def install() -> None:
    """Make Rasa use it."""
    RemoteAction._action_call_format = action_call
    EndpointConfig.session = session
