"""The hook by which an operator's mail system says that an electronic bill came back (docs/accounts.md).

A report is signed with the operator's own secret: the header `Guichet-Signature: t=<seconds>,v1=<hex>` holds the
moment and the HMAC-SHA256 of `<seconds>.<body>`. Without a secret in the settings nobody can report.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from accounts.backend import AccountBackend
from accounts.errors import AccountNotFound, BackendUnavailable
from bot.web.errors import RequestUnreadable, WebError
from bot.web.services import Web, within_address_limit

log = logging.getLogger(__name__)
router = APIRouter(prefix="/hooks", dependencies=[Depends(within_address_limit)], tags=["hooks"])

TOLERANCE_SECONDS = 300  # between our clock and theirs; an older report is somebody's copy
MAX_BYTES = 10_000


class SignatureRefused(WebError):
    """Not signed with the secret of this operator, or not just now; which of them is not said."""

    status, wording = 401, "signature_refused"


class AccountUnknown(WebError):
    """The operator has no such account."""

    status, wording = 404, "account_unknown"


class AccountsUnavailable(WebError):
    """The accounts are down or slow: the report has to be sent again."""

    status, wording = 503, "accounts_unavailable"

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "60"})


class Bounce(BaseModel):
    """A bill that came back.

    event_id: the sender's own; sent again, it changes nothing. email: where the bill had gone.
    """

    model_config = ConfigDict(str_strip_whitespace=True)

    event_id: str = Field(min_length=1, max_length=150)
    account_number: str = Field(min_length=1, max_length=60)
    email: str | None = Field(None, max_length=320)


class BounceResult(BaseModel):
    """changed: on paper from now on. already: it was. outdated: another e-mail address is in use by now.
    needs_agent: the operator's rules leave it to a person."""

    outcome: Literal["changed", "already", "outdated", "needs_agent"]


def _accounts(request: Request) -> AccountBackend:
    return request.app.state.accounts


async def _signed_body(
    operator: str,
    request: Request,
    web: Web,
    signature: Annotated[str, Header(alias="Guichet-Signature")] = "",
) -> bytes:
    """The body, once its signature has been checked: nothing is read in it before."""
    body = await request.body()
    secret = web.settings.bounce_secrets.get(operator)
    if secret is None or not _is_signed(
        body, signature, secret.get_secret_value(), web.settings.now().timestamp()
    ):
        log.warning("A report of an undeliverable bill was refused: signature.")
        raise SignatureRefused()
    if len(body) > MAX_BYTES:
        raise RequestUnreadable(fields="body")
    return body


@router.post(
    "/undeliverable-bills/{operator}",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": Bounce.model_json_schema()}},
        }
    },
)
async def report_undeliverable_bill(
    operator: str,
    body: Annotated[bytes, Depends(_signed_body)],
    accounts: Annotated[AccountBackend, Depends(_accounts)],
) -> BounceResult:
    """Return an account to paper bills and tell the customer, by another way than the address that failed."""
    try:
        bounce = Bounce.model_validate_json(body)
    except ValidationError as error:
        fields = sorted({".".join(map(str, problem["loc"])) or "body" for problem in error.errors()})
        raise RequestUnreadable(fields=", ".join(fields)) from None  # its words would repeat the body
    try:
        change = await run_in_threadpool(
            accounts.report_undeliverable_bill,
            operator,
            bounce.account_number,
            email=bounce.email,
            event_id=bounce.event_id,
        )
    except AccountNotFound:
        raise AccountUnknown() from None
    except BackendUnavailable as error:
        raise AccountsUnavailable() from error
    log.info("An undeliverable bill of %s: %s.", operator, change.outcome)
    return BounceResult.model_validate({"outcome": change.outcome})


def _is_signed(body: bytes, header: str, secret: str, now: float) -> bool:
    parts = [part.strip().partition("=") for part in header.split(",")]
    moments = [value for name, _, value in parts if name == "t"]
    given = [value for name, _, value in parts if name == "v1"]
    if len(moments) != 1 or not (moments[0].isascii() and moments[0].isdigit() and len(moments[0]) < 16):
        return False
    if abs(now - int(moments[0])) > TOLERANCE_SECONDS:
        return False
    expected = hmac.new(secret.encode(), moments[0].encode() + b"." + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(value.encode("utf-8", "replace"), expected.encode()) for value in given)
