"""What sends text messages: Twilio, or in demo mode the simulated phone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

# What a carrier says about a message on its way, in Twilio's words; a later one never gives way to an earlier one.
STATUS_RANKS = {
    "accepted": 0, "scheduled": 0, "queued": 1, "sending": 2, "sent": 3,
    "delivered": 4, "read": 5, "undelivered": 4, "failed": 4, "canceled": 4,
}  # fmt: skip
ARRIVED = ("delivered", "read")
LOST = ("undelivered", "failed", "canceled")


@dataclass(frozen=True)
class Outgoing:
    """A message as it goes out. created_at: since when the carrier may have it. uncertain: it perhaps has it."""

    id: int
    number: str
    our_number: str
    body: str
    created_at: datetime
    uncertain: bool
    attempts: int


@dataclass(frozen=True)
class Handed:
    """The carrier has it: the id it gave, and what it said about it."""

    sid: str
    status: str


class Carrier(Protocol):
    """Takes messages. The names of the errors: bot/sms/errors.py."""

    async def send(self, message: Outgoing) -> Handed:
        """Hand a message over.

        Raises:
            CarrierFailed: not now. CarrierRefused, NumberOptedOut: never.
        """

    async def find(self, message: Outgoing) -> list[Handed]:
        """Messages that the carrier already has with the same text, numbers and day; it was not sure to have ours.

        Raises:
            CarrierFailed
        """


class SimulatedPhone:
    """Takes everything; /demo/phone shows it."""

    async def send(self, message: Outgoing) -> Handed:
        return Handed(f"SMdemo{secrets.token_hex(13)}", "delivered")

    async def find(self, message: Outgoing) -> list[Handed]:
        return []
