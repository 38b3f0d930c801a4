"""/demo/phone: a simulated phone, for people who try Guichet without an account at Twilio.

Its messages go through the same inbox, turns, queue and sender as Twilio's; only the carrier is another. It exists
in demo mode alone, and is closed where a real carrier is set up.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import yaml
from fastapi import APIRouter, Depends, Query
from fastapi.exceptions import HTTPException
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from accounts.database import reading
from accounts.operators import operator as rules_of
from accounts.operators import operator_slugs
from accounts.phones import e164
from bot.sms.inbox import Arrived
from bot.sms.models import DELIVERED, SENT, SmsOutbound
from bot.sms.numbers import can_be_answered
from bot.sms.segments import size
from bot.sms.service import Sms, SmsService
from bot.web.pages import STATIC
from bot.web.services import within_address_limit

ACCOUNTS = Path(__file__).parents[2] / "demo" / "accounts.yml"
LONGEST = 1600


def simulated(sms: SmsService) -> Sms:
    """The service, where it is the simulated phone that is served."""
    if not sms.simulated:
        raise HTTPException(404)
    return sms


Phone = Annotated[Sms, Depends(simulated)]

router = APIRouter(
    prefix="/demo/phone", include_in_schema=False, dependencies=[Depends(within_address_limit)]
)


class Typed(BaseModel):
    """A message that somebody types on the simulated phone."""

    operator: str
    number: str = Field(max_length=20)
    text: str = Field(max_length=LONGEST)


@router.get("")
async def phone_page(phone: Phone) -> FileResponse:
    return FileResponse(STATIC / "phone.html", headers={"Cache-Control": "no-cache"})


@router.get("/contacts")
def contacts(phone: Phone) -> list[dict[str, Any]]:
    """The operators with their numbers, and the phones of the demonstration's accounts."""
    phones: dict[str, list[dict[str, str]]] = {slug: [] for slug in operator_slugs()}
    for account in yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8")) if ACCOUNTS.exists() else []:
        if number := e164(account.get("phone") or "", rules_of(account["operator"]).country):
            phones[account["operator"]].append({"name": account["name"], "number": number})
    return [
        {
            "slug": slug,
            "name": rules_of(slug).name,
            "number": phone.numbers.of_operator(slug),
            "country": rules_of(slug).country,
            "phones": phones[slug],
        }
        for slug in operator_slugs()
        if phone.numbers.of_operator(slug)
    ]


@router.post("/messages", status_code=202)
async def type_message(typed: Typed, phone: Phone) -> dict[str, Any]:
    """Take in a message as if Twilio had brought it."""
    our_number = phone.numbers.of_operator(typed.operator)
    if our_number is None or not can_be_answered(typed.number):
        raise HTTPException(422, "Unknown operator, or not a number such as +15145550147.")
    sid = f"SMdemo{secrets.token_hex(13)}"
    arrived = Arrived(sid, typed.operator, typed.number, our_number, typed.text)
    await run_in_threadpool(phone.receive, arrived)
    phone.wake()
    sized = size(typed.text)
    return {"sid": sid, "segments": sized.segments, "encoding": sized.encoding}


@router.get("/messages")
def read_messages(
    phone: Phone, operator: str, number: str, after: Annotated[int, Query(ge=0)] = 0
) -> list[dict[str, Any]]:
    """What the phone got after message `after`, oldest first."""
    query = (
        sa.select(SmsOutbound)
        .where(
            SmsOutbound.operator == operator,
            SmsOutbound.number == number,
            SmsOutbound.id > after,
            SmsOutbound.state.in_((SENT, DELIVERED)),
            SmsOutbound.ciphertext.is_not(None),
        )
        .order_by(SmsOutbound.id)
        .limit(100)
    )
    with reading(phone.sessions) as session:
        return [
            {
                "id": row.id,
                "text": phone.texts.decrypt((row.ciphertext or "").encode()).decode(),
                "segments": row.segments,
                "encoding": row.encoding,
                "sent_at": (row.sent_at or row.created_at).isoformat(),
            }
            for row in session.scalars(query)
        ]
