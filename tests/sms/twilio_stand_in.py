"""Stands in for Twilio: its REST API, which checks what it is asked, and its webhooks, signed as Twilio signs them, and
out of order, late and repeated where that is wanted.

In tests it is called in-process (`TwilioStandIn().app`); benchmarks serve it.
"""

from __future__ import annotations

import base64
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import format_datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from twilio.request_validator import RequestValidator

ACCOUNT, KEY = "ACtest0000000000000000000000000000", "the key of a test"
NUMBERS = {"primus": "+15145550190", "alsatis": "+33199001234", "ooma": "+16045550190"}
Message = TypeVar("Message")
FIELDS = {"To", "From", "Body", "StatusCallback"}


@dataclass
class Sent:
    """A message that Twilio was given."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str
    at: datetime
    status: str = "queued"


@dataclass
class TwilioStandIn:
    """Answers like Twilio's API.

    Attributes:
        sent: the messages it took, in order.
        refused: how many requests were not as they should be.
        fail: called with the fields of each message; an answer other than None is given instead of taking it:
            (status, body), or "lost" for a message that is taken while the answer never comes back.
    """

    sent: list[Sent] = field(default_factory=list)
    refused: int = 0
    asked: int = 0
    fail: Callable[[dict[str, str]], Any] | None = None
    _count: Any = field(default_factory=itertools.count)

    @property
    def app(self) -> Starlette:
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        return Starlette(
            routes=[Route(path, self._create, methods=["POST"]), Route(path, self._list, methods=["GET"])]
        )

    def bodies(self, to: str | None = None) -> list[str]:
        """What was sent, in order."""
        return [message.body for message in self.sent if to in (None, message.to)]

    async def _create(self, request: Request) -> JSONResponse:
        if (problem := self._problem(request)) is not None:
            return problem
        fields = dict(parse_qsl((await request.body()).decode()))
        if set(fields) != FIELDS or not fields["To"].startswith("+") or len(fields["Body"]) > 1600:
            self.refused += 1
            return error(400, 21211, "Invalid fields.")
        failure = self.fail(fields) if self.fail else None
        if isinstance(failure, tuple):
            return JSONResponse(failure[1], failure[0])
        sent = Sent(
            f"SM{next(self._count):032x}",
            fields["To"],
            fields["From"],
            fields["Body"],
            fields["StatusCallback"],
            datetime.now(timezone.utc),
        )
        self.sent.append(sent)
        if failure == "lost":
            return JSONResponse({"message": "upstream timed out"}, 504)
        return JSONResponse(view(sent), 201)

    async def _list(self, request: Request) -> JSONResponse:
        if (problem := self._problem(request)) is not None:
            return problem
        self.asked += 1
        query = request.query_params
        day = datetime.fromisoformat(query["DateSent>"]).date()
        found = [
            view(sent)
            for sent in reversed(self.sent)
            if sent.to == query["To"] and sent.sender == query["From"] and sent.at.date() >= day
        ]
        return JSONResponse({"messages": found[: int(query["PageSize"])]})

    def _problem(self, request: Request) -> JSONResponse | None:
        expected = "Basic " + base64.b64encode(f"{ACCOUNT}:{KEY}".encode()).decode()
        if request.headers.get("Authorization") == expected:
            return None
        self.refused += 1
        return error(401, 20003, "Authenticate")


def error(status: int, code: int, message: str) -> JSONResponse:
    return JSONResponse({"code": code, "message": message, "status": status}, status)


def view(sent: Sent) -> dict[str, Any]:
    return {
        "sid": sent.sid,
        "status": sent.status,
        "to": sent.to,
        "from": sent.sender,
        "body": sent.body,
        "date_created": format_datetime(sent.at),
    }


def disordered(messages: Sequence[Message], chance: random.Random, *, share: float = 0.2) -> list[Message]:
    """The messages as the carrier may deliver them: this share of them out of order, and this share a second time, at
    once or up to 20 messages later."""
    deliveries = list(messages)
    places = sorted(chance.sample(range(len(deliveries)), 2 * round(len(deliveries) * share / 2)))
    for early, late in zip(places[::2], places[1::2], strict=True):  # both are out of order then
        deliveries[early], deliveries[late] = deliveries[late], deliveries[early]
    for message in chance.sample(deliveries, round(len(deliveries) * share)):
        deliveries.insert(deliveries.index(message) + chance.choice((1, 1, 2, 5, 20)), message)
    return deliveries


@dataclass(frozen=True)
class Webhook:
    """A request as Twilio makes it."""

    path: str
    body: bytes
    headers: dict[str, str]


def signed(public_url: str, path: str, fields: dict[str, str], *, key: str = KEY) -> Webhook:
    """A webhook with its signature."""
    signature = RequestValidator(key).compute_signature(public_url.rstrip("/") + path, fields)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    return Webhook(path, urlencode(fields).encode(), headers)


def message_fields(sid: str, number: str, text: str, operator: str = "primus", **more: str) -> dict[str, str]:
    """What Twilio tells of a message that arrived."""
    return {
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "MessageSid": sid,
        "SmsSid": sid,
        "SmsMessageSid": sid,
        "From": number,
        "To": NUMBERS[operator],
        "Body": text,
        "NumMedia": "0",
        "NumSegments": "1",
        "FromCountry": "CA",
        "ToCountry": "CA",
    } | more
