"""Twilio: its REST API for messages that go out, its signature on what comes in.

The twilio package checks the signatures. Messages are sent with httpx, since the package's client would hold up the
event loop and takes long to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import httpx
from twilio.request_validator import RequestValidator

from bot.settings import Settings
from bot.sms.carrier import Handed, Outgoing
from bot.sms.errors import CarrierFailed, CarrierRefused, NumberOptedOut

WEBHOOK_PATH = "/channels/sms/twilio"
STATUS_PATH = f"{WEBHOOK_PATH}/status"
SEND_SECONDS = 10

_OPTED_OUT = 21610
# Refusals of the moment: too many requests, a full queue; of ourselves: account, key or number not in order.
_TEMPORARY = (20429, 21611, 30001, 30022)
_OURS = (20003, 20404, 21606, 21659, 21660)
_CLOCKS_APART = timedelta(minutes=2)


class Account(NamedTuple):
    """At Twilio."""

    sid: str
    key: str


def account_of(settings: Settings) -> Account | None:
    """The account, or None where it is not set up; an empty key, with which anyone could sign, is none."""
    key = settings.twilio_auth_token.get_secret_value().strip() if settings.twilio_auth_token else ""
    sid = (settings.twilio_account_sid or "").strip()
    return Account(sid, key) if sid and key else None


def is_genuine(settings: Settings, path: str, query: str, fields: Mapping[str, str], signature: str) -> bool:
    """Whether Twilio signed this request to our public address, with our key and for our account.

    Raises:
        ValueError: no key is set; nothing can be genuine then.
    """
    account = account_of(settings)
    if account is None:
        raise ValueError("GUICHET_TWILIO_ACCOUNT_SID and GUICHET_TWILIO_AUTH_TOKEN are not set.")
    address = settings.public_url.rstrip("/") + path + (f"?{query}" if query else "")
    if not signature or not RequestValidator(account.key).validate(address, dict(fields), signature):
        return False
    return fields.get("AccountSid") == account.sid


class Twilio:
    """Sends through Twilio's REST API.

    Args:
        http: kept open by the caller.
    """

    def __init__(self, settings: Settings, account: Account, http: httpx.AsyncClient) -> None:
        self._http = http
        self._auth = httpx.BasicAuth(*account)
        self._url = f"{settings.twilio_api_url.rstrip('/')}/2010-04-01/Accounts/{account.sid}/Messages.json"
        self._callback = settings.public_url.rstrip("/") + STATUS_PATH

    async def send(self, message: Outgoing) -> Handed:
        body = await self._call(
            "POST",
            data={
                "To": message.number,
                "From": message.our_number,
                "Body": message.body,
                "StatusCallback": self._callback,
            },
        )
        return Handed(body["sid"], body.get("status") or "queued")

    async def find(self, message: Outgoing) -> list[Handed]:
        since = message.created_at - _CLOCKS_APART
        day = since.date().isoformat()
        query = {"To": message.number, "From": message.our_number, "DateSent>": day, "PageSize": "100"}
        body = await self._call("GET", params=query)
        return [
            Handed(sent["sid"], sent.get("status") or "queued")
            for sent in reversed(body.get("messages") or [])
            if sent.get("body") == message.body and _moment(sent) >= since
        ]

    async def _call(self, method: str, **options: Any) -> dict[str, Any]:
        try:
            response = await self._http.request(
                method, self._url, auth=self._auth, timeout=SEND_SECONDS, **options
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise CarrierFailed(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise CarrierFailed(type(error).__name__, uncertain=True) from error
        return _read(response)


def _read(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        body = None
    if response.is_success and isinstance(body, dict):
        return body
    code = body.get("code") if isinstance(body, dict) else None
    reason = f"Twilio answered {response.status_code}" + (f", error {code}" if code else "")
    if code == _OPTED_OUT:
        raise NumberOptedOut(reason)
    if response.status_code >= 500 or response.is_success:
        raise CarrierFailed(reason, uncertain=True)
    if response.status_code in (401, 403, 404, 408, 429) or code in _TEMPORARY + _OURS:
        raise CarrierFailed(reason, wait=_wait(response))
    raise CarrierRefused(reason)


def _wait(response: httpx.Response) -> float | None:
    seconds = response.headers.get("Retry-After", "")
    return min(float(seconds), 3600.0) if seconds.isdigit() else None


def _moment(sent: Mapping[str, Any]) -> datetime:
    written = sent.get("date_created") or sent.get("date_sent")
    return parsedate_to_datetime(written) if written else datetime.min.replace(tzinfo=timezone.utc)
