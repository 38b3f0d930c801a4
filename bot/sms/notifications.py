"""Notifications and one-time codes by SMS: the worker's way into the queue of the web process."""

from __future__ import annotations

import asyncio

from sqlalchemy.exc import SQLAlchemyError

from accounts.database import Sessions
from accounts.delivery import OutgoingMessage
from accounts.errors import DeliveryFailed, DeliveryRefused
from accounts.sms_consent import has_opted_out
from bot.settings import Settings
from bot.sms.numbers import Numbers, can_be_answered
from bot.sms.outbound import Address, enqueue, text_cipher
from bot.sms.segments import to_gsm
from bot.sms.twilio import account_of


class SmsPort:
    """Implements `accounts.delivery.DeliveryPort`. Accepted means queued: from there on the message is sent, tried
    again and, if need be, listed as a dead letter like every other text message."""

    def __init__(self, sessions: Sessions, settings: Settings) -> None:
        self._sessions = sessions
        self._clock = settings.now
        self._texts = text_cipher(settings.secret())
        self._numbers = Numbers.of(settings)

    async def send(self, message: OutgoingMessage) -> None:
        try:
            await asyncio.to_thread(self._queue, message)
        except SQLAlchemyError as error:
            raise DeliveryFailed(f"{type(error).__name__} while queueing a text message.") from error

    def _queue(self, message: OutgoingMessage) -> None:
        our_number = self._numbers.of_operator(message.operator_slug)
        if our_number is None:
            raise DeliveryFailed(f"{message.operator} has no number in GUICHET_SMS_NUMBERS.")
        if not can_be_answered(message.to):
            raise DeliveryRefused("That is not a telephone number.")
        with self._sessions.begin() as session:
            if has_opted_out(session, message.operator_slug, message.to):
                raise DeliveryRefused("This number has asked not to get text messages.")
            enqueue(
                session,
                self._texts,
                Address(message.operator_slug, message.to, our_number),
                to_gsm(message.body),
                kind="notification",
                now=self._clock(),
                reference=f"outbox:{message.id}",
                expires_at=message.expires_at,
            )


def notification_port(settings: Settings, sessions: Sessions) -> SmsPort | None:
    """The port, where text messages can be sent; None where they become files."""
    return SmsPort(sessions, settings) if account_of(settings) or settings.demo else None
