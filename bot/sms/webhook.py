"""What Twilio calls: messages that arrive, and what becomes of those that we sent.

Both routes insist on Twilio's signature over the configured public address, and are closed where no key is set.
A message is stored, its keyword answered, and acknowledged with an empty response; everything else comes after.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import HTTPException
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from bot.sms.carrier import STATUS_RANKS
from bot.sms.inbox import Arrived
from bot.sms.service import Sms, SmsService
from bot.sms.twilio import STATUS_PATH, WEBHOOK_PATH, is_genuine

log = logging.getLogger(__name__)

router = APIRouter(tags=["text messages"])

SIGNATURE = "X-Twilio-Signature"
_EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
_LONGEST_SID = 64

Fields = dict[str, str]


async def signed_fields(request: Request, sms: SmsService) -> Fields:
    """The fields of a genuine request; nothing of any other is read further.

    Raises:
        HTTPException: 503 where no key is set, 403 where the signature does not fit.
    """
    body = (await request.body()).decode("utf-8", "replace")
    pairs = parse_qsl(body, keep_blank_values=True)
    fields = dict(pairs)
    signature = request.headers.get(SIGNATURE, "")
    try:
        genuine = is_genuine(sms.settings, request.url.path, request.url.query, fields, signature)
    except ValueError as error:
        raise _refused(sms, 503, "not_configured", "Text messages are not set up.") from error
    if not genuine or len(fields) != len(pairs):
        raise _refused(sms, 403, "unsigned", "The signature does not fit.")
    return fields


Signed = Annotated[Fields, Depends(signed_fields)]


@router.post(WEBHOOK_PATH)
async def receive_message(fields: Signed, sms: SmsService) -> Response:
    """A message to one of our numbers."""
    with sms.metrics.acknowledge_seconds.time():
        arrived = _arrived(fields, sms)
        await _store(sms, sms.receive, arrived, fields.get("OptOutType"))
    return Response(_EMPTY, media_type="text/xml")


@router.post(STATUS_PATH)
async def receive_status(fields: Signed, sms: SmsService) -> Response:
    """What became of a message that we sent."""
    sid, status = _sid(fields, sms), fields.get("MessageStatus", "")
    if status not in STATUS_RANKS:
        log.warning("Twilio sent a status that is not known: %.20r", status)
    else:
        await _store(sms, sms.receive_status, sid, status, fields.get("ErrorCode"))
    return Response(_EMPTY, media_type="text/xml")


async def _store(sms: Sms, store: Callable[..., None], *args: object) -> None:
    """Store what came; where the data base is locked for long, once more, and then Twilio is to try again."""
    for last in (False, True):
        try:
            await run_in_threadpool(store, *args)
        except SQLAlchemyError as error:
            log.error("A webhook could not be stored: %s", type(error).__name__)
            if last:
                headers = {"Retry-After": "5"}
                raise HTTPException(503, "The message could not be stored.", headers=headers) from error
        else:
            break
    sms.wake()


def _arrived(fields: Fields, sms: Sms) -> Arrived:
    our_number = fields.get("To", "")
    operator = sms.numbers.operator_of(our_number)
    if operator is None:
        raise _refused(sms, 404, "unknown_number", "This number belongs to no operator.")
    number, media = fields.get("From", ""), fields.get("NumMedia") or "0"
    return Arrived(
        sid=_sid(fields, sms),
        operator=operator,
        number=number[:20],
        our_number=our_number,
        text=fields.get("Body", ""),
        media=int(media) if media.isascii() and media.isdigit() else 0,
    )


def _sid(fields: Fields, sms: Sms) -> str:
    sid = fields.get("MessageSid") or fields.get("SmsSid") or ""
    if not 0 < len(sid) <= _LONGEST_SID:
        raise _refused(sms, 422, "malformed", "There is no MessageSid.")
    return sid


def _refused(sms: Sms, status: int, reason: str, sentence: str) -> HTTPException:
    sms.metrics.refused_webhooks.labels(reason).inc()
    log.warning("A webhook was refused: %s", reason)
    return HTTPException(status, sentence)
