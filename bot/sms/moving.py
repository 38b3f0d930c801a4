"""A customer who is verified on the website goes on by SMS, with the number that is on file.

Nothing else joins a number to a conversation of the website: whoever writes from a number begins a conversation of
its own. The verification ends with the move: the next task asks for a code, sent to that same number.
"""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from accounts.audit import AuditLine, append_audit
from accounts.masking import masked_phone
from accounts.models import BillingAccount, OneTimeCode, Verification
from accounts.operators import Operator
from accounts.operators import operator as rules_of
from accounts.phones import e164
from accounts.sms_consent import has_opted_out
from accounts.wiring import make_backend
from bot.conversations.models import Conversation
from bot.sms.conversations import CHANNEL, link_conversation
from bot.sms.errors import NotMovable
from bot.sms.outbound import Address, enqueue
from bot.sms.segments import to_gsm
from bot.sms.service import Sms, SmsService
from bot.sms.wording import say
from bot.web.errors import CannotMove
from bot.web.services import Authorized, Web, within_address_limit

router = APIRouter(prefix="/api", dependencies=[Depends(within_address_limit)], tags=["chat"])


class Moved(BaseModel):
    """Where the conversation goes on: the end of the number."""

    to: str


@router.post("/conversations/{conversation_id}/sms", status_code=202)
async def go_on_by_sms(conversation: Authorized, sms: SmsService, web: Web) -> Moved:
    """Go on by SMS with the number on file; only in a conversation whose customer is verified."""
    try:
        number = await run_in_threadpool(move_to_sms, sms, conversation.id)
    except NotMovable as error:
        raise CannotMove(conversation.language, error.wording) from error
    sms.wake()
    web.bells.ring(conversation.id)
    return Moved(to=masked_phone(number))


def move_to_sms(sms: Sms, conversation_id: str) -> str:
    """Move the conversation, and tell the customer by SMS.

    Returns:
        The number.

    Raises:
        NotMovable: not verified, no number on file, or it said STOP; nothing was changed.
    """
    backend = make_backend(sms.settings, sms.sessions)
    now = sms.settings.now()
    with sms.sessions.begin() as session:
        conversation = session.get_one(Conversation, conversation_id, with_for_update=True)
        rules = rules_of(conversation.operator)
        account = backend.identity.verified_account(session, conversation_id, rules)
        if account is None:
            raise NotMovable("move_not_verified")
        address = _address(sms, session, account, rules)
        conversation.channel = CHANNEL
        link_conversation(session, conversation_id, address, now=now)
        enqueue(
            session,
            sms.texts,
            address,
            to_gsm(say("moved", conversation.language, operator=rules.name)),
            kind="reply",
            now=now,
            reference=f"moved:{conversation_id}",
            conversation_id=conversation_id,
        )
        details = {"to": masked_phone(address.number)}
        line = AuditLine(
            rules.slug, account.number, "customer", "moved_to_sms", conversation_id, "web", details
        )
        append_audit(session, line, now)
        for table in (Verification, OneTimeCode):
            session.execute(sa.delete(table).where(table.conversation_id == conversation_id))
    return address.number


def _address(sms: Sms, session: Session, account: BillingAccount, rules: Operator) -> Address:
    our_number = sms.numbers.of_operator(rules.slug)
    if sms.carrier is None or our_number is None:
        raise NotMovable("move_unavailable")
    media = account.customer.contact_media
    phone = next((medium.value for medium in media if medium.kind == "phone"), None)
    number = e164(phone, rules.country) if phone else None
    if number is None:
        raise NotMovable("move_no_phone")
    if has_opted_out(session, rules.slug, number):
        raise NotMovable("move_opted_out")
    return Address(rules.slug, number, our_number)
