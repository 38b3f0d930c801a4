"""What every way of delivery must do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class OutgoingMessage:
    """A message as it goes out.

    Args:
        id: number in the outbox; a message that is delivered twice has the same one both times.
        to: an e-mail address, a telephone number in international form (+15145550147), or a postal
            address on one line.
        operator: name of the operator it comes from; `operator_slug` is its slug.
        body: plain text; `subject` is not sent in text messages.
        expires_at: after this moment it is of no use any more.
    """

    id: int
    kind: str
    channel: str
    to: str
    language: str
    operator: str
    subject: str
    body: str
    operator_slug: str = ""
    expires_at: datetime | None = None


class DeliveryPort(Protocol):
    """One way of delivery. The channel `sms` is served by a provider's implementation of this."""

    async def send(self, message: OutgoingMessage) -> None:
        """Hand the message over; returning means that it was accepted.

        Raises:
            DeliveryFailed: not now; it will be tried again.
            DeliveryRefused: never, to this recipient.
        """
